"""A second look at what may name an event: its likelihood beside the rules, its neighbours and the whole report.

The first look (`trigger`) weighs every word by itself.  Here the likelihoods of the words around, of the same
word elsewhere and of the report as a whole are features, as are the parties that grammar gives the word: what
looks like an attack in a report of attacks is one, and in a report of a football match it is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract.decide import level
from sayso.extract.reach import args_of

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.event.rules import Hit
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention

PLAUSIBLE = 0.04  # p of the first look under which a word is not looked at again
LIKELY = 0.5
REACH = 3  # plausible words on either side that are looked at


@dataclass(slots=True)
class First:
    """What the first look thinks of a word: p of an event at all, the likeliest type, the next and its share."""

    token: Token
    p: float
    type: str
    share: float  # of p, that the likeliest type has
    next: str
    level: int = field(init=False)  # of p, as a feature

    def __post_init__(self) -> None:
        self.level = level(self.p)


def rows(page: Page, found: Sequence[First]) -> list[list[str]]:
    """Named features of every plausible word, as the second look sees it; in text order."""
    report = _Report(page, found)
    return [
        [
            *_likelihood(first),
            *_rules(page, first),
            *report.elsewhere(first),
            *report.beside(n),
            *_tree(report, first),
            *_parties(page, report, first),
            *_voices(page, report, first),
        ]
        for n, first in enumerate(found)
    ]


class _Report:
    """What all words of a report are held against."""

    def __init__(self, page: Page, found: Sequence[First]) -> None:
        self.page = page
        self.found = found
        self.at = {f.token.i: f for f in found}
        self.lemmas: dict[str, list[First]] = {}
        self.types: dict[str, float] = {}
        for f in found:
            self.lemmas.setdefault(f.token.lemma_.lower(), []).append(f)
            self.types[f.type] = self.types.get(f.type, 0.0) + f.p
        words = sum(t.is_alpha for t in page.doc) or 1
        self.density = min(6, int(100 * sum(f.p for f in found) / words))
        self.heads: dict[int, Mention] = {m.head: m for m in page.mentions}
        self.cues = {
            page.token_at[a.cue.start]: a.rule
            for a in page.attributions
            if a.cue is not None and a.cue.start in page.token_at
        }

    def elsewhere(self, first: First) -> Iterator[str]:
        """The same word in the rest of the report, events of its type, and how full of events it is."""
        others = [f for f in self.lemmas[first.token.lemma_.lower()] if f is not first]
        best = max(others, key=lambda f: f.p, default=None)
        yield f"same word={best.level if best else '-'}|{first.level}"
        yield f"same word type={best.type == first.type if best else '-'}|{first.level}"
        rest = self.types[first.type] - first.p
        yield f"its type={min(4, int(rest))}|{first.level}"
        yield f"its type={min(4, int(rest))}|{first.type}"
        yield f"density={self.density}|{first.level}"
        yield f"density={self.density}|{first.type}"

    def beside(self, n: int) -> Iterator[str]:
        """The plausible words of the same sentence before and after."""
        first = self.found[n]
        sentence = self.page.sentence_of[first.token.i]
        here = 0
        for step in (-1, 1):
            k = n + step
            nearest = True
            while 0 <= k < len(self.found) and abs(k - n) <= REACH:
                other = self.found[k]
                if self.page.sentence_of[other.token.i] != sentence:
                    break
                here += other.p > LIKELY
                if nearest:
                    gap = min(6, abs(other.token.i - first.token.i))
                    yield f"beside{step:+}={other.level}|{first.level}"
                    yield f"beside{step:+}={other.type}|{first.type}|{other.p > LIKELY}"
                    yield f"beside{step:+} gap={gap}|{other.type == first.type}|{other.p > LIKELY}"
                    nearest = False
                k += step
            if nearest:
                yield f"beside{step:+}=none|{first.level}"
        yield f"here={min(4, here)}|{first.level}"


def _likelihood(first: First) -> Iterator[str]:
    at = first.level
    yield f"p={at}"
    yield f"p={at}|{first.type}"
    yield f"p={at}|{first.token.pos_}"
    yield f"p={round(first.p * 20)}"
    yield f"type={first.type}"
    yield f"share={int(first.share * 4)}|{first.type}"
    yield f"types={first.type}>{first.next}|{int(first.share * 4)}"


def _rules(page: Page, first: First) -> Iterator[str]:
    hits = page.hits_of.get(first.token.i, ())
    free = [h for h in hits if not h.blocked]
    at = first.level
    if not hits:
        yield f"rule=none|{at}"
        yield f"rule=none|{first.type}"
    elif not free:
        yield f"rule=blocked|{at}"
    else:
        best: Hit = max(free, key=lambda h: h.weight)
        yield f"rule={round(best.weight * 10)}|{at}"
        yield f"rule={round(best.weight * 5)}|{best.type == first.type}|{at}"
        yield f"rule type={best.type}|{first.type}"
        yield f"allowed={first.type in {h.type for h in free}}|{first.type}"


def _tree(report: _Report, first: First) -> Iterator[str]:
    """Plausible words straight above and below in the tree."""
    token, at = first.token, first.level
    above = report.at.get(token.head.i) if token.head is not token else None
    yield f"above={above.level if above else '-'}|{token.dep_}|{at}"
    yield f"above={above.type if above else '-'}|{first.type}|{token.dep_}"
    below = [(report.at[c.i], c.dep_) for c in token.children if c.i in report.at]
    best = max(below, key=lambda item: item[0].p, default=None)
    yield f"below={best[0].level if best else '-'}|{best[1] if best else '-'}|{at}"
    yield f"below={best[0].type if best else '-'}|{first.type}|{best[1] if best else '-'}"


def _parties(page: Page, report: _Report, first: First) -> Iterator[str]:
    """Whom grammar gives the word as its parties, and what they are."""
    seen = set()
    for head, how in args_of(page, first.token.i).items():
        mention = report.heads.get(head)
        side = how.split(":")[0]
        if mention is None:
            seen.add(f"{side}=thing")
            continue
        full = page.identity.fullest(mention)
        sector = full.role.sector if full.role else full.entries[0].sector if full.entries else "-"
        seen.add(f"{side}={full.kind}")
        yield f"{side}={full.kind}|{sector}|{first.type}"
        yield f"{side}={sector}|{first.level}"
    yield "parties=" + "+".join(sorted(seen))
    for name in sorted(seen):
        yield f"{name}|{first.type}"


def _voices(page: Page, report: _Report, first: First) -> Iterator[str]:
    """Is the word itself the cue of an attribution, and does it stand in somebody's words?"""
    rule = report.cues.get(first.token.i)
    yield f"cue={rule}|{first.type}"
    yield f"cue={rule is not None}|{first.level}"
    start = first.token.idx
    around = [a for a in page.attributions if a.start <= start < a.end]
    inner = min(around, key=lambda a: a.end - a.start, default=None)
    yield f"voice={inner.rule if inner else '-'}"
    yield f"voice={inner.stance if inner else '-'}|{first.type}"
