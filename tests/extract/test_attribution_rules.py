"""Every example in the rule files: each `yes` gives exactly its marked spans, each `no` nothing of its rule."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.errors import DataError
from sayso.extract.attribution import find_attributions
from sayso.extract.attribution.marks import parse_marks
from sayso.extract.attribution.rules import Rule, rules
from sayso.records import Attribution

RULES = rules("fr")
YES = [(rule, marked) for rule in RULES for marked in rule.yes]
NO = [(rule, text) for rule in RULES for text in rule.no]


@functools.cache
def read(text: str) -> tuple[Attribution, ...]:
    return tuple(find_attributions(annotate(text, "fr")))


def spans(found: list[Attribution]) -> set[tuple[str, int, int]]:
    out: set[tuple[str, int, int]] = set()
    for a in found:
        out.add(("content", a.start, a.end))
        if a.source:
            out.add(("source", a.source.start, a.source.end))
        if a.cue:
            out.add(("cue", a.cue.start, a.cue.end))
    return out


@pytest.mark.parametrize(("rule", "marked"), YES, ids=[f"{r.id}:{m[:40]}" for r, m in YES])
def test_yes(rule: Rule, marked: str) -> None:
    example = parse_marks(marked, rule.id)
    found = [a for a in read(example.text) if a.rule == rule.id]
    got = {(role, example.text[s:e]) for role, s, e in spans(found)}
    want = {(role, example.text[s:e]) for role, s, e in example.spans}
    assert got == want


@pytest.mark.parametrize(("rule", "text"), NO, ids=[f"{r.id}:{t[:40]}" for r, t in NO])
def test_no(rule: Rule, text: str) -> None:
    assert [a.start for a in read(text) if a.rule == rule.id] == []


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert len(YES) >= len(RULES)
    assert len(NO) >= len(RULES)
    assert len(RULES) >= 25


@pytest.mark.parametrize(
    "bad", ["[who:Le ministre] parle.", "[source:Le ministre parle.", "Il parle].", "[cue:]."]
)
def test_a_malformed_mark_is_an_error(bad: str) -> None:
    with pytest.raises(DataError, match="R002"):
        parse_marks(bad)


@given(st.text(alphabet="ab []:sourcecuecontent", max_size=60))
def test_marks_never_crash(text: str) -> None:
    try:
        example = parse_marks(text)
    except DataError:
        return
    assert all(0 <= s < e <= len(example.text) for _, s, e in example.spans)
