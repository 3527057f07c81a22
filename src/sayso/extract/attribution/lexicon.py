"""The reporting words of a language (`lang/<iso>/cues.tsv`), found by lemma or by form."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import get_args

from sayso import resources
from sayso.errors import DataError
from sayso.records import Stance

NO_CUE = "-"
STANCES = frozenset(get_args(Stance))


@dataclass(frozen=True, slots=True)
class Cue:
    """One reporting word or phrase.

    `frames` gives each complement that it takes with the stance that it then expresses; `None` means that
    only the negated word is a cue ("n'a pas souhaité réagir").
    """

    lemma: str
    words: tuple[str, ...]  # the phrase without its reflexive pronoun; the first is the verb or noun
    reflexive: bool
    pos: str
    kind: str  # say, announce, confirm, deny, allege, believe, ask, reveal, show, silence, noun, lead
    frames: tuple[tuple[str, Stance | None], ...]
    negated: Stance | None
    source_role: str

    def stance(self, frame: str) -> Stance | None:
        """The stance under a frame; `None` where the frame is not the word's."""
        return dict(self.frames).get(frame)

    def takes(self, frame: str) -> bool:
        """Does the word take this complement?"""
        return any(name == frame for name, _ in self.frames)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues: `by_lemma` on the phrase's first word, `forms` from inflected forms to those lemmas."""

    by_lemma: dict[str, tuple[Cue, ...]]
    forms: dict[str, tuple[str, ...]]


@functools.cache
def lexicon(lang: str) -> Lexicon:
    """The cues of a language.

    Raises:
        DataError: R002 for a row with an unknown stance or without a frame.
    """
    reflexives = resources.toml(f"lang/{lang}/attribution/grammar.toml")["words"]["reflexive_lemma"]
    merged: dict[tuple[str, str], Cue] = {}
    for row in resources.table(f"lang/{lang}/cues.tsv"):
        cue = _cue(row, reflexives)
        key = (cue.lemma, cue.pos)
        merged[key] = _merge(merged[key], cue) if key in merged else cue
    by_lemma: dict[str, list[Cue]] = {}
    for cue in merged.values():
        by_lemma.setdefault(cue.words[0], []).append(cue)
    forms: dict[str, list[str]] = {}
    for lemma in by_lemma:
        if any(cue.pos == "VERB" for cue in by_lemma[lemma]):
            for form in inflect(lemma, lang):
                forms.setdefault(form, []).append(lemma)
    return Lexicon(
        by_lemma={k: tuple(sorted(v, key=lambda c: -len(c.words))) for k, v in by_lemma.items()},
        forms={k: tuple(v) for k, v in forms.items()},
    )


def inflect(lemma: str, lang: str) -> list[str]:
    """The forms of a verb by its paradigm; none where no paradigm fits."""
    for paradigm in resources.toml(f"lang/{lang}/attribution/inflection.toml")["paradigm"]:
        if lemma.endswith(paradigm["ending"]):
            stem = lemma.removesuffix(paradigm["ending"])
            return [stem + ending for ending in paradigm["endings"]]
    return []


def _cue(row: dict[str, str], reflexives: list[str]) -> Cue:
    lemma = row["lemma"].replace("’", "'")
    mark = next((m for m in reflexives if lemma.startswith(m)), "")
    bare = lemma.removeprefix(mark)
    words = tuple(bare.replace("'", "' ").split())
    frames = tuple(_frames(row))
    if not frames or not words:
        raise DataError("R002", row["_at"], what=f"the cue '{lemma}' has no frame")
    return Cue(
        lemma=lemma,
        words=words,
        reflexive=bool(mark),
        pos=row["pos"],
        kind=row["class"],
        frames=frames,
        negated=_stance(row["negated_stance"], row["_at"]),
        source_role=row["source_role"],
    )


def _frames(row: dict[str, str]) -> list[tuple[str, Stance | None]]:
    default, *special = row["stance"].split(",")
    by_frame = dict(pair.split("=", 1) for pair in special)
    frames = [name for name in row["frame"].split("|") if name]
    unknown = sorted(set(by_frame) - set(frames))
    if unknown:
        raise DataError("R002", row["_at"], what=f"a stance for the missing frame '{unknown[0]}'")
    return [(name, _stance(by_frame.get(name, default), row["_at"])) for name in frames]


def _stance(value: str, at: str) -> Stance | None:
    if value == NO_CUE:
        return None
    for stance in get_args(Stance):
        if value == stance:
            return stance  # type: ignore[no-any-return]
    raise DataError(
        "R002", at, what=f"'{value}' is no stance (one of {', '.join(sorted(STANCES))}, or {NO_CUE})"
    )


def _merge(first: Cue, second: Cue) -> Cue:
    """Several rows of one word: the first row that names a frame decides on it."""
    frames = dict(second.frames) | dict(first.frames)
    return Cue(
        lemma=first.lemma,
        words=first.words,
        reflexive=first.reflexive,
        pos=first.pos,
        kind=first.kind,
        frames=tuple(frames.items()),
        negated=first.negated or second.negated,
        source_role=first.source_role,
    )
