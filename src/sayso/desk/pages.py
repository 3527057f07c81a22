"""Templates filled: everything is escaped, nothing undefined passes."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso import __version__
from sayso.desk.kept import Place
from sayso.desk.person import Anybody
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
_CSRF, _SAID = Place("csrf"), Place("said")
SIGNS = ("glyph", "kind", "status", "stance", "arrow", "letters", "fix", "values")
CERTAINTY = {"CT+": "certain", "PR+": "probable", "PS+": "possible", "CT-": "denied", "PR-": "denied"}
SCRIPTS = ("vendor/htmx.js", "islands/index.js", "desk.js")
STYLES = ("tokens.css", "vendor/leaflet.css", "islands/islands.css", "desk.css")


class Pages:
    """The templates of the desk."""

    def __init__(self) -> None:
        made = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
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
        self._environment = made
        self.signs = functools.cache(self._made_signs)

    def _made_signs(self, ui: str) -> SimpleNamespace:
        """The small signs of a language, each made once."""
        of = words(ui)
        made = self._environment.get_template("signs.html").make_module({"t": of.say, "w": of})
        return SimpleNamespace(
            column=of.texts["column"],
            **{name: functools.lru_cache(maxsize=10_000)(getattr(made, name)) for name in SIGNS},
        )

    def render(self, name: str, call: Call, **values: Any) -> str:
        """A template filled for everybody of the caller's role, with places for what is one reader's own."""
        own = call.words
        return self._environment.get_template(name).render(
            t=own.say,
            w=own,
            signs=self.signs(own.ui),
            csrf=_CSRF,
            said=_SAID,
            me=Anybody(call.person.role) if call.known else None,
            theme=call.theme,
            query=call.request.query_params,
            accounts=call.settings.accounts,
            path=call.request.url.path,
            address=_address(call),
            beside=beside(call),
            **values,
        )


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
