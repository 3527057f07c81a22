"""Spans of a report that could name a place: known names, and capitals after "le village de", "aéroport"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.where.countries import acronyms
from sayso.extract.where.gazetteer import Gazetteer, Place
from sayso.extract.where.lexicon import Lexicon, is_after, left_word
from sayso.extract.where.words import Words

ROMAN = re.compile(r"[ivx]{1,5}(?:e|er|eme)?\Z")
UNKNOWN = "?"  # the noun of a span that only "à" says is a place
LONGEST_TOWN = 6  # words
LONGEST_SITE = 7


@dataclass(slots=True)
class Span:
    """Words [begin, end) that could name a place; `name` is where the bare name begins.

    `noun` is what the text calls it ("town", "region", "site"), "" if it does not say.
    """

    begin: int
    name: int
    end: int
    places: list[Place]
    noun: str = ""


class Scanner:
    """Finds the spans of one report."""

    def __init__(self, words: Words, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.acronyms = acronyms(gazetteer.lang)

    def spans(self) -> Iterator[Span]:
        """Candidate spans from left to right, without overlap."""
        words, at = self.words, 0
        own, nouns, blocked = self.gazetteer.longest, self.lexicon.kind_starts, self.lexicon.not_places
        while at < len(words):
            word = words.folded[at]
            if word in blocked and (skip := self._blocked(at)):
                at += skip
                continue
            span = self._own(at) if word in own else None
            if span is None and word in nouns:
                span = self._named_kind(at)
            if span is None and words.cap[at]:
                span = self._town(at)
            if span is None:
                at += 1
            else:
                yield span
                at = span.end

    def _blocked(self, at: int) -> int:
        """How many words a name that only holds a place has here."""
        words = self.words
        for size in range(min(self.lexicon.not_places.get(words.folded[at], 0), len(words) - at), 0, -1):
            if words.key(at, at + size) in self.lexicon.blocked and words.joined(at, at + size):
                first_word_in_name = words.cap[at] and (size > 1 or not words.first[at])
                if first_word_in_name or any(words.cap[at + 1 : at + size]):
                    return size
        return 0

    def _own(self, at: int) -> Span | None:
        """The longest name of the language's own tables that begins here."""
        words = self.words
        longest = min(self.gazetteer.longest.get(words.folded[at], 0), len(words) - at)
        for size in range(longest, 0, -1):
            end = at + size
            if not words.joined(at, end) or not self._capital(at, end):
                continue
            key = words.key(at, end)
            if size == 1 and key in self.acronyms and not words.raw[at].isupper():
                continue
            left = left_word(words, at)
            wide = f"{left_word(words, at - 1)} {left}" if at else left  # "à l"
            places = [
                place
                for place in self.gazetteer.own.get(key, ())
                if not place.after or is_after(left, place.after) or wide in place.after
            ]
            if places:
                return Span(at, at, end, self.gazetteer.by_key(key) if len(places) > 1 else places)
        return None

    def _capital(self, at: int, end: int) -> bool:
        """Whether a word other than a leading article has a capital: "La Réunion", not "La réunion"."""
        words = self.words
        if end - at > 1 and words.folded[at] in self.lexicon.articles:
            at += 1
        return any(words.cap[at:end])

    def _named_kind(self, at: int) -> Span | None:
        """ "la localité de Kafr Hamra", "l'aéroport de Zaventem", "place Tahrir": a noun and a name."""
        words, lexicon = self.words, self.lexicon
        for size in range(min(lexicon.longest_kind, len(words) - at), 0, -1):
            noun = words.key(at, at + size)
            if noun not in lexicon.kinds:  # "cité", "marché": only with the accent
                noun = " ".join(words.raw[at : at + size]).lower()
            kinds = lexicon.kinds.get(noun)
            figure = at > 1 and words.key(at - 2, at + size) in lexicon.not_kinds
            if kinds and words.joined(at, at + size) and not figure:
                name, linked = self._name_after(at + size)
                end = self._name_end(name) if name else 0
                if end and (linked or noun in lexicon.bare):
                    return self._kind_span(at, name, end, kinds, linked=linked)
        return None

    def _name_after(self, at: int) -> tuple[int, bool]:
        """Where the name after a noun begins (0 = nowhere), and whether "de" stands before it."""
        words, lexicon = self.words, self.lexicon
        filled = 0
        while at < len(words) and words.tight[at] and words.folded[at] in lexicon.fill and filled < 2:
            if words.cap[at]:
                break
            at += 1
            filled += 1
        linked = at < len(words) and words.tight[at] and words.raw[at] in lexicon.of
        if linked:
            at += 1
            if at < len(words) and words.tight[at] and words.raw[at] in ("la", "l", "le", "les"):
                at += 1
        good = at < len(words) and words.tight[at] and words.cap[at] and not words.raw[at].isdigit()
        return (at, linked) if good else (0, linked)

    def _name_end(self, at: int) -> int:
        """Where a run of capitalised words and links ends; 0 if what begins here is no proper name."""
        words, lexicon = self.words, self.lexicon
        end = at + 1
        while end < len(words) and end - at < LONGEST_SITE and words.tight[end] and not words.first[end]:
            if words.cap[end]:
                end += 1
                continue
            links = lexicon.links if words.gap[end] == "-" else lexicon.links_spaced
            last = end
            while last < len(words) and last - end < 2 and words.tight[last] and words.folded[last] in links:
                last += 1
            hyphened = words.gap[end] == "-" or words.folded[end] in ("el", "al", "es")
            following = last < len(words) and last > end and words.tight[last] and words.cap[last]
            if not following or not hyphened:
                break
            end = last + 1
        return end

    def _kind_span(
        self, at: int, name: int, end: int, kinds: tuple[str, ...], *, linked: bool
    ) -> Span | None:
        words = self.words
        own = self._own(name)
        if own and own.end >= end:
            end = own.end
        elif "site" not in kinds:
            end = self._known_end(name, end)
        key = words.key(name, end)
        places = self._free(key) or self.gazetteer.by_key(key)
        if places and places[0].kind == "country":
            return None  # "la région de la Syrie", "la place de la France": the country says it all
        if not places and self._no_name(name, end):
            return None
        if end - name == 1 and key in self.lexicon.common:
            return None
        places = places or self._prefix(name, end)
        if places and "town" in kinds:
            return Span(name, name, end, [p for p in places if p.kind != "country"], "town")
        if "region" in kinds or "site" in kinds:
            kind = "region" if "region" in kinds and (linked or "site" not in kinds) else "site"
            return Span(at, name, end, places, kind)
        if words.raw[name].isupper() and end - name == 1:
            return None
        return Span(name, name, end, places, kinds[0])

    def _free(self, key: str) -> list[Place]:
        """The places of that name which need no certain word before them."""
        return [place for place in self.gazetteer.by_key(key) if not place.after]

    def _known_end(self, name: int, end: int) -> int:
        """The end of the longest known place that begins a run of capitals, or the run's own end."""
        for shorter in range(end, name, -1):
            hyphened = shorter < end and "-" in self.words.gap[shorter]
            if not hyphened and self.gazetteer.by_key(self.words.key(name, shorter)):
                return shorter
        return end

    def _prefix(self, name: int, end: int) -> list[Place]:
        """The place that an unknown run of capitals begins with: "(gare de) Lille-Flandres"."""
        for shorter in range(end - 1, name, -1):
            key = self.words.key(name, shorter)
            if key not in self.lexicon.common and (places := self._free(key)):
                return [place for place in places if place.own or place.weight > 4.0]
        return []

    def _no_name(self, name: int, end: int) -> bool:
        """Whether an unknown name looks like none of a place: TF1, ARS, "Grand Rendez-vous", a newspaper."""
        words = self.words
        if self._blocked(name) or any(ch.isdigit() for ch in words.slice(name, end)):
            return True
        if end - name == 1 and words.raw[name].isupper() and len(words.raw[name]) < 6:
            return True
        return end < len(words) and "-" in words.gap[end] and not words.cap[end]

    def _town(self, at: int) -> Span | None:
        """The longest name of a town that begins at this capital, or an unknown name right after "à"."""
        words, lexicon = self.words, self.lexicon
        ends = self._town_ends(at)
        for end in reversed(ends):
            key = words.key(at, end)
            if end - at == 1 and (key in lexicon.common or len(key) < 3 or ROMAN.match(key)):
                continue
            left = left_word(words, at)
            if any(place.kind == "site" and place.after for place in self.gazetteer.own.get(key, ())):
                continue  # "Bercy" the ministry, where it is no place
            rule = lexicon.after.get(key)
            if rule is not None and not is_after(left, rule):
                continue
            if places := self._free(key):
                return Span(at, at, end, places)
            if end - at == 1 and words.raw[at].isupper() and len(key) < 4:
                return None
        if left_word(words, at) in lexicon.at and len(words.raw[at]) > 4 and not words.raw[at].isupper():
            key = words.key(at, ends[0])
            if key not in lexicon.common and key not in self.gazetteer.own:
                return Span(at, at, ends[0], [], UNKNOWN)
        return None

    def _town_ends(self, at: int) -> list[int]:
        """The ends of the spans from `at` that end in a capital and hold only capitals and links."""
        words, lexicon = self.words, self.lexicon
        ends = [at + 1]
        for end in range(at + 1, min(at + LONGEST_TOWN, len(words))):
            if not words.tight[end] or words.first[end]:
                break
            if words.cap[end]:
                ends.append(end + 1)
            elif words.folded[end] not in lexicon.links:
                if "-" not in words.gap[end]:
                    break
                ends.append(end + 1)
        return ends
