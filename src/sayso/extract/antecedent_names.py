"""The names of the features of the coreference decision: small values in, names out, remembered.

`kind` is always the class of the anaphor, which every name ends with; what the values mean is said where
they are found, in `antecedents`.
"""

from __future__ import annotations

from sayso.extract.decide import remembered


@remembered
def what(what: str, ruled: bool) -> tuple[str, ...]:
    """The class of the anaphor and what the rules say."""
    return f"ruled={ruled}", f"ruled={ruled}|{what}", f"what={what}"


@remembered
def agreement(
    kind: str,
    own: str | None,
    other: str | None,
    plural: bool,
    others: bool,
    sort: str,
    named: bool,
    grammatical: str,
    agrees: bool,
) -> tuple[str, ...]:
    """Gender, number and sort of both."""
    gender = ("same" if own == other else "differ") if own and other else "unknown"
    return (
        f"gender={gender}|{kind}",
        f"plural={plural}{others}|{kind}",
        f"sort={sort} {named}|{kind}",
        f"sort={sort} {gender} {plural}{others}|{kind}",
        f"grammatical={own} {grammatical}|{kind}",
        f"agrees={agrees}|{kind}",
    )


@remembered
def far(kind: str, far: str, near: str, named: bool, first: bool, title: bool) -> tuple[str, ...]:
    """How far away the party was last mentioned, and how."""
    return (
        f"far={far}|{kind}",
        f"far={far} {near}|{kind}",
        f"near={near} {named}|{kind}",
        f"first sentence={first}|{kind}",
        f"near title={title}{first}|{kind}",
    )


@remembered
def rank(kind: str, fits: bool, closer: int, bigger: int) -> tuple[str, ...]:
    """Where the party stands among those that fit."""
    return f"rank={closer} {fits}|{kind}", f"weight rank={bigger} {fits}|{kind}"


@remembered
def size(kind: str, count: int, size: int) -> tuple[str, ...]:
    """How often it is mentioned, before and at all."""
    return f"before={count}|{kind}", f"size={size}|{kind}"


@remembered
def alone(kind: str, only: bool, only_name: bool, last: bool, most: bool) -> tuple[str, ...]:
    """Is it the only one, the only person, the last, the main one?"""
    return (
        f"only={only}|{kind}",
        f"only name={only_name}|{kind}",
        f"last name={last}|{kind}",
        f"main person={most}|{kind}",
    )


@remembered
def part(kind: str, mine: str, other: str, apart: str, main: bool, first: bool) -> tuple[str, ...]:
    """The parts that both play in their clauses."""
    return (
        f"parts={mine} {other} {apart}|{kind}",
        f"part={other} {apart}|{kind}",
        f"main subject={main} {apart}|{kind}",
        f"first subject={first} {apart}|{kind}",
    )


@remembered
def inside(kind: str, inside: str, among: bool, spoke: str, opens: bool) -> tuple[str, ...]:
    """In whose words the anaphor stands, and who spoke before."""
    return (
        f"inside={inside}|{kind}",
        f"inside any={among}|{kind}",
        f"spoke={spoke} {inside}|{kind}",
        f"opens={opens} {spoke}|{kind}",
    )


@remembered
def spoke(kind: str, spoke: str, teller: bool, far: int, told: int) -> tuple[str, ...]:
    """Who spoke last, how far away, how often."""
    return (
        f"spoke={spoke} {teller}|{kind}",
        f"spoke={spoke} {teller} {far}|{kind}",
        f"told={told} {teller}|{kind}",
    )


@remembered
def turn(kind: str, place: str, did: str, main: bool, far: int, rank: int, many: int) -> tuple[str, ...]:
    """The place of the party in the row of those who spoke or acted."""
    return (
        f"turn={did} {place} {far}|{kind}",
        f"turn={did} {place} rank {rank}|{kind}",
        f"turn rank={rank} {place} of {many}|{kind}",
        f"turn={did} {main} {place} {min(2, far)} {min(2, rank)}|{kind}",
    )
