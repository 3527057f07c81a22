"""The columns in memory and the database give the same answers, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk.conftest import made_up, put
from tests.store import by_sql
from tests.store.conftest import url as url

from sayso.store.engine import open_engine, reading
from sayso.store.listing import FACETS, SORTS, Looked
from sayso.store.shown import Shown, narrowed

ASKED = (
    Looked(), Looked(type="ASSAULT"), Looked(type="NONSENSE"), Looked(status="reported", country="ML"), Looked(period="2017"),
    Looked(period="2017-01", disputed=True), Looked(since="2017-01-03"), Looked(until="2017-01-02", origins=2),
    Looked(since="2017-01-02", until="2017-01-03", type="CONSULT"), Looked(q="attaq"), Looked(q="zzzz"),
    Looked(q="sign", status="confirmed"), Looked(actor="nobody"),
)  # fmt: skip


def test_the_columns_say_what_the_database_says(url: str) -> None:
    put(url, made_up(40))
    engine = open_engine(url)
    with reading(engine) as connection:
        shown = Shown(connection)
        busiest = by_sql.facets(connection, Looked())["actor"][0][0]
        for asked in (*ASKED, Looked(actor=busiest), Looked(actor=busiest, type="ASSAULT", since="2017")):
            found = narrowed(connection, shown, asked)
            assert found.total == by_sql.total(connection, asked), asked
            counts = by_sql.facets(connection, asked)
            for name in FACETS:
                assert dict(found.facets[name]) == {
                    v: n for v, n in counts[name] if n or name in ("origins", "disputed")
                }, (asked, name)
                assert [n for _, n in found.facets[name]] == [
                    n for v, n in counts[name] if v in dict(found.facets[name])
                ]
            for sort in SORTS:
                looked = Looked(
                    **{
                        **{f: getattr(asked, f) for f in asked.__slots__},
                        "sort": sort,
                        "limit": 7,
                        "offset": 3,
                    }
                )
                assert found.ids(sort, 7, 3) == by_sql.ids_of(connection, looked), (asked, sort)
    engine.dispose()


def test_an_empty_store_has_empty_columns(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "empty.db"))
    with reading(engine) as connection:
        found = narrowed(connection, Shown(connection), Looked())
        assert (found.total, found.ids("told", 9), found.facets["type"], found.facets["actor"]) == (
            0,
            [],
            [],
            [],
        )
        with pytest.raises(Exception, match="D007"):
            narrowed(connection, Shown(connection), Looked(since="never"))
    engine.dispose()
