"""Is a span a place here, and which one?  The report as a whole decides, with what stands beside it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.extract.where.countries import by_capital, by_demonym, by_iso2
from sayso.extract.where.evidence import Evidence
from sayso.extract.where.gazetteer import Gazetteer, Place, bonus
from sayso.extract.where.lexicon import Lexicon, left_word
from sayso.extract.where.scan import UNKNOWN, Span
from sayso.extract.where.words import Words, fold

ENOUGH = 5.8  # what speaks for a town must reach this; a town's own weight is log10 of its people
FUNCTION = frozenset(["ADP", "DET", "ADV", "CCONJ", "SCONJ", "VERB", "AUX", "PRON", "NUM", "PUNCT", "SPACE"])
KNOWN_TOWN = 30_000  # people, for a town told by its sound alone
AT_HOME = 0.9  # what speaks for the home country where the report does not name it
BESIDE = 2.5  # ... and for a country named right after the place
REACH = 6  # words within which a country named beside a town settles which town it is


@dataclass(frozen=True, slots=True)
class Verdict:
    """A span with the place it names; `place` is None for a place that no list knows."""

    span: Span
    place: Place | None
    country: str | None


class Judge:
    """Accepts and resolves the spans of one report."""

    def __init__(
        self, words: Words, evidence: Evidence, gazetteer: Gazetteer, lexicon: Lexicon, home: str | None
    ) -> None:
        self.words = words
        self.evidence = evidence
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.home = home
        self.prefer = evidence.ranked()[:8]
        self.spots = dict(reversed(evidence.spots))
        self.demonyms = by_demonym(gazetteer.lang)
        self.capitals = by_capital(gazetteer.lang)
        self.surnames: Mapping[str, int] = {}

    def decide(self, spans: list[Span]) -> list[Verdict]:
        """The spans that name places, in order, each resolved."""
        starts = {span.begin: span for span in spans}
        ends = {span.end: span for span in spans}
        whole = [span for span in spans if not self._crowded(span, starts, ends)]
        self.surnames = self._surnames(spans, whole)
        chosen = [(span, self._resolve(span)) for span in whole]
        scores = [self._score(span, place) for span, place in chosen]
        sure = {
            self.words.key(span.name, span.end)
            for (span, _), score in zip(chosen, scores, strict=True)
            if score >= ENOUGH + 0.5
        }
        for span, place in chosen:
            if place is not None and place.iso2 and (place.own or place.population > 100_000):
                self.evidence.spots.append((span.begin, place.iso2))
        kept = []
        for (span, place), score in zip(chosen, scores, strict=True):
            again = self.words.key(span.name, span.end) in sure and score > ENOUGH - 2.0
            if (score >= ENOUGH or again) and not self._metonym(span, place):
                kept.append(Verdict(span, place, self._country(span, place)))
        return kept

    def _resolve(self, span: Span) -> Place | None:
        """The likeliest of the places that a span can name."""
        if not span.places:
            return self._transliterated(span)
        if shared := self.lexicon.shared.get(self.words.key(span.name, span.end)):
            spoken = max(shared, key=lambda iso2: self.evidence.weight.get(iso2, 0.0))  # the first, if even
            name = by_iso2(self.gazetteer.lang)[spoken].name
            return self.gazetteer.located(self.gazetteer.own[fold(name)][0])
        beside = self._beside(span)
        prefer = [*beside, *(iso2 for iso2 in self.prefer if iso2 not in beside)]
        best = max(span.places, key=lambda place: place.weight + self._bonus(place, prefer, beside))
        if span.noun and not best.own and self._country_bonus(best) < 0:
            return None  # a namesake far from anything the report speaks of
        return self.gazetteer.located(best)

    def _bonus(self, place: Place, prefer: list[str], beside: list[str]) -> float:
        gain = bonus(place.iso2, prefer) + (BESIDE if place.iso2 in beside else 0.0)
        return max(gain, AT_HOME) if place.iso2 == self.home else gain

    def _beside(self, span: Span) -> list[str]:
        """Countries that the words right after a name give ("Tripoli, au Liban", "Valence (Espagne)")."""
        at, words = span.end, self.words
        while at < min(span.end + REACH, len(words)):
            if words.first[at] and "(" not in words.gap[at]:
                return []
            if at in self.spots:
                return [self.spots[at]]
            if words.folded[at] not in self.lexicon.glue:
                return []
            at += 1
        return []

    def _transliterated(self, span: Span) -> Place | None:
        """A town of the report's countries under another transliteration; only where a noun calls it one."""
        if not span.noun or span.end - span.name > 4 or self._person(span):
            return None
        name = self.words.slice(span.name, span.end)
        found = self.gazetteer.sounds_like(name, within=self.prefer)
        found = [town for town in found if span.noun != UNKNOWN or town.population >= KNOWN_TOWN]
        return found[0] if found else None

    def _person(self, span: Span) -> bool:
        return span.noun == UNKNOWN and self.surnames.get(self.words.folded[span.end - 1], 0) > 0

    def _country(self, span: Span, place: Place | None) -> str | None:
        if place is not None:
            return place.iso2
        beside = self._beside(span)
        near = beside or self.evidence.near(span.begin, reach=25)
        return near[0] if near else next(iter(self.prefer), self.home)

    # -- what speaks for a place -------------------------------------------------------------------------

    def _score(self, span: Span, place: Place | None) -> float:
        """How much speaks for the span's being that place here; `ENOUGH` accepts."""
        left = left_word(self.words, span.begin)
        if self._titled(span.begin) or self._named_after(span):
            return -math.inf
        if span.noun == UNKNOWN:
            return ENOUGH if place else -math.inf
        if span.noun:
            return ENOUGH + 1.0
        if place is None:
            return -math.inf
        score = place.weight + self._left(span, left) - self._doubt(span, place, left)
        if place.own:
            return score + (0.0 if place.kind == "city" else 1.0)
        return score + self._country_bonus(place)

    def _titled(self, at: int) -> bool:
        """Whether a title stands right before word `at`: "M. Paris", "le colonel Tours"."""
        words = self.words
        if not at or words.folded[at - 1] not in self.lexicon.titles:
            return False
        return words.gap[at].strip() == "" or (words.gap[at].strip() == "." and len(words.raw[at - 1]) < 5)

    def _country_bonus(self, place: Place) -> float:
        if place.iso2 in self.evidence.weight:
            rank = self.prefer.index(place.iso2) if place.iso2 in self.prefer else 9
            return 1.5 if rank < 3 else 1.0
        if place.iso2 == self.home:
            return AT_HOME if self.evidence.weight else 1.5
        return 0.0 if place.population > 100_000 else -2.0

    def _left(self, span: Span, left: str) -> float:
        if left in self.lexicon.locative:
            return 2.0
        if left == "(":
            return 1.5
        if left in self.lexicon.of:
            return 1.0
        return 0.3 if left in self.lexicon.neutral else 0.0

    def _doubt(self, span: Span, place: Place, left: str) -> float:
        """What speaks against a place: a surname, a noun right before, a common word opening a sentence."""
        words = self.words
        doubt = 0.0
        last = words.folded[span.end - 1]
        located = left in self.lexicon.locative
        if self.surnames.get(last, 0) > 0 and place.kind in ("city", "site"):
            doubt += 1.5 if located else 3.5
        pos_before = words.pos[span.begin - 1] if span.begin and left not in ("", "(") else ""
        if pos_before in ("NOUN", "ADJ", "PROPN", "NUM") and left not in self.lexicon.neutral and not located:
            doubt += 2.0 if place.kind in ("city", "site") else 0.0
        if not place.own and not span.noun:
            doubt += self._no_town(span, left)
        if span.end - span.begin == 1 and words.first[span.begin] and not place.own:
            tagged = words.pos[span.begin]
            doubt += 2.5 if tagged not in ("PROPN", "") else 0.5
        return doubt

    def _no_town(self, span: Span, left: str) -> float:
        """An article, a first name and "de" ("Anne de Nevers") before the name, or a name in capitals."""
        words, at = self.words, span.begin
        if left in self.lexicon.before_no_town:
            name = words.key(span.begin, span.end)
            articled = any(self.gazetteer.by_key(f"{article} {name}") for article in ("le", "la", "les", "l"))
            return 0.0 if articled and left != "l" else 4.0
        if span.end - at == 1 and words.raw[at].isupper() and len(words.raw[at]) < 5:
            return 4.0
        if left in self.lexicon.of and at > 1 and words.tight[at - 1] and words.cap[at - 2]:
            before = words.raw[at - 2]
            person = len(before) > 2 and not before.isupper() and not words.first[at - 2]
            known = words.folded[at - 2] in self.lexicon.openers or words.folded[at - 2] in self.lexicon.kinds
            return 1.5 if person and not known else 0.0
        return 0.0

    def _named_after(self, span: Span) -> bool:
        """ "l'accord de Paris": something is named after the place."""
        at, words = span.begin - 1, self.words
        while (
            at >= 0
            and words.tight[at + 1]
            and words.folded[at]
            in (
                *self.lexicon.of,
                *self.lexicon.articles,
            )
        ):
            at -= 1
        linked = at < span.begin - 1 and at >= 0 and words.tight[at + 1]
        return linked and words.folded[at] in self.lexicon.named_after

    def _metonym(self, span: Span, place: Place | None) -> bool:
        """ "Moscou a démenti": a capital as subject stands for its government."""
        words = self.words
        key = words.key(span.begin, span.end)
        if place is None or key not in self.capitals or span.end >= len(words):
            return False
        left = left_word(words, span.begin)
        if left and left not in ("que", "qu", "mais", "où", "dont", "et", "quand", "si", "alors"):
            return False
        if not words.tight[span.end]:
            return False
        tags = words.pos[span.end : span.end + 3]
        while tags and tags[0] in ("PRON", "ADV"):
            tags = tags[1:]
        return bool(tags) and tags[0] in ("VERB", "AUX")

    # -- capitals beside a span --------------------------------------------------------------------------

    def _crowded(self, span: Span, starts: Mapping[int, Span], ends: Mapping[int, Span]) -> bool:
        """Whether the span is part of a longer name: "Jean Valence", "Paris Match", "pro-Kiev"."""
        words = self.words
        if span.begin and self._part_of_left(span, ends):
            return True
        return span.end < len(words) and self._part_of_right(span, starts)

    def _part_of_left(self, span: Span, ends: Mapping[int, Span]) -> bool:
        words, at = self.words, span.begin - 1
        gap = words.gap[span.begin]
        if not words.tight[span.begin] or "'" in gap or "’" in gap:
            return False
        if "-" in gap and not words.cap[at] and not words.raw[at].isdigit():
            return words.folded[at] not in self.lexicon.of
        if not words.cap[at] or self._shouted(at, span.begin):
            return False
        if span.begin in ends and self._weighty(ends[span.begin], gap):
            return False
        if words.folded[at] in self.lexicon.openers or words.folded[at] in self.demonyms:
            return False
        if words.folded[at] in self.lexicon.kinds:
            return False
        return not (words.first[at] and words.pos[at] in FUNCTION)

    def _part_of_right(self, span: Span, starts: Mapping[int, Span]) -> bool:
        words, at = self.words, span.end
        if not words.tight[at] or words.first[at] or not words.cap[at] or self._shouted(at - 1, at):
            return False
        if at in starts and self._weighty(starts[at], words.gap[at]):
            return False
        if words.folded[at] in self.lexicon.closers and "-" not in words.gap[at]:
            return False
        return words.pos[at] not in FUNCTION or "-" in words.gap[at]

    @staticmethod
    def _weighty(span: Span, gap: str) -> bool:
        """Whether a neighbour is a place in its own right: "Moscou-Paris", not "Vosges-Matin"."""
        return any(place.own or ("-" in gap and place.weight > 4.5) for place in span.places)

    def _shouted(self, one: int, two: int) -> bool:
        """Whether two words are both in capitals, as in a headline."""
        raw = self.words.raw
        return raw[one].isupper() and raw[two].isupper() and len(raw[one]) > 1 and len(raw[two]) > 3

    def _surnames(self, spans: list[Span], whole: list[Span]) -> Mapping[str, int]:
        """Last words of the report's person-like names: spans that a capital stands before."""
        kept = {id(span) for span in whole}
        found: Counter[str] = Counter()
        for span in spans:
            if id(span) not in kept and not span.noun and "-" not in self.words.gap[span.begin]:
                found[self.words.folded[span.end - 1]] += 1
        return found
