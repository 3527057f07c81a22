"""The names of the features of the decisions on date and place: small values in, names out, remembered.

What the values mean is said where they are found, in `binding`.
"""

from __future__ import annotations

from sayso.extract.decide import remembered


@remembered
def far(far: int, type_: str, pos: str) -> tuple[str, ...]:
    """How many sentences away the option is."""
    return f"sentences={far}", f"sentences={far}|{type_}", f"sentences={far}|{pos}"


@remembered
def between(side: str, near: int, events: int, comma: bool, verb: bool) -> tuple[str, ...]:
    """What stands between the trigger and the option, in one sentence."""
    return (
        f"gap={side}{near}",
        f"events between={events}",
        f"comma between={comma}",
        f"verb between={verb}",
    )


@remembered
def here(here: int, closest: bool, hangs: bool, hanging: bool) -> tuple[str, ...]:
    """How an option in the sentence stands among its rivals."""
    return f"here={here}|True", f"closest={closest}", f"hangs here={hangs}|{hanging}"


@remembered
def away(here: int, newest: bool, apart: int) -> tuple[str, ...]:
    """How an option in another sentence stands among them."""
    return f"here={here}|False", f"newest={newest}|{here == 0}", f"newest={newest}|{apart}"


@remembered
def option(number: int, first: int, here: bool, at: int) -> tuple[str, ...]:
    """Which of the options it is, and where it is first named."""
    return f"number={number}", f"first at={first}|{here}", f"first at={first}|trigger at={at}"


@remembered
def times(times: int, most: bool, alone: bool) -> tuple[str, ...]:
    """How often it is named."""
    return f"times={times}", f"most named={most}|{alone}"


@remembered
def when(
    precision: int,
    operator: str | None,
    where: str,
    form: str,
    clause: str,
    rule: str | None,
    interval: bool,
) -> tuple[str, ...]:
    """What the date is."""
    return (
        f"precision={precision}",
        f"operator={operator}",
        f"relation={where}|{form}",
        f"relation={where}",
        f"relation={where}|{clause}",
        f"rule={rule}",
        f"interval={interval}",
    )


@remembered
def where(precision: str | None, relation_: str, home: bool, locative: bool) -> tuple[str, ...]:
    """What the place is."""
    return f"precision={precision}", f"relation={relation_}", f"home={home}", f"locative={locative}"


@remembered
def finer(precision: str | None, elsewhere: bool, here: bool, type_: str) -> tuple[str, ...]:
    """Is there a finer place in the report or in the sentence?"""
    return (
        f"precision={precision}|finer elsewhere={elsewhere}",
        f"precision={precision}|finer here={here}",
        f"precision={precision}|{type_}",
    )
