"""The posts that a report gives people: "Thomas Waldhauser, chef d'Africom", "le ministre X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.party.identity import Identity
from sayso.extract.party.mention import Mention
from sayso.records import Post

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

POSTS = frozenset({"post", "head", "portfolio", "inherit"})


def posts(doc: Doc, identity: Identity, published: str | None) -> list[Post]:
    """Every post that stands in apposition to a name or before it, in text order, once a person and post.

    Former posts ("l'ancien ministre X") are left out: they do not hold at the report's date.  `name` is
    the fullest bare name, `post` the words of the post without the name.
    """
    found: dict[tuple[str, str], Post] = {}
    for mention in identity.mentions:
        if mention.name is None or mention.plural or mention.kind != "name":
            continue
        name = identity.fullest(mention).name or mention.name
        for role, text in ((mention, _before_name(doc.text, mention)), _apposed(identity, mention)):
            if role is None or not text or not _is_post(role):
                continue
            start, end = min(mention.start, role.start), max(mention.end, role.end)
            key = (name, text.lower())
            found.setdefault(key, Post(start=start, end=end, name=name, post=text, as_of=published))
    return sorted(found.values(), key=lambda p: (p.start, p.end))


def _apposed(identity: Identity, mention: Mention) -> tuple[Mention | None, str]:
    other = identity.apposed(mention)
    return (other, other.text) if other is not None and other.name is None else (None, "")


def _is_post(role: Mention) -> bool:
    row = role.role
    return row is not None and not role.former and (row.kind == "role" or bool(POSTS & row.flags))


def _before_name(text: str, mention: Mention) -> str:
    """The title in front of the name: "le ministre de l'Intérieur" of "le ministre de l'Intérieur X"."""
    if mention.role is None or mention.name is None:
        return ""
    at = text.find(mention.name, mention.start, mention.end)
    return text[mention.start : at].strip(" ,\u00a0") if at > mention.start else ""
