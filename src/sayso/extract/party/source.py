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
    first = identity.members(mention)[0]
    if full.kind in STATES:
        return "named"
    if not first.definite and first.kind not in STATES and not _bare_body(first):
        return "unnamed"
    if full.kind in BODIES:
        return "named"
    if full.kind == "role" and full.definite and not full.plural:
        return "named"
    return "unnamed"


def _bare_body(mention: Mention) -> bool:
    """A body without an article ("Gouvernement et police affirment"), not one of several ("un groupe")."""
    return mention.kind in BODIES and mention.text.split(" ", 1)[0].lower() == _first(mention)


def _first(mention: Mention) -> str:
    name = mention.name or (mention.role.name if mention.role is not None else "")
    return name.split(" ", 1)[0].lower()


def _is_medium(member: Mention) -> bool:
    if any(e.sector == "MED" and e.table == "organisations" for e in member.entries):
        return True
    return member.role is not None and member.role.cell("source_kind") == "outlet"
