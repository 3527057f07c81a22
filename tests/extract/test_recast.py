"""The second look at the roles: who is looked at again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sayso.extract import recast
from sayso.extract.roles import Cast


def _cast(number: int, actor: float, recipient: float) -> Cast:
    candidate: Any = SimpleNamespace(cluster=number)
    return Cast(candidate, actor, recipient, ("kind=name", "gap=after1"))


def test_a_party_without_hope_of_a_role_gets_no_row() -> None:
    trigger: Any = SimpleNamespace(type="ASSAULT")
    own = [_cast(0, 0.7, 0.1), _cast(1, 0.01, 0.019), _cast(2, 0.0, 0.02)]
    ((first, none, last),) = recast.table([trigger], [own], [1])
    assert none == []
    assert "actor=0|ASSAULT" in first
    assert "kind=name" in last
    assert "gap=after1" not in last
