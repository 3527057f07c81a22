"""Noun phrases around a head word, by the order of the words; a parse helps but is not needed."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.party.lexicon import Entry, Hit, Lexicon
from sayso.extract.party.names import Names, Run
from sayso.extract.party.words import Words

LONGEST = 16  # words that a complement may add
ADJECTIVES = frozenset({"demonym", "modifier"})


@dataclass(slots=True)
class Phrase:
    """Words [first, last) with the head noun at `core`; `inside` are the rows met on the way."""

    first: int
    last: int
    core: int
    inside: list[Entry] = field(default_factory=list)
    name: Run | None = None
    plural: bool = False
    definite: bool = False
    former: bool = False
    determiner: str = ""
    count: int | None = None
    bare: bool = True  # nothing follows the head noun
    of_person: bool = False  # the last complement is a person: a name that follows is his


class Grower:
    """Grows noun phrases to the left and to the right of a head."""

    def __init__(self, words: Words, hits: list[Hit | None], names: Names, lexicon: Lexicon) -> None:
        self.words = words
        self.hits = hits
        self.names = names
        get = lexicon.set_of
        self.premodifiers, self.former = get("premodifiers"), get("former")
        self.quantities, self.definite = get("quantities"), get("definite")
        self.indefinite, self.plurals = get("indefinite"), get("plural_determiners")
        self.contracted, self.of = get("contracted"), get("of")
        self.articles = self.definite | self.indefinite | self.contracted
        self.within, self.possessive = get("within"), get("possessive")
        self.at, self.function = get("at"), get("function")
        self.numbers = {n: i for i, n in enumerate(lexicon.settings["words"]["numbers"], 2)}
        self.attached = {k for k, hit in enumerate(hits) if hit and hit.entry.kind in ADJECTIVES}

    def left(self, phrase: Phrase) -> None:
        """Take in adjectives, numbers, quantities and the determiner before the head."""
        words, j = self.words, phrase.first
        while j > 0 and words.tight[j] and phrase.first - j < 8:
            word = words.folded[j - 1]
            if words.gap[j] == "":
                break  # "2011Karim Sow": glued by the web, no number of his
            adjective = words.pos[j - 1] == "ADJ" and words.dep[j - 1] == "amod" and not words.cap[j - 1]
            number = word in self.numbers or word[0].isdigit()
            if number and phrase.name is not None and phrase.core == phrase.name.first:
                break  # "Europe 1 Karim Sow"
            if number:
                phrase.plural, phrase.count = word not in {"1", "un"}, self.numbers.get(word)
            elif word in self.former:
                phrase.former = True
            elif word in self.of and j >= 2 and words.tight[j - 1] and words.folded[j - 2] in self.quantities:
                phrase.plural = True
                j -= 1
            elif not (adjective or word in self.premodifiers) or word in self.definite | self.indefinite:
                break
            hit = self.hits[j - 1]
            if adjective and hit is not None and hit.entry.kind in ADJECTIVES:
                after_noun = j >= 2 and words.tight[j - 1] and words.pos[j - 2] == "NOUN"
                if after_noun and self.hits[j - 2] is not None:
                    break  # "les journalistes turcs X et Y": the noun has a mention of its own
                phrase.inside.append(hit.entry)  # "le voltigeur français X"
                j -= after_noun
            j -= 1
        phrase.first = self._determiner(phrase, j)

    def _determiner(self, phrase: Phrase, j: int) -> int:
        words = self.words
        if j == 0 or not words.tight[j]:
            return j
        word = words.folded[j - 1]
        if word in self.plurals:
            phrase.plural = True
        if word in self.contracted and words.pos[j - 1] not in {"DET", ""}:
            phrase.definite, phrase.determiner = True, word
            return j
        if word in self.definite or word in self.contracted:
            phrase.definite = word in self.definite
        elif word not in self.indefinite:
            return j
        phrase.determiner = word
        if j >= 2 and words.tight[j - 1] and words.folded[j - 2] in self.quantities:
            return j - 2 if words.folded[j - 2] not in {"plus", "moins"} else j - 1
        return j - 1

    def right(self, phrase: Phrase, role: Entry) -> None:
        """Take in adjectives, complements and the name after the head."""
        words, limit, generic = self.words, phrase.last + LONGEST, 0
        while phrase.last < min(len(words), limit):
            j = phrase.last
            closed = words.gap[j].strip() == ")" and words.gap[phrase.last - 1].strip() == "("
            if not words.tight[j] and not closed:
                if not self._bracket(phrase) and not self._quoted(phrase, role):
                    break
                continue
            if self._adjective(phrase, j) or self._named(phrase, role, j):
                if phrase.name and phrase.name.kind in {"person", "unknown"} and "org" not in role.flags:
                    break
                continue
            taken = self._complement(phrase, role, j, generic)
            if not taken:
                break
            generic += taken == 2
        phrase.bare = phrase.last == phrase.core + 1

    def _adjective(self, phrase: Phrase, j: int) -> bool:
        words, hit = self.words, self.hits[j]
        if hit is not None and not words.cap[j]:
            entry = next((f.entry for f in hit.forms if f.entry.kind in ADJECTIVES), None)
            if entry is None and not (hit.table == "roles" and words.pos[j] == "ADJ"):
                return False
            phrase.inside.append(entry or hit.entry)
            phrase.last = hit.last
            return True
        if hit is None and words.pos[j] == "ADJ" and not words.cap[j]:
            phrase.last = j + 1
            return True
        return False

    def _named(self, phrase: Phrase, role: Entry, j: int) -> bool:
        """A name straight after the head: "le président X", "le député LR X", "le groupe Y"."""
        run, hit = self.names.at.get(j), self.hits[j]
        if run is not None:
            if run.kind == "person" and role.kind == "organisation" and "org" not in role.flags:
                return False
            organisation = run.kind in {"organisation", "group"}
            if organisation and "org" not in role.flags:
                phrase.inside.extend(run.entries[:1])
            elif phrase.plural and "org" not in role.flags:
                return False
            elif phrase.of_person:
                phrase.inside.extend(run.entries[:1])  # "la mère du gendarme X"
            elif phrase.name is None:
                phrase.name = run
            phrase.last = run.last
            return True
        if hit is not None and hit.entry.kind in {"country", "capital"} and "org" in role.flags:
            phrase.inside.append(hit.entry)
            phrase.last = hit.last
            return True
        return False

    def _complement(self, phrase: Phrase, role: Entry, j: int, generic: int) -> int:
        """ "de la police", "des Affaires étrangères", "à Tripoli": 1 known, 2 a plain noun, 0 none."""
        words, k = self.words, j
        word = words.folded[k]
        if word == "et" and "portfolio" in role.flags and k + 1 < len(words):
            k += 1
            word = words.folded[k]
            if word not in self.of and word not in self.contracted:
                return 0
        post = "post" in role.flags
        if word == "au" and k + 2 < len(words) and words.folded[k + 1] in self.within:
            k, word = k + 2, words.folded[k + 2]
        if not (word in self.of or word in self.contracted or (post and word in self.at)):
            return 0
        where = word in self.at and word not in self.of
        k += 1
        while k < len(words) and words.tight[k] and k - j < 4 and words.folded[k] in self.definite:
            k += 1
        while k < len(words) and words.tight[k] and words.folded[k] in self.premodifiers:
            k += 1
        if k >= len(words) or not words.tight[k]:
            return 0
        return self._take(phrase, k, where=where, generic=generic, portfolio="portfolio" in role.flags)

    def _take(self, phrase: Phrase, k: int, *, where: bool, generic: int, portfolio: bool) -> int:
        """What the preposition before word `k` governs."""
        words, hit, run = self.words, self.hits[k], self.names.at.get(k)
        if run is not None:
            if not where:
                phrase.inside.extend(e for e in run.entries[:1] if e.kind != "seat")
            phrase.last = run.last
            return 1
        if hit is not None and hit.table == "titles":  # "l'avocat de M. Sow"
            run = self.names.at.get(hit.last)
            if run is None or words.sent[run.first] != words.sent[k]:
                return 0
            phrase.inside.extend(run.entries[:1])
            phrase.last = run.last
            return 1
        if hit is not None and (hit.entry.kind not in ADJECTIVES or words.cap[k]):
            if not where:
                phrase.inside.append(hit.entry)
            phrase.of_person = hit.entry.kind in {"role", "crowd"} and not hit.forms[0].plural
            phrase.last = hit.last
            return 1
        if where or (words.folded[k] in self.function and hit is None and not words.cap[k]):
            return 0
        noun = words.pos[k] in {"NOUN", "PROPN", "ADJ", "X"} or not words.pos[k]
        if not noun or (generic >= 2 and not portfolio):
            return 0
        phrase.last = k + 1
        return 2

    def _bracket(self, phrase: Phrase) -> bool:
        """An acronym in brackets: "l'organisation État islamique (EI)"."""
        words, j = self.words, phrase.last
        run = self.names.at.get(j)
        if run is None or words.gap[j].strip() != "(" or words.sent[j] != words.sent[j - 1]:
            return False
        if not words.whole[words.end[run.last - 1] :].startswith(")"):
            return False
        phrase.inside.extend(run.entries[:1])
        phrase.last = run.last
        return True

    def _quoted(self, phrase: Phrase, role: Entry) -> bool:
        """A name in quotation marks: 'le collectif "Gilets noirs"'."""
        words, j = self.words, phrase.last
        run = self.names.at.get(j)
        if run is None or not words.quoted[j] or "org" not in role.flags or phrase.name is not None:
            return False
        phrase.name = run
        phrase.last = run.last
        return True
