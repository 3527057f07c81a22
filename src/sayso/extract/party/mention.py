"""What a mention is: a stretch of the report that can stand for a party, a source or a thing hit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sayso.extract.party.lexicon import Entry

Kind = Literal[
    "name",
    "role",
    "group",
    "organisation",
    "country",
    "demonym",
    "seat",
    "crowd",
    "pronoun",
    "plural_anaphor",
    "thing",
    "document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention.  `start`/`end` are code points of the text, `head` is a token index of the Doc.

    `name` is the bare proper name in it ("Emmanuel Macron" of "le président Emmanuel Macron"); `entries`
    are the lexicon rows that the name can mean, `role` the row of the head noun, `inside` the rows of what
    stands in the complements and modifiers, in text order.
    """

    start: int
    end: int
    text: str
    head: int
    kind: Kind
    head_lemma: str
    name: str | None = None
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    role: Entry | None = field(default=None, repr=False)
    inside: tuple[Entry, ...] = field(default=(), repr=False)
    gender: Literal["m", "f"] | None = None
    plural: bool = False
    definite: bool = False
    sent: int = 0
    possessed: bool = False  # "sa fille": somebody other than whom the sentence is about
    former: bool = False  # "l'ancien ministre", "l'ex-président"
    over_body: bool = False  # "le président de la fédération": the head of something that is no state
    count: int | None = None  # of a plural anaphor: "les deux pays" is 2
