"""Reports that nobody wrote, with the truth of which claims are one event: for growth, faults and properties.

Each report is a Reading, as if it had been read: text, offsets, parties, dates and places fit each other, so that a
store can be filled with 100,000 claims in minutes.  The same seed gives the same reports.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.reading import Reading
from sayso.records import (
    Attribution,
    Claim,
    Evidence,
    MadeBy,
    Party,
    Post,
    Region,
    Report,
    Source,
    Stance,
    When,
    Where,
)

TYPES = {
    "ASSAULT": ("attaqué", "bombardé", "tué"),
    "CONSULT": ("rencontré", "reçu", "consulté"),
    "ACCUSE": ("accusé", "dénoncé", "condamné"),
    "COERCE": ("arrêté", "saisi", "interdit"),
    "AGREE": ("signé", "accepté", "promis"),
    "PROTEST": ("manifesté", "défilé", "protesté"),
    "MOBILIZE": ("déployé", "massé", "mobilisé"),
    "SANCTION": ("sanctionné", "expulsé", "condamné"),
}
COUNTRIES = (
    ("FR", "FRA"),
    ("LY", "LBY"),
    ("SY", "SYR"),
    ("ML", "MLI"),
    ("TR", "TUR"),
    ("IQ", "IRQ"),
    ("NE", "NER"),
)
OUTLETS = (
    "Le Courrier",
    "La Dépêche du soir",
    "Orange avec AFP",
    "Radio Sud",
    "L'Écho",
    "Le Messager avec AFP",
)
SECTORS = ("GOV", "MIL", "REB", "OPP")
STANCES: tuple[Stance, ...] = ("reports", "confirms", "denies", "announces", "alleges", "no_comment")
MADE = MadeBy(rule="bench.synthetic", data="0" * 12, model="none")
START = date(2017, 1, 2)
_ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "j",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "cr",
    "dr",
    "gr",
    "pl",
    "tr",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ou", "an", "on"]


@dataclass(frozen=True, slots=True)
class Someone:
    """An actor of the made-up world."""

    name: str
    code: str
    post: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What truly happened."""

    number: int
    type: str
    day: date
    actor: Someone
    recipient: Someone
    place: tuple[str, str, int, float, float]  # name, country, id, lat, lon
    words: tuple[str, ...]
    toll: int


