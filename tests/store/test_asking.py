"""What is put to the driver itself is what SQLAlchemy would have answered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from sayso.errors import StoreError
from sayso.store import accounts, schema
from sayso.store.among import among, among_those
from sayso.store.asking import fetched
from sayso.store.engine import Glance, open_engine, pulse, reading, writing

from .conftest import made_up, put

_own = schema.event.c
_SOME = (
    sa.select(_own.id, _own.type, _own.earliest, _own.last)
    .where(among_those(_own.id), _own.reports >= sa.bindparam("least"))
    .order_by(_own.id)
)


@pytest.fixture
def engine(url: str) -> Engine:
    put(url, made_up(30))
    return open_engine(url)


@pytest.mark.parametrize("least", [1, 2, 99])
def test_the_answer_is_the_same(engine: Engine, least: int) -> None:
    with reading(engine) as connection:
        ids = list(connection.scalars(sa.select(_own.id).order_by(_own.type, _own.id).limit(9)))
        asked = sa.select(*_SOME.selected_columns).where(
            among(connection, _own.id, ids), _own.reports >= least
        )
        wanted = [tuple(row) for row in connection.execute(asked.order_by(_own.id))]
        assert [tuple(row) for row in fetched(connection, _SOME, those=ids, least=least)] == wanted
        assert bool(wanted) == (least < 99)
        assert list(fetched(connection, _SOME, those=[], least=least)) == []
    engine.dispose()


def test_it_belongs_to_the_look_that_goes_on(engine: Engine) -> None:
    """What is written meanwhile is not seen."""
    question = sa.select(schema.meta.c.value).where(schema.meta.c.name == "pulse")
    with reading(engine) as connection:
        before = fetched(connection, question)[0][0]
        with writing(engine):
            pass
        assert fetched(connection, question)[0][0] == before
    with reading(engine) as connection:
        assert int(fetched(connection, question)[0][0]) == int(before) + 1
    engine.dispose()


def test_an_error_is_one_of_the_catalogue(engine: Engine) -> None:
    with pytest.raises(StoreError), reading(engine) as connection:
        fetched(connection, sa.text("SELECT nothing FROM nowhere"))
    engine.dispose()


# ------------------------------------------------------------------ at the door (SQLite)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_door_says_the_pulse_and_who_asks(engine: Engine) -> None:
    door = accounts.Door(engine)
    with writing(engine) as connection:
        accounts.create(connection, "zoé", "editor", "un mot de passe long", now="2026-12-01T00:00:00+00:00")
        secret = accounts.begin(connection, "zoé")
    with reading(engine) as connection:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        wanted = pulse(connection), accounts.of_session(connection, secret, now=now)
    assert door(secret) == wanted
    assert wanted[1] is not None
    assert door("another") == (wanted[0], None)
    with writing(engine) as connection:
        accounts.create(connection, "chef", "admin", "un mot de passe long", now="2026-12-01T00:00:00+00:00")
        accounts.change(connection, "zoé", role="reader")
    at, account = door(secret)
    assert at == wanted[0] + 1
    assert account is not None
    assert account.role == "reader"
    with writing(engine) as connection:
        accounts.end(connection, secret)
    assert door(secret)[1] is None
    door.close()
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_glance_that_fails_is_an_error_of_the_catalogue(engine: Engine) -> None:
    glance = Glance(engine, sa.select(sa.literal_column("nothing")).select_from(sa.table("nowhere")))
    with pytest.raises(StoreError):
        glance()
    engine.dispose()
