"""Claims and reports made by hand, for the link stage."""

from __future__ import annotations

from typing import Any

from sayso.link.days import day, iso, of_edtf
from sayso.reading import Reading
from sayso.records import Attribution, Claim, Evidence, Figure, MadeBy, Party, Post, Report, Source, When

MADE = MadeBy(rule="test", data="0" * 12, model="none")


def party(name: str, code: str) -> Party:
    return Party(start=0, end=len(name), text=name, name=name, name_start=0, name_end=len(name), code=code)


def when(edtf: str) -> When:
    days = of_edtf(edtf)
    assert days is not None
    return When(start=0, end=1, text=edtf, edtf=edtf, earliest=iso(days.lo), latest=iso(days.hi))


def said(name: str | None, stance: Any = "reports", kind: Any = "named") -> Attribution:
    source = Source(start=0, end=1, text=name, name=name, kind=kind) if name else None
    return Attribution(start=0, end=1, source=source, cue=None, stance=stance, rule="test")


def figure(kind: str, value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(
        start=0, end=1, text=f"{value:g} x", kind=kind, value=value, low=low or value, high=high or value
    )


class Book:
    """One report that is being written: each claim brings its sentence."""

    def __init__(
        self, id_: str, published: str | None = "2017-07-12", outlet: str | None = None, title: str = ""
    ) -> None:
        self.id, self.published, self.outlet, self.title = id_, published, outlet, title
        self.text = ""
        self.claims: list[Claim] = []
        self.posts: list[Post] = []

    def claim(self, sentence: str, trigger: str, type_: str, event: int = 1, **fields: Any) -> Claim:
        start = len(self.text)
        at = start + sentence.index(trigger)
        self.text += sentence + " "
        fields = {"factuality": "CT+", "tense": "past", **fields}
        made = Claim(
            id=f"c{self.id}{len(self.claims)}",
            report=self.id,
            start=start,
            end=start + len(sentence),
            trigger=Evidence(start=at, end=at + len(trigger), text=trigger),
            type=type_,
            event=event,
            made_by=MADE,
            **fields,
        )
        self.claims.append(made)
        return made

    def post(self, name: str, post: str) -> None:
        self.posts.append(Post(start=0, end=1, name=name, post=post, as_of=self.published))

    def reading(self) -> Reading:
        report = Report(
            id=self.id,
            text=self.text,
            published=self.published,
            outlet=self.outlet,
            title=self.title or None,
            language="fr",
            key=self.id,
        )
        return Reading(report=report, claims=tuple(self.claims), posts=tuple(self.posts))


__all__ = ["Book", "day", "figure", "party", "said", "when"]
