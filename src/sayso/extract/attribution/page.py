"""A Doc laid out as plain lists, which the constructions read much faster than tokens.

`Page` is filled once per report.  Words are lower-cased with straight apostrophes; `parsed` says for each
word whether its sentence went through the parser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

APOSTROPHE = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})


@dataclass(slots=True)
class Page:
    """One report: words, parse and sentences.  Every list but `sents` has one entry a token."""

    doc: Doc
    text: str
    low: list[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    kids: list[list[int]]
    left: list[int]  # first token of the subtree
    right: list[int]  # last token of the subtree
    sent: list[int]  # number of the sentence
    sents: list[tuple[int, int]]  # token ranges, half-open
    parsed: list[bool]
    para: list[int]  # number of the paragraph
    _feats: dict[int, dict[str, str]] = field(default_factory=dict)

    def feats(self, i: int) -> dict[str, str]:
        """Morphological features of a token, e.g. `{"Mood": "Cnd", "VerbForm": "Fin"}`."""
        if i not in self._feats:
            self._feats[i] = self.doc[i].morph.to_dict()
        return self._feats[i]

    def subtree(self, i: int) -> list[int]:
        """The tokens below `i` and itself, in text order."""
        found, stack = [], [i]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.kids[at])
        return sorted(found)

    def bounds(self, i: int) -> tuple[int, int]:
        """Token range of the sentence that token `i` stands in."""
        return self.sents[self.sent[i]]

    def at(self, offset: int) -> int:
        """The first token that ends after a character offset (the last token if there is none)."""
        low, high = 0, len(self.low) - 1
        while low < high:
            mid = (low + high) // 2
            if self.end[mid] > offset:
                high = mid
            else:
                low = mid + 1
        return low


def lay_out(doc: Doc) -> Page:
    """The Page of a Doc, laid out once."""
    kept = getattr(doc, "kept", None)
    if kept is None:  # a Doc of spaCy's
        return _lay_out(doc)
    rows = kept.setdefault("attribution.page", {})
    if "all" not in rows:
        rows["all"] = _lay_out(doc)
    found: Page = rows["all"]
    return found


def _lay_out(doc: Doc) -> Page:
    """Read a Doc into a Page.  Needs sentence boundaries; the parse may be missing in part or in whole."""
    n = len(doc)
    low = [t.lower_.translate(APOSTROPHE) for t in doc]
    dep = [t.dep_ for t in doc]
    head = [t.head.i for t in doc]
    sents = [(s.start, s.end) for s in doc.sents] if n else []
    sent = [0] * n
    for number, (a, b) in enumerate(sents):
        sent[a:b] = [number] * (b - a)
    kids: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    left, right = _edges(head, sents)
    para, number = [0] * n, 0
    for i, t in enumerate(doc):
        para[i] = number
        if t.is_space and "\n" in t.text:
            number += 1
    return Page(
        doc=doc,
        text=doc.text,
        low=low,
        lemma=[t.lemma_.lower() or w for t, w in zip(doc, low, strict=True)],
        pos=[t.pos_ for t in doc],
        dep=dep,
        head=head,
        start=[t.idx for t in doc],
        end=[t.idx + len(t) for t in doc],
        kids=kids,
        left=left,
        right=right,
        sent=sent,
        sents=sents,
        parsed=[d not in ("", "unparsed") for d in dep],
        para=para,
    )


def _edges(head: list[int], sents: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """First and last token of every subtree, by passing edges up until nothing moves."""
    left, right = list(range(len(head))), list(range(len(head)))
    for a, b in sents:
        moved = True
        while moved:
            moved = False
            for i in range(a, b):
                h = head[i]
                if left[i] < left[h]:
                    left[h], moved = left[i], True
                if right[i] > right[h]:
                    right[h], moved = right[i], True
    return left, right
