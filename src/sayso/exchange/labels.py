"""What the values of the records are called in the language of the interface (`texts/<ui>.toml`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso import resources

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The texts of one interface language."""

    ui: str
    texts: Mapping[str, Any]
    types: Mapping[str, str]

    def of(self, group: str, value: str, **filling: object) -> str:
        """The label of a value; a value without a label (a figure of a new kind) is its own."""
        found = self.texts[group].get(value, value)
        return str(found).format(**filling) if filling else str(found)

    def count(self, what: str, n: int) -> str:
        """'1 claim', '12 claims'."""
        forms = self.texts["page"][what]
        return str(forms["one"] if n == 1 else forms["many"].format(n=n))

    def type(self, type_: str) -> str:
        """The label of an event type, the type's own name if the model has none."""
        return self.types.get(type_, type_)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 alpha-2 code, as CLDR has it."""
        return _territories(self.ui).get(code, code)


@functools.cache
def labels(ui: str) -> Labels:
    """The labels of an interface language, one of `LANGUAGES`; English for any other."""
    ui = ui if ui in LANGUAGES else LANGUAGES[0]
    return Labels(ui=ui, texts=resources.toml(f"exchange/texts/{ui}.toml"), types=_types(ui))


def _types(ui: str) -> dict[str, str]:
    found = {}
    for path in resources.files("model/*.toml"):
        entry = resources.toml(f"model/{path.name}")
        label = entry.get("label")
        if isinstance(entry.get("id"), str) and isinstance(label, dict) and ui in label:
            found[entry["id"]] = str(label[ui])
    return found


@functools.cache
def _territories(ui: str) -> Mapping[str, str]:
    from babel import Locale

    return dict(Locale(ui).territories)
