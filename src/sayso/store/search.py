"""Full-text search over reports, the same on both databases: the words are stemmed and folded here.

"négociations" is stored as "negoci", so "negociation" finds it.  SQLite keeps the stems in an FTS5 table,
PostgreSQL in a `tsvector` with a GIN index.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link.words import SHORTEST, fold, placed, stems, words
from sayso.store.asking import fetched


def create(connection: Connection) -> None:
    """Make the index of a new database."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("CREATE TABLE words (report TEXT PRIMARY KEY, stems TSVECTOR NOT NULL)")
        connection.exec_driver_sql("CREATE INDEX words_stems ON words USING GIN (stems)")
    else:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE words USING fts5(report UNINDEXED, stems, tokenize = 'ascii')"
        )


def indexed(text: str, lang: str) -> str:
    """The stems of a text, ASCII letters and digits only, parted by blanks."""
    return " ".join(_entry(word, lang) for word in words(text))


@functools.lru_cache(maxsize=200_000)
def _entry(word: str, lang: str) -> str:
    found = (s for part in _parts(word) for s in stems(part, lang))
    return " ".join(re.sub(r"[^a-z0-9]+", "", s) for s in found)


def _parts(word: str) -> Iterable[str]:
    """A word, and the parts of a compound: "al-Sarraj" is found under "Sarraj" too."""
    return dict.fromkeys((word, *word.split("-")))


def add(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Index reports: (id, stems) each."""
    found = [{"report": report, "stems": text} for report, text in rows]
    if not found:
        return
    if connection.dialect.name == "postgresql":
        statement = "INSERT INTO words (report, stems) VALUES (:report, to_tsvector('simple', :stems))"
    else:
        statement = "INSERT INTO words (report, stems) VALUES (:report, :stems)"
    connection.execute(sa.text(statement), found)


def remove(connection: Connection, reports: Iterable[str]) -> None:
    """Take reports out of the index."""
    found = [{"report": report} for report in reports]
    if found:
        connection.execute(sa.text("DELETE FROM words WHERE report = :report"), found)


class Hit(NamedTuple):
    """A report that holds every word that was asked for, by its number in the index."""

    number: int | str  # SQLite: the row's; PostgreSQL: the report's id
    score: float  # the less the better


def find(
    connection: Connection, asked: str, *, lang: str = "fr", limit: int = 50, beginning: bool = False
) -> list[str]:
    """The ids of reports that hold every word that is asked for, best match first.

    With `beginning`, the last word may be the beginning of one: what somebody is about to type.
    """
    return named(connection, ranked(connection, asked, lang=lang, limit=limit, beginning=beginning))


def ranked(
    connection: Connection, asked: str, *, lang: str = "fr", limit: int = 50, beginning: bool = False
) -> list[Hit]:
    """The reports that hold every word, best match first; those that are as good in the order of the index.

    Nothing is read but the index: the ids stand beside the stems, and reading those takes longer than ranking.
    """
    parts = []
    for word in words(asked):
        if len(word) >= SHORTEST or word.isdigit():
            found = [re.sub(r"[^a-z0-9]+", "", s) for s in stems(word, lang)]
            parts.append([s for s in dict.fromkeys(found) if s])
    parts = [part for part in parts if part]
    if not parts:
        return []
    if beginning and (typed := _beginning(asked)):
        parts[-1] = [*parts[-1], typed]
    if connection.dialect.name == "postgresql":
        query = " & ".join("(" + " | ".join(s.replace("*", ":*") for s in part) + ")" for part in parts)
        statement = _BY_SERVER
    else:
        query = " AND ".join("(" + " OR ".join(_quoted(s) for s in part) + ")" for part in parts)
        statement = _BY_FILE
    return list(map(Hit._make, fetched(connection, statement, query=query, limit=limit)))


_BY_FILE = sa.text(
    "SELECT rowid, bm25(words) AS score FROM words WHERE words MATCH :query ORDER BY score, rowid LIMIT :limit"
)
_BY_SERVER = sa.text(
    "SELECT report, -ts_rank(stems, asked) AS score FROM words, to_tsquery('simple', :query) AS asked "
    "WHERE stems @@ asked ORDER BY score, report LIMIT :limit"
)


def named(connection: Connection, hits: Sequence[Hit]) -> list[str]:
    """The ids of reports that were found, best match first; those that are as good by id."""
    if connection.dialect.name == "postgresql":
        return [str(hit.number) for hit in hits]
    statement = "SELECT rowid, report FROM words WHERE rowid IN (SELECT value FROM json_each(:numbers))"
    numbers = json.dumps([hit.number for hit in hits])
    ids = {row[0]: row[1] for row in connection.execute(sa.text(statement), {"numbers": numbers})}
    return [ids[hit.number] for hit in sorted(hits, key=lambda hit: (hit.score, ids[hit.number]))]


def numbers(connection: Connection) -> dict[int | str, str]:
    """All reports of the index by their numbers."""
    if connection.dialect.name == "postgresql":
        return {one: one for one in connection.scalars(sa.text("SELECT report FROM words"))}
    statement = "SELECT json_group_array(rowid), json_group_array(report) FROM words"
    rows, ids = (msgspec.json.decode(text) for text in connection.execute(sa.text(statement)).one())
    return dict(zip(rows, ids, strict=True))


def _beginning(asked: str) -> str | None:
    """The last word as the beginning of a stem, unless a blank after it says that it is whole."""
    last = asked.split()[-1] if asked.split() and not asked[-1:].isspace() else ""
    letters = re.sub(r"[^a-z0-9]+", "", fold(last.split("'")[-1].split("-")[-1]))
    return f"{letters}*" if len(letters) >= SHORTEST else None


def _quoted(stem: str) -> str:
    return f'"{stem[:-1]}"*' if stem.endswith("*") else f'"{stem}"'


def excerpts(asked: str, lang: str, around: int, *, beginning: bool = False) -> Callable[[str], str]:
    """How the stretch of a text is cut around the first word that was asked for, white space drawn together.

    With `beginning`, the last word may be the beginning of one, as in `ranked`.
    """
    wanted = {s for word in words(asked) for s in stems(word, lang)}
    typed = (_beginning(asked) or "").rstrip("*") if beginning else ""

    @functools.cache
    def fits(word: str) -> bool:
        found = _found_under(word, lang)
        return not wanted.isdisjoint(found) or bool(typed and any(s.startswith(typed) for s in found))

    def cut(text: str) -> str:
        place = next((start for start, word in placed(text) if fits(word)), 0)
        start, end = max(0, place - around), min(len(text), place + around)
        return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")

    return cut


@functools.lru_cache(maxsize=100_000)
def _found_under(word: str, lang: str) -> frozenset[str]:
    """The stems that a word of a text is found under."""
    return frozenset(s for part in _parts(word) for s in stems(part, lang))
