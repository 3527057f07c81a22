"""The facets beside a view: what it can be narrowed to, each value with its count and the address that chooses it.

Written out by hand, like the rows of the table: a page has up to a hundred values, and each has an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup, escape

from sayso.desk.words import Words

SHOWN = 8  # values of a facet that are seen without asking for more
_OPEN = ("status", "type")

Facet = Mapping[str, Any]
Query = Sequence[tuple[str, str]]


def facet_list(
    facets: Sequence[Facet], to: str, *, query: Query, words: Words, signs: SimpleNamespace
) -> Markup:
    """The facets of a view at an address; `query` is what its page was asked with."""
    label = escape(words.say("facet.label"))
    shown = "".join(_facet(facet, to, query, words, signs) for facet in facets if facet["values"])
    return Markup(
        f'<aside class="facets" aria-label="{label}">\n'
        f'<button type="button" class="fold" aria-expanded="false" data-fold>{label}</button>\n{shown}</aside>\n'
    )


def _facet(facet: Facet, to: str, query: Query, words: Words, signs: SimpleNamespace) -> str:
    """One of them."""
    name, values = facet["name"], facet["values"]
    kept = urlencode([(key, value) for key, value in query if key not in (name, "page", "ui")])
    off = escape(f"{to}?{kept}" if kept else to)
    on = escape(f"{to}?{kept}&{name}=" if kept else f"{to}?{name}=")
    items = "".join(
        _value(
            value, off if value["on"] else on + quote_plus(value["value"]), name, words, signs, far=n >= SHOWN
        )
        for n, value in enumerate(values)
    )
    if len(values) > SHOWN:
        more = escape(words.say("facet.more", n=len(values) - SHOWN))
        items += f'    <li><button type="button" class="link" data-more>{more}</button></li>\n'
    is_open = " open" if facet["on"] or name in _OPEN else ""
    head = escape(words.say(f"facet.{name}"))
    return f"<details{is_open}>\n  <summary>{head}</summary>\n  <ul>\n{items}  </ul>\n</details>\n"


def _value(
    value: Mapping[str, Any], to: Markup, name: str, words: Words, signs: SimpleNamespace, *, far: bool
) -> str:
    """One value of a facet; what is chosen is always seen, and can be taken off."""
    hidden = ' class="more"' if far and not value["on"] else ""
    current, ending = "", ""
    if value["on"]:
        current = ' aria-current="true"'
        off = escape(words.say("facet.off"))
        ending = f'<span class="off" aria-hidden="true">×</span><span class="visually-hidden">{off}</span>'
    sign = signs.glyph(f"ty-{value['value']}", type=value["value"]) if name == "type" else ""
    return (
        f'    <li{hidden}><a href="{to}"{current}>{sign}<span>{escape(value["label"])}</span> '
        f'<span class="n">{escape(words.number(value["n"]))}</span>{ending}</a></li>\n'
    )
