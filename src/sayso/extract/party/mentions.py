"""Every mention of a report that can stand for a party or a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.party.lexicon import Entry, Hit, Lexicon, lexicon
from sayso.extract.party.mention import Kind, Mention
from sayso.extract.party.names import Names, Run
from sayso.extract.party.phrases import Grower, Phrase
from sayso.extract.party.pronouns import pronouns
from sayso.extract.party.words import fold, split, words_of

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

PAIRS = {"(": ")", "«": "»", "“": "”", '"': '"'}


def mentions(doc: Doc, *, lang: str = "fr") -> list[Mention]:
    """The candidate mentions of a whole report, by start, the longer first; they may nest.

    Works on unparsed sentences too, where capitals, the lexicon and the order of words must do.
    """
    finder = _Finder(doc, lexicon(lang), lang)
    found = finder.find()
    found.sort(key=lambda m: (m.start, -m.end))
    return found


class _Finder:
    """The work on one report."""

    def __init__(self, doc: Doc, entries: Lexicon, lang: str) -> None:
        self.doc = doc
        self.lang = lang
        self.lexicon = entries
        self.words = words_of(doc)
        self.hits: list[Hit | None] = entries.scan(self.words)
        self.names = Names(self.words, self.hits, entries)
        self.grower = Grower(self.words, self.hits, self.names, entries)
        self.locative = entries.set_of("locative")
        self.of = entries.set_of("of") | entries.set_of("contracted")
        self.singular = entries.set_of("singular")
        self.states = entries.set_of("states")

    def find(self) -> list[Mention]:
        """All mentions, unordered."""
        found: list[Mention] = []
        named: set[int] = set()  # runs that are part of a longer mention as its name
        for i, hit in enumerate(self.hits):
            if hit is None or hit.table not in {"roles", "titles"} or hit.entry.kind == "nothing":
                continue
            phrase = self._role(hit)
            if phrase is None:
                continue
            if phrase.name is not None:
                named.add(phrase.name.first)
            found.append(self._of_role(i, hit, phrase))
        for first, run in self.names.at.items():
            if first not in named and self._is_party(run):
                found.append(self._of_run(run))
        for hit in self.hits:
            if hit is not None and hit.table == "countries" and hit.first not in self.names.at:
                mention = self._of_country(hit)
                if mention:
                    found.append(mention)
        found.extend(pronouns(self.words, self.hits, self.lexicon, self.lang))
        return self._without_parts(found)

    def _without_parts(self, found: list[Mention]) -> list[Mention]:
        """Drop a shorter mention with the same head word as a longer one ("le maire" in "le maire PS")."""
        best: dict[int, Mention] = {}
        for m in found:
            other = best.get(m.head)
            if other is None or m.end - m.start > other.end - other.start:
                best[m.head] = m
        return list(best.values())

    def _role(self, hit: Hit) -> Phrase | None:
        role = hit.entry
        if not self._is_noun(hit):
            return None
        phrase = Phrase(hit.first, hit.last, hit.last - 1)
        phrase.plural = hit.forms[0].plural
        if hit.table == "titles":
            gap = self.words.gap[hit.last] if hit.last < len(self.words) else "x"
            run = self.names.at.get(hit.last)
            if run is None or not (self.words.tight[hit.last] or gap.strip() == "."):
                return None
            phrase.name, phrase.last = run, run.last
            phrase.bare = False
        else:
            self.grower.right(phrase, role)
        self.grower.left(phrase)
        capital = self.words.cap[hit.first] and not self.words.initial[hit.first]
        known = phrase.determiner or phrase.name or phrase.count or capital
        if "weak" in role.flags and phrase.bare and not known:
            return None
        if "person" in role.flags and not (known or phrase.plural):
            return None
        return phrase

    def _is_noun(self, hit: Hit) -> bool:
        """Is a word that can be an adjective or a verb a noun here ("des sources militaires")?"""
        words, i = self.words, hit.first
        if hit.last - i > 1 or hit.table == "titles":
            return True
        before = words.folded[i - 1] if i and words.tight[i] else ""
        if before in self.singular and all(f.plural for f in hit.forms if f.entry.table == "roles"):
            return False  # "au cours de" has no courts in it
        if before == "en":
            return False  # "en cours", "en force"
        if words.pos[i] in {"", "NOUN", "PROPN"}:
            return True
        lead = before in self.grower.articles or before in self.grower.numbers or before[:1].isdigit()
        return lead and words.pos[i] in {"ADJ", "VERB", "X", "NUM"}

    def _of_role(self, i: int, hit: Hit, phrase: Phrase) -> Mention:
        words, form, role = self.words, hit.forms[0], hit.entry
        name: str | None = None
        entries: tuple[Entry, ...] = ()
        kind: Kind = role.kind if hit.table == "roles" else "name"  # type: ignore[assignment]
        plural = phrase.plural
        if form.plural and phrase.determiner in self.grower.definite and phrase.determiner in {"le", "la"}:
            plural = False
        if phrase.name is not None:
            run = phrase.name
            name = words.whole[words.start[run.first] : words.end[run.last - 1]]
            entries = run.entries
            if kind in {"role", "crowd"} and not plural and "org" not in role.flags:
                kind = "name"
            elif entries and entries[0].kind == "group":
                kind = "group"
        if (
            kind in {"role", "crowd", "organisation"}
            and plural
            and phrase.count
            and phrase.definite
            and phrase.name is None
            and phrase.bare
        ):
            kind = "plural_anaphor"
        if "generic" in role.flags and kind == "role" and plural and not phrase.count:
            kind = "crowd"
        gender = form.gender or ""
        bare = phrase.last == phrase.core + 1 or phrase.name is not None
        feminine = phrase.determiner in self.lexicon.set_of("feminine") or self._feminine(phrase)
        if feminine and (bare or phrase.definite) and kind in {"role", "crowd", "name"}:
            gender = "f"  # "la député", not "une alliance patriote"
        return self._make(
            phrase.first,
            phrase.last,
            core=i,
            kind=kind,
            lemma=role.name,
            name=name,
            entries=entries,
            role=role,
            phrase=phrase,
            gender=gender or "m",
            plural=plural,
            over_body=self._over_body(hit, phrase),
        )

    def _feminine(self, phrase: Phrase) -> bool:
        """Does an adjective before the head tell its gender ("l'ancienne garde des Sceaux")?"""
        known = self.lexicon.set_of("feminine_adjectives")
        return any(self.words.folded[j] in known for j in range(phrase.first, phrase.core))

    def _over_body(self, hit: Hit, phrase: Phrase) -> bool:
        """Does a word for a head of state have a complement that is no state?"""
        if not {"head", "inherit"} <= hit.entry.flags or phrase.name is not None:
            return False
        words, grower, j = self.words, self.grower, hit.last
        if j >= phrase.last or words.folded[j] not in grower.of | grower.contracted:
            return False
        while j < phrase.last and words.folded[j] in grower.of | grower.contracted | grower.definite:
            j += 1
        known = {fold(split(e.name)[0]) for e in phrase.inside if e.country}
        return j < phrase.last and words.folded[j] not in known | self.states

    def _of_run(self, run: Run) -> Mention:
        words = self.words
        phrase = Phrase(run.first, run.last, run.first, name=run)
        self.grower.left(phrase)
        while self.grower._bracket(phrase):
            pass
        kind: Kind = "name"
        if run.kind == "group":
            kind = "group"
        elif run.kind == "organisation":
            kind = "organisation"
        name = words.whole[words.start[run.first] : words.end[run.last - 1]]
        gender = "f" if phrase.determiner in {"la", "une", "cette"} else ""
        return self._make(
            phrase.first,
            phrase.last,
            core=run.first,
            kind=kind,
            lemma=name,
            name=name,
            entries=run.entries,
            role=None,
            phrase=phrase,
            gender=gender,
            plural=phrase.plural and not run.entries,
        )

    def _is_party(self, run: Run) -> bool:
        """A single unknown word after "à", "dans" … is a place, not a party."""
        words, i = self.words, run.first
        if run.entries and run.entries[0].kind != "seat":
            return True
        before = words.folded[i - 1] if i and words.tight[i] else ""
        if before in self.locative or (run.entries and before in self.of):
            return words.dep[i] == "obl:arg"
        return run.kind != "unknown" or before not in self.of or words.dep[i] in {"flat:name", "appos"}

    def _of_country(self, hit: Hit) -> Mention | None:
        """A country, its capital or seat of power, or its people; None for an adjective or a place."""
        words, i, entry = self.words, hit.first, hit.entry
        before = words.folded[i - 1] if i and words.tight[i] else ""
        phrase = Phrase(hit.first, hit.last, hit.last - 1)
        kind: Kind = "country"
        if entry.kind == "demonym":
            self.grower.left(phrase)
            noun = words.cap[i] or (
                phrase.determiner and words.pos[i] in {"NOUN", ""} and not self._goes_on(hit)
            )
            if not noun or not (words.cap[i] or phrase.first < i):
                return None
            kind = "demonym"
            word = words.folded[i]
            phrase.plural = phrase.plural or (not phrase.determiner and word.endswith("s"))
        else:
            place = before in self.locative and words.dep[i] != "obl:arg"
            if entry.kind == "capital" and (place or not words.cap[i]):
                return None
            kind = "seat" if entry.kind in {"capital", "seat"} else "country"
            self.grower.left(phrase)
        name = words.whole[words.start[hit.first] : words.end[hit.last - 1]]
        return self._make(
            phrase.first,
            phrase.last,
            core=i,
            kind=kind,
            lemma=name,
            name=name,
            entries=hit.entries,
            role=None,
            phrase=phrase,
            gender="f" if phrase.determiner in {"la", "une", "cette"} else "",
            plural=phrase.plural,
        )

    def _goes_on(self, hit: Hit) -> bool:
        """Does a noun follow, so that the demonym is its adjective?"""
        words, j = self.words, hit.last
        return j < len(words) and words.tight[j] and words.pos[j] in {"NOUN", "PROPN"}

    def _make(
        self,
        first: int,
        last: int,
        *,
        core: int,
        kind: Kind,
        lemma: str,
        name: str | None,
        entries: tuple[Entry, ...],
        role: Entry | None,
        phrase: Phrase,
        gender: str,
        plural: bool,
        over_body: bool = False,
    ) -> Mention:
        words = self.words
        start, end = words.start[first], words.end[last - 1]
        end = self._close(start, end)
        return Mention(
            start=start,
            end=end,
            text=words.whole[start:end],
            head=self._head(first, last, core),
            kind=kind,
            head_lemma=lemma,
            name=name,
            entries=entries,
            role=role,
            inside=tuple(phrase.inside),
            gender="f" if gender == "f" else "m" if gender == "m" else None,
            plural=plural,
            definite=phrase.definite,
            sent=words.sent[core],
            former=phrase.former,
            over_body=over_body,
            possessed=phrase.determiner in self.grower.possessive,
            count=phrase.count if kind == "plural_anaphor" else None,
        )

    def _close(self, start: int, end: int) -> int:
        """Take in the closing bracket or quotation mark of one opened inside."""
        text = self.words.whole
        inside, after = text[start:end], text[end : end + 2]
        for left, right in PAIRS.items():
            opened = inside.count(left) % 2 if left == right else inside.count(left) > inside.count(right)
            if opened and after.lstrip()[:1] == right:
                return end + after.index(right) + 1
        return end

    def _head(self, first: int, last: int, core: int) -> int:
        """The token that the rest of the phrase hangs on; the core word where the parse does not say."""
        words = self.words
        at = words.token[core]
        low, high = words.token[first], words.token[last - 1]
        if not words.pos[core] or low == high:
            return at
        head = self.doc[at]
        for _ in range(4):
            up = head.head
            if up.i == head.i or not low <= up.i <= high:
                break
            head = up
        return head.i
