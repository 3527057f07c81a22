"""Templates filled: everything is escaped, nothing undefined passes."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from sayso import __version__
from sayso.desk.facets import facet_list
from sayso.desk.kept import Place, Sheet, framed, loose, sheet
from sayso.desk.person import Anybody
from sayso.desk.templating import said
from sayso.desk.words import words
from sayso.exchange.html import css, heading
from sayso.extract.check_model import types

if TYPE_CHECKING:
    from sayso.desk.call import Call

HERE = Path(__file__).parent
STATIC = HERE / "static"
NAV = (
    ("front", "/"),
    ("events", "/events"),
    ("timeline", "/timeline"),
    ("map", "/map"),
    ("actors", "/actors"),
    ("commitments", "/commitments"),
    ("sources", "/sources"),
    ("work", "/work"),
    ("add", "/add"),
)
_CSRF, _SAID, _CUT = Place("csrf"), Place("said"), Place("cut")
SIGNS = ("glyph", "kind", "status", "stance", "arrow", "letters", "fix", "values")
CERTAINTY = {"CT+": "certain", "PR+": "probable", "PS+": "possible", "CT-": "denied", "PR-": "denied"}
SCRIPTS = ("vendor/htmx.js", "islands/index.js", "desk.js")
STYLES = ("tokens.css", "vendor/leaflet.css", "islands/islands.css", "desk.css")


class Pages:
    """The templates of the desk, one set for each language."""

    def __init__(self) -> None:
        self._environment = functools.cache(_environment)
        self.signs = functools.cache(self._made_signs)
        self._frame = functools.lru_cache(maxsize=500)(self._made_frame)

    def _made_signs(self, ui: str) -> SimpleNamespace:
        """The small signs of a language, each made once."""
        of = words(ui)
        made = self._environment(ui).get_template("signs.html").make_module({"t": of.say, "w": of})
        return SimpleNamespace(
            column=of.texts["column"],
            **{name: functools.lru_cache(maxsize=10_000)(getattr(made, name)) for name in SIGNS},
        )

    def _made_frame(self, ui: str, theme: str, role: str | None, accounts: bool, current: str) -> Sheet:
        """What stands around every page, packed once, with places for what is the page's own."""
        own = {"theme": theme, "accounts": accounts, "current": current}
        return sheet(self._filled("frame.html", ui, role, **own))

    def sheet(self, name: str, call: Call, **values: Any) -> Sheet:
        """A template filled for everybody of the caller's role, with places for what is one reader's own."""
        role, path = call.person.role if call.known else None, call.request.url.path
        more: dict[str, Any] = {"query": call.request.query_params, "path": path, "address": _address(call)}
        query = call.request.query_params.multi_items()
        more["facet_list"] = functools.partial(
            facet_list, query=query, words=call.words, signs=self.signs(call.words.ui)
        )
        text = self._filled(name, call.words.ui, role, beside=beside(call), **more, **values)
        title, cut, rest = text.partition(str(_CUT))
        if not cut:
            return sheet(text)  # a piece of a page
        body, _, main = rest.partition(str(_CUT))
        find = escape(more["query"].get("q", "")) if path == "/search" else ""
        slots = {"title": title, "body": body, "find": str(find), "address": str(escape(more["address"]))}
        frame = self._frame(call.words.ui, call.theme, role, call.settings.accounts, _current(path))
        return framed(frame, {"main": sheet(main), **{slot: loose(text) for slot, text in slots.items()}})

    def _filled(self, name: str, ui: str, role: str | None, **values: Any) -> str:
        own = words(ui)
        me = Anybody(role) if role is not None else None
        return (
            self._environment(ui)
            .get_template(name)
            .render(t=own.say, w=own, signs=self.signs(ui), csrf=_CSRF, said=_SAID, cut=_CUT, me=me, **values)
        )


def _environment(ui: str) -> Environment:
    """The templates of a language."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    said(made, words(ui).say)
    made.globals.update(
        NAV=NAV,
        version=__version__,
        quad=quad,
        heading=heading,
        certainty=lambda value: CERTAINTY.get(value, "open"),
        static=static,
        place=Place,
        here=functools.cache(lambda name: (STATIC / name).is_file()),
        SCRIPTS=SCRIPTS,
        STYLES=STYLES,
    )
    made.filters.update(css=css, q=lambda text: quote(str(text), safe=""))
    return made


def _current(path: str) -> str:
    """Which page of the navigation an address belongs to; "" for none."""
    part = {"/event": "/events", "/actor": "/actors"}.get(path[: path.rfind("/")], path)
    found = [name for name, to in NAV if part == to or (to != "/" and part.startswith(to))]
    return found[0] if found else ""


def _address(call: Call) -> str:
    query = call.request.url.query
    return call.request.url.path + (f"?{query}" if query else "")


def beside(call: Call) -> Any:
    """The address of a page with some of its values changed; None takes one out."""

    def changed(path: str | None = None, **values: object) -> str:
        kept = [(k, v) for k, v in call.request.query_params.multi_items() if k not in values and k != "ui"]
        kept += [(k, str(v)) for k, v in values.items() if v not in (None, "", False)]
        query = urlencode(kept)
        return (path or call.request.url.path) + (f"?{query}" if query else "")

    return changed


@functools.cache
def quad(type_: str) -> str:
    """The PLOVER quad of a type, as a digit; 0 for none."""
    return str(types()[type_]["quad"]) if type_ in types() else "0"


@functools.cache
def digest(name: str) -> str:
    """The digest of a file beside the pages; "0" where there is none."""
    path = STATIC / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"


@functools.cache
def static(name: str) -> str:
    """The address of a file beside the pages, with its digest, so that a new one is fetched."""
    return f"/static/{name}?v={digest(name)}"
