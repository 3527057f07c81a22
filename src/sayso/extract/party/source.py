"""What kind of source a mention is: somebody named, somebody unnamed, an outlet, a document."""

from __future__ import annotations

from sayso.extract.party.identity import Identity
from sayso.extract.party.mention import Mention
from sayso.records import SourceKind

STATES = frozenset({"country", "seat", "demonym"})
BODIES = frozenset({"organisation", "group"})


def source_kind(mention: Mention, identity: Identity) -> SourceKind:
    """The kind of a source, by what the whole cluster says of it.

    A person or body with a name is named; so is the one holder of a post ("le chef du gouvernement");
    plural or indefinite people without a name are unnamed.
    """
    full = identity.fullest(mention)
    for member in (mention, full):
        role = member.role
        if role is not None and role.cell("source_kind") == "document":
            return "document"
        if role is not None and member.name is None and role.cell("source_kind"):
            return "outlet" if role.cell("source_kind") == "outlet" else "unnamed"
        if _is_medium(member):
            return "outlet"
    if full.name is not None and not (full.role is not None and full.plural):
        return "named"
    if full.kind in STATES or full.kind in BODIES:
        return "named"
    role = full.role
    collective = role is not None and "collective" in role.flags
    if role is not None and full.definite and (not full.plural or collective) and "generic" not in role.flags:
        return "named"
    return "unnamed"


def _is_medium(member: Mention) -> bool:
    if any(e.sector == "MED" and e.table == "organisations" for e in member.entries):
        return True
    return member.role is not None and member.role.cell("source_kind") == "outlet"
