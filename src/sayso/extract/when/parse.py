"""Find time expressions: rules in stages, each stage reading what the earlier ones found.

Within a stage the longest match wins, then the leftmost, then the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from sayso.extract.when.context import Node
from sayso.extract.when.grammar import NOTHING, PARTIAL, Grammar, Rule
from sayso.extract.when.pattern import Compiled
from sayso.extract.when.tokens import Token

Item = Token | Node


def parse(tokens: Sequence[Token], code: str, grammar: Grammar) -> list[Node]:
    """Nodes for every expression in the tokens, in text order, without overlap."""
    items: list[Item] = list(tokens)
    spans = [(i, i + 1) for i in range(len(tokens))]
    for rules in grammar.stages:
        chosen = _choose(rules, code)
        if not chosen:
            continue
        new_items: list[Item] = []
        new_spans: list[tuple[int, int]] = []
        new_code: list[str] = []
        at = 0
        for start, end, rule, match, pattern in chosen:
            new_items += items[at:start]
            new_spans += spans[at:start]
            new_code.append(code[at:start])
            for node in _nodes(rule, match, pattern, items, spans, grammar):
                new_items.append(node)
                new_spans.append((node.first, node.last))
                new_code.append(grammar.kind(node.kind))
            at = end
        items = [*new_items, *items[at:]]
        spans = [*new_spans, *spans[at:]]
        code = "".join(new_code) + code[at:]
    return [
        item for item in items if isinstance(item, Node) and item.make != NOTHING and item.kind != PARTIAL
    ]


Choice = tuple[int, int, Rule, "re.Match[str]", Compiled]


def _choose(rules: Sequence[Rule], code: str) -> list[Choice]:
    found: list[tuple[int, int, int, Rule, re.Match[str], Compiled]] = []
    present = set(code)
    for order, rule in enumerate(rules):
        for pattern in rule.patterns:
            if any(need.isdisjoint(present) for need in pattern.needs):
                continue
            for match in pattern.regex.finditer(code):
                start, end = match.span()
                if end > start:
                    found.append((start - end, start, order, rule, match, pattern))
    found.sort(key=lambda row: row[:3])
    taken = bytearray(len(code))
    chosen: list[Choice] = []
    for negative, start, _, rule, match, pattern in found:
        end = start - negative
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append((start, end, rule, match, pattern))
    return sorted(chosen, key=lambda row: row[0])


def _nodes(
    rule: Rule,
    match: re.Match[str],
    pattern: Compiled,
    items: Sequence[Item],
    spans: Sequence[tuple[int, int]],
    grammar: Grammar,
) -> Iterator[Node]:
    """The node of a match; a list of separate times ("les 6 et 13 avril") gives one for each."""
    args: dict[str, Any] = dict(rule.fixed)
    where: dict[str, int] = {}
    for group, (slot, classes) in pattern.slots.items():
        at = match.start(group)
        if at < 0:
            continue
        item = items[at]
        args[slot] = item if isinstance(item, Node) else grammar.value(item, classes)
        where[slot] = at
    first, last = spans[match.start()][0], spans[match.end() - 1][1]
    each = args.pop("each", None)
    names = [name for name in ("d1", "d2", "d3", "d4") if name in args]
    if each and not (each.get("join") and _consecutive(args, names)):
        shared = {k: v for k, v in args.items() if k not in names}
        for i, name in enumerate(names):
            begin = first if i == 0 else spans[where[name]][0]
            end = last if i == len(names) - 1 else spans[where[name]][1]
            yield Node(each["make"], rule.gives, {**shared, each["slot"]: args[name]}, rule.id, begin, end)
        return
    yield Node(rule.make, rule.gives, args, rule.id, first, last)


def _consecutive(args: dict[str, Any], names: Sequence[str]) -> bool:
    """Do the days follow each other?  Then they are one stretch, from `d1` to `d2`."""
    numbers = [args[name] for name in names if name in args]
    if any(b - a != 1 for a, b in pairwise(numbers)):
        return False
    args["d1"], args["d2"] = numbers[0], numbers[-1]
    return True
