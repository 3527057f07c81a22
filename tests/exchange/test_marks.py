"""Marks woven into a text: the text stays whole, elements nest, each mark covers exactly its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.exchange.labels import labels
from sayso.exchange.marks import KINDS, Close, Mark, Open, marks, weave
from sayso.exchange.view import rows
from sayso.reading import Reading

TEXT = "abcdefghijklmnopqrst"


def mark(start: int, end: int, kind: str = "party") -> Mark:
    return Mark(start=start, end=end, kind=kind, tip=f"{start}-{end}")


@st.composite
def some_marks(draw: st.DrawFn) -> list[Mark]:
    spans = draw(
        st.lists(st.tuples(st.integers(0, 19), st.integers(1, 8), st.sampled_from(KINDS)), max_size=9)
    )
    return [mark(start, min(start + length, len(TEXT)), kind) for start, length, kind in spans]


@given(found=some_marks(), start=st.integers(0, 10), length=st.integers(0, 10))
def test_weaving_keeps_the_text_and_nests(found: list[Mark], start: int, length: int) -> None:
    end, at = start + length, start
    stack: list[int] = []
    covered: dict[int, set[int]] = {n: set() for n in range(len(found))}
    numbers = {id(m): n for n, m in enumerate(found)}
    firsts = dict.fromkeys(range(len(found)), 0)
    for piece in weave(TEXT, start, end, found):
        if isinstance(piece, Open):
            stack.append(numbers[id(piece.mark)])
            firsts[stack[-1]] += piece.first
        elif isinstance(piece, Close):
            stack.pop()
        else:
            assert piece
            assert TEXT[at : at + len(piece)] == piece
            for number in stack:
                covered[number] |= set(range(at, at + len(piece)))
            at += len(piece)
    assert not stack
    assert at == end
    for number, m in enumerate(found):
        assert covered[number] == set(range(max(m.start, start), min(m.end, end)))
        assert firsts[number] == (start <= m.start < end)


def test_crossing_marks_are_split_where_the_first_ends() -> None:
    pieces = list(weave(TEXT, 0, 8, [mark(0, 5), mark(3, 8)]))
    shown = "".join("(" if isinstance(p, Open) else ")" if isinstance(p, Close) else p for p in pieces)
    assert shown == "(abc(de))(fgh)"
    assert [p.first for p in pieces if isinstance(p, Open)] == [True, True, False]


def test_one_mark_for_each_stretch_and_kind(made: Reading) -> None:
    found = marks(made, rows(made, labels("en")), labels("en"))
    places = [(m.start, m.end, m.kind) for m in found]
    assert len(set(places)) == len(places)
    assert {m.kind for m in found} == set(KINDS)
    assert sum(len(m.rows) for m in found) == len(made.claims)


def test_a_span_outside_the_text_is_not_marked(made: Reading, bare: Reading) -> None:
    from dataclasses import replace

    wrong = replace(made, report=bare.report)
    assert all(m.end <= len(bare.report.text) for m in marks(wrong, rows(wrong, labels("en")), labels("en")))
