"""One catalogue of everything that can go wrong: a code, what happened, how to mend it.

Groups: D document, R rule and language data, M model, S store, X exchange, W web.  A message reads
`[CODE] where: what. how to mend`.  The library raises, it never prints and never exits.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CATALOGUE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # code: (what, how to mend); {names} are filled from the error's values
        "D001": ("no such file", "Check the path; a folder is not a report."),
        "D002": ("the report is empty", "Give a file with text in it."),
        "D003": ("binary data, no text ({kind})", "Convert it to plain text, HTML or JSON Lines first."),
        "D004": ("the encoding could not be told", "Save the file as UTF-8."),
        "D005": (
            "{size} characters, more than the {limit} that one report may have",
            "Split it: one report a file, or one a line in JSON Lines.",
        ),
        "D006": ("HTML without an article", "Save the article's own page, or give its text as .txt."),
        "D007": (
            "'{value}' is no date in EDTF",
            "Write 2017, 2017-07, 2017-07-12 or 2017-07-12T18:30; leave it out if it is unknown.",
        ),
        "D008": (
            "the text seems to be in '{found}', which is not supported",
            "Supported: {supported}. Force one with --lang if this guess is wrong.",
        ),
        "D009": ("line {line} is no JSON object with a 'text' ({reason})", "Mend or remove that line."),
        "D010": (
            "the file could not be read ({reason})",
            "Check that it is a file and that you may read it.",
        ),
        "D011": ("reading failed: {reason}", "Please report it with the text: it is a bug."),
        "D012": (
            "no claim '{claim}' in this report",
            "`sayso read FILE --json`, with the same --published and --outlet, lists the claims' ids.",
        ),
        "D013": ("no feed can be read here ({reason})", "Give the address or file of an RSS or Atom feed."),
        "D014": (
            "the address could not be read ({reason})",
            "Check the address, or save the feed as a file.",
        ),
        "D015": (
            "its date, {published}, lies in the future",
            "Mend the report's date, or this machine's clock; then `sayso failures --retry`.",
        ),
        "D016": (
            "this is a folder",
            "`sayso add {path}` adds every report in it; `sayso read` takes files.",
        ),
        "R001": ("unknown key '{key}'", "Known keys: {known}."),
        "R002": ("{what}", "See docs/reference/data.md for the form of this file."),
        "R010": ("no language data for '{lang}'", "Supported: {supported}."),
        "M001": ("the model '{model}' is not installed", "Run `make`, or `pip install {model}`."),
        "M002": ("the weights '{file}' do not fit this version", "Rebuild them with `make train`."),
        "S001": (
            "the database cannot be opened ({reason})",
            "Check the path or address, and that you may read and write there.",
        ),
        "S002": (
            "the database has schema {found}, newer than the {known} that this version knows",
            "Use a newer sayso; nothing was changed.",
        ),
        "S003": (
            "the file is no sayso database",
            "Give another path; sayso makes the file if there is none.",
        ),
        "S004": (
            "the database is in use by another process",
            "Try again when that one is done; nothing of this step was written.",
        ),
        "S005": ("writing failed ({reason})", "Free some space or mend the medium, then run the same again."),
        "S006": (
            "no {kind} '{value}' in the picture",
            "`sayso events`, `sayso actors` and `sayso decisions` list them; claims: `sayso event ID --json`.",
        ),
        "S007": ("'{value}' cannot be set here", "Fields that can be corrected: {known}."),
        "S008": ("no database was named", "Give --db FILE-or-URL, or set SAYSO_DB."),
        "S009": ("'{url}' cannot be used: {reason}", "Install it with `pip install 'sayso[{extra}]'`."),
        "S010": (
            "'{value}' begins the ids of several events: {known}",
            "Give as much of the id as only one of them has.",
        ),
        "S011": ("no such value '{value}'", "Known: {known}."),
        "W001": ("this page needs the role '{role}'", "Ask somebody who runs the desk for it."),
        "W002": ("'{value}' is no name for an account", "Use letters, digits, dot, dash, at most 64."),
        "W003": ("'{value}' is unknown here", "Known: {known}."),
        "W004": ("the password is too short or too long", "Give {least} characters or more."),
        "W005": ("there is an account '{value}' already", "Choose another name, or change that one."),
        "W006": (
            "'{value}' cannot be changed",
            "It is not there, or it is the last account that can run the desk.",
        ),
        "W007": (
            "the form is not from this desk, or too old",
            "Load the page again and send the form from there.",
        ),
        "W008": (
            "somebody has changed this meanwhile",
            "Look at both versions, then save yours again or leave theirs; nothing is lost.",
        ),
        "W009": ("too many attempts", "Wait {minutes} minutes, then try again."),
        "W010": ("name or password is wrong", "Try again; names are case-sensitive."),
        "W011": ("no such page", "Start from the front page."),
        "W012": (
            "off the loopback the desk needs accounts, and there are none",
            "Make one: `sayso desk account NAME --role admin`.",
        ),
        "W013": ("{size} bytes, more than the {limit} that one upload may have", "Send fewer files."),
        "W014": ("the address may not be fetched ({reason})", "Give a public http or https address."),
        "W015": ("'{value}' does not fit here ({reason})", "Mend the value and send it again."),
        "W016": ("you are not signed in", "Sign in, or send a token: `Authorization: Bearer …`."),
        "W017": ("the backup cannot be used ({reason})", "Give a file that `sayso desk backup` wrote."),
        "W018": (
            "the address {address} cannot be had ({reason})",
            "Give another `--port` (in `make demo`: DEMO_PORT=8001).",
        ),
        "X001": ("'{value}' is no claim record", "Check it against `sayso schema`."),
        "X002": ("the package '{package}' is not installed", "Run `pip install 'sayso[{extra}]'`."),
        "X003": ("there is no table '{value}'", "Tables: {known}."),
        "X004": (
            "the file could not be written ({reason})",
            "Check the folder, and that you may write there.",
        ),
    }
)


class SaysoError(Exception):
    """An error of the catalogue.  `code` names it, `where` says in which file or line, `values` fill it."""

    def __init__(self, code: str, where: str = "", **values: object) -> None:
        self.code = code
        self.where = where
        self.values = values
        what, mend = CATALOGUE[code]
        self.what = what.format(**values)
        self.mend = mend.format(**values)
        place = f" {where}:" if where else ""
        super().__init__(f"[{code}]{place} {self.what}. {self.mend}")

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders: rebuilt from their code and values."""
        return _rebuild, (type(self), self.code, self.where, self.values)


def _rebuild(kind: type[SaysoError], code: str, where: str, values: dict[str, object]) -> SaysoError:
    return kind(code, where, **values)


class DocumentError(SaysoError, ValueError):
    """A report that can't be read."""


class DataError(SaysoError, ValueError):
    """Language or model data that is not sound."""


class ModelError(SaysoError, RuntimeError):
    """A parser or weights that are missing or do not fit."""


class StoreError(SaysoError, RuntimeError):
    """A database that can't be opened, read or written, or does not hold what is asked for."""


class DeskError(SaysoError, ValueError):
    """What the web desk refuses."""


class ExchangeError(SaysoError, ValueError):
    """A record that can't be written or read back."""