class World:
    """A source of reports; `readings` goes on without end."""

    def __init__(self, *, seed: int = 1, per_day: int = 100, people: int = 400) -> None:
        self._dice = random.Random(seed)
        self._per_day = per_day
        self.people = [self._someone() for _ in range(people)]
        self.places = [self._place(n) for n in range(120)]
        self.truth: dict[str, int] = {}  # claim -> what happened
        self._recent: list[Happening] = []
        self._happened = 0

    def readings(self) -> Iterator[Reading]:
        """Reports in the order of their dates, `per_day` a day."""
        number = 0
        while True:
            day = START + timedelta(days=number // self._per_day)
            yield self._reading(number, day)
            number += 1

    def _word(self, syllables: int) -> str:
        dice = self._dice
        return "".join(dice.choice(_ONSETS) + dice.choice(_VOWELS) for _ in range(syllables))

    def _someone(self) -> Someone:
        country = self._dice.choice(COUNTRIES)[1]
        name = f"{self._word(2).capitalize()} {self._word(3).capitalize()}"
        return Someone(name, country + self._dice.choice(SECTORS), f"chef de {self._word(3).capitalize()}")

    def _place(self, number: int) -> tuple[str, str, int, float, float]:
        dice = self._dice
        country = dice.choice(COUNTRIES)[0]
        spot = (round(dice.uniform(10, 48), 4), round(dice.uniform(-10, 45), 4))
        return (self._word(3).capitalize(), country, 9_000_000 + number, *spot)

    def _happening(self, day: date) -> Happening:
        dice = self._dice
        kind = dice.choice(sorted(TYPES))
        actor, recipient = dice.sample(self.people, 2)
        self._happened += 1
        return Happening(
            number=self._happened,
            type=kind,
            day=day - timedelta(days=dice.choice((0, 0, 0, 1, 1, 2))),
            actor=actor,
            recipient=recipient,
            place=dice.choice(self.places),
            words=tuple(self._word(3) for _ in range(4)),
            toll=dice.randint(1, 90),
        )

    def _reading(self, number: int, day: date) -> Reading:
        dice = self._dice
        chosen: list[Happening] = []
        for _ in range(dice.randint(3, 7)):
            if self._recent and dice.random() < 0.5:
                chosen.append(dice.choice(self._recent))
            else:
                fresh = self._happening(day)
                self._recent.append(fresh)
                chosen.append(fresh)
        self._recent = self._recent[-2 * self._per_day :]
        return self._told(number, day, list(dict.fromkeys(chosen)))

    def _told(self, number: int, day: date, chosen: list[Happening]) -> Reading:
        dice = self._dice
        outlet = dice.choice(OUTLETS)
        text, drafts, posts = "", [], []
        for event, what in enumerate(chosen, 1):
            for again in range(dice.choice((1, 2, 2, 3))):
                start = len(text)
                sentence = self._sentence(what, again)
                text += sentence + " "
                drafts.append((event, what, start, sentence, again))
        made = hashlib.sha256(f"{number}\0{text}\0{outlet}".encode()).hexdigest()
        report = Report(
            id="r" + made[:16],
            text=text,
            published=f"{day.isoformat()}T{number % 24:02}:00:00+00:00",
            outlet=outlet,
            title=f"{chosen[0].actor.name} à {chosen[0].place[0]}",
            language="fr",
            key=f"s{number}",
            origin=f"synthetic:{number}",
        )
        claims = tuple(self._claim(report, n, *draft) for n, draft in enumerate(drafts))
        for what in chosen[:1]:
            at = text.index(what.actor.name)
            end = at + len(what.actor.name)
            posts.append(
                Post(start=at, end=end, name=what.actor.name, post=what.actor.post, as_of=report.published)
            )
        return Reading(report=report, claims=claims, posts=tuple(posts))

    def _sentence(self, what: Happening, again: int) -> str:
        verb = TYPES[what.type][again % 3]
        extra = " ".join(self._dice.sample(what.words, 3))
        day = what.day.isoformat()
        return (
            f"{what.actor.name} a {verb} {what.recipient.name} le {day} à {what.place[0]} {extra}, "
            f"selon {self._dice.choice(self.people).name}."
        )

    def _claim(
        self, report: Report, number: int, event: int, what: Happening, start: int, sentence: str, again: int
    ) -> Claim:
        verb = TYPES[what.type][again % 3]

        def span(piece: str) -> tuple[int, int]:
            at = start + sentence.index(piece)
            return at, at + len(piece)

        first, last = span(verb)
        made = hashlib.sha256(f"{report.id}{number}".encode()).hexdigest()
        claim = Claim(
            id="c" + made[:12],
            report=report.id,
            start=start,
            end=start + len(sentence),
            trigger=Evidence(start=first, end=last, text=verb),
            type=what.type,
            event=event,
            factuality="CT+",
            tense="past",
            made_by=MADE,
            actor=(_party(what.actor, span),),
            recipient=(_party(what.recipient, span),),
            when=_when(what.day, span),
            where=_where(what.place, span) if self._dice.random() < 0.7 else None,
            attribution=_attribution(sentence, start, self._dice),
            confidence=0.9,
        )
        self.truth[claim.id] = what.number
        return claim


def _party(who: Someone, span: object) -> Party:
    start, end = span(who.name)  # type: ignore[operator]
    return Party(
        start=start, end=end, text=who.name, name=who.name, name_start=start, name_end=end, code=who.code
    )


def _when(day: date, span: object) -> When:
    text = day.isoformat()
    start, end = span(text)  # type: ignore[operator]
    return When(start=start, end=end, text=text, edtf=text, earliest=text, latest=text)


def _where(place: tuple[str, str, int, float, float], span: object) -> Where:
    name, country, number, lat, lon = place
    start, end = span(name)  # type: ignore[operator]
    region = Region(lat=lat, lon=lon, radius_km=5.0)
    return Where(
        start=start,
        end=end,
        text=name,
        country=country,
        name=name,
        geonameid=number,
        region=region,
        precision="city",
    )


def _attribution(sentence: str, start: int, dice: random.Random) -> Attribution | None:
    if dice.random() < 0.5:
        return None
    at = start + sentence.rindex("selon ") + len("selon ")
    name = sentence[sentence.rindex("selon ") + len("selon ") : -1]
    source = Source(start=at, end=at + len(name), text=name, name=name, kind="named")
    return Attribution(
        start=start,
        end=start + len(sentence),
        source=source,
        cue=Evidence(start=at - 6, end=at - 1, text="selon"),
        stance=dice.choice(STANCES),
        rule="bench.synthetic",
    )
