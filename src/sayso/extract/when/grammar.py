"""A language's time grammar, read from `lang/<iso>/when.toml` and checked."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso import resources
from sayso.errors import DataError
from sayso.extract.when.context import Holiday
from sayso.extract.when.days import Season
from sayso.extract.when.ops import OPS
from sayso.extract.when.pattern import Compiled, PatternError, compile_pattern, expand
from sayso.extract.when.tokens import Token, Tokenizer, fold

SECTIONS = ("shapes", "macros", "words", "values", "case", "seasons", "holidays", "cues", "rule")
RULE_KEYS = ("id", "stage", "match", "make", "gives", "with", "yes", "no", "why", "source")
STAGES = range(1, 7)
NOTHING = "none"  # a rule that makes this only keeps others off its words
PARTIAL = "PARTIAL"  # a kind that is no time before a later rule takes it up
_WORDS_FROM, _KINDS_FROM, _OTHER = 0xE000, 0xF000, "x"
END = "n"  # the end of a line or of the text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where its words match, `make` is called with the slots and `fixed`."""

    id: str
    stage: int
    patterns: tuple[Compiled, ...]
    make: str
    gives: str
    fixed: Mapping[str, Any]
    yes: tuple[tuple[str, ...], ...]
    no: tuple[str, ...]


class Grammar:
    """Lexicon and rules of one language.

    Raises:
        DataError: R002 with every problem of the file; R010 for a language without a `when.toml`.
    """

    def __init__(self, data: Mapping[str, Any], where: str) -> None:
        self._where = where
        self._problems: list[str] = []
        self._chars: dict[str, str] = {}  # folded form -> its code point
        self._capital: dict[str, str] = {}  # the same, written with a capital inside a sentence
        self._kinds: dict[str, str] = {}
        self._classes: dict[str, list[str]] = {}
        self._check_keys(data, SECTIONS, "the file")
        self.values: dict[str, dict[str, Any]] = {}
        self.cues: Mapping[str, frozenset[str]] = {
            name: frozenset(map(fold, forms)) for name, forms in data.get("cues", {}).items()
        }
        self.past_words = frozenset(data.get("cues", {}).get("past_words", ()))  # with their accents
        self._load_words(data)
        self._load_calendar(data)
        self._shapes = data.get("shapes", {})
        for name in self._shapes:
            self._classes.setdefault(name, []).append(self._kind(f"shape {name}"))
        self._numbers()
        self._classes["end"] = [END]
        self.rules = tuple(self._load_rules(data))
        self.tokenizer = Tokenizer(
            phrases=[form for form in self._chars if len(form) > 1 and not _one_word(form)],
            shapes=self._shapes,
        )
        if self._problems:
            raise DataError("R002", where, what="; ".join(self._problems))
        self.stages = [[r for r in self.rules if r.stage == stage] for stage in STAGES]

    def encode(self, tokens: Sequence[Token], text: str) -> str:
        """One code point a token, the word's own where the lexicon has it; then an end mark."""
        out = []
        opens = True  # a capital says nothing at the start of a sentence
        for token in tokens:
            kind = token.kind
            if kind == "number":
                char = self._number(token)
            elif kind in ("word", "mark"):
                char = self._chars.get(token.word, _OTHER)
                if not opens and token.word in self._capital and _capitalised(text, token):
                    char = self._capital[token.word]
            elif kind == "break":
                char = END
            else:
                char = self._kinds[f"shape {kind}"]
            opens = kind == "break" or token.word in self.cues["sentence_opens_after"]
            out.append(char)
        return "".join(out) + END

    def kind(self, name: str) -> str:
        """The code point of a kind of time, as an earlier stage gives it."""
        return self._kinds[name]

    def value(self, token: Token, classes: Sequence[str]) -> Any:
        """What a token stands for in a slot: its number(s), its value in the class, or the word."""
        if token.parts:
            return token.parts[0] if len(token.parts) == 1 else token.parts
        for name in (c.removesuffix("_low") for c in classes):
            if token.word in self.values.get(name, ()):
                return self.values[name][token.word]
        return token.word

    def _check_keys(self, table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
        self._problems += [
            f"{where}: unknown key '{key}' (known: {', '.join(known)})" for key in table if key not in known
        ]

    def _load_words(self, data: Mapping[str, Any]) -> None:
        for name, forms in data.get("words", {}).items():
            for form in forms:
                self._add(name, fold(form))
        for name, forms in data.get("values", {}).items():
            self.values[name] = {fold(form): value for form, value in forms.items()}
            for form in self.values[name]:
                self._add(name, form)
        for name in data.get("case", {}).get("lower", ()):
            for form in self.values.get(name, {}):
                self._capital.setdefault(form, chr(_KINDS_FROM + 0x400 + len(self._capital)))
                self._classes.setdefault(f"{name}_low", []).append(self._chars[form])
        for form, char in self._capital.items():
            for name, members in self._classes.items():
                if self._chars[form] in members and not name.endswith("_low"):
                    members.append(char)

    def _load_calendar(self, data: Mapping[str, Any]) -> None:
        self.seasons = {
            name: Season(row["code"], _month_day(row["first"]), _month_day(row["last"]))
            for name, row in data.get("seasons", {}).items()
        }
        self.holidays = {
            name: Holiday(easter=row.get("easter"), fixed=_month_day(row["date"]) if "date" in row else None)
            for name, row in data.get("holidays", {}).items()
        }

    def _load_rules(self, data: Mapping[str, Any]) -> Iterator[Rule]:
        macros = data.get("macros", {})
        seen: set[str] = set()
        rows = data.get("rule", [])
        for row in rows:  # kinds first: a pattern may name any of them
            self._kind(str(row.get("gives", "DAY")))
        for name in [k for k in self._kinds if k.isupper()]:
            self._classes[name] = [self._kinds[name]]
        for row in rows:
            name = str(row.get("id", "a rule without id"))
            self._check_keys(row, RULE_KEYS, name)
            missing = [k for k in ("id", "stage", "match", "make", "yes", "no") if k not in row]
            if missing:
                self._problems.append(f"{name}: no {', '.join(missing)}")
                continue
            if name in seen:
                self._problems.append(f"{name}: this id stands twice")
            seen.add(name)
            yield from self._rule(name, row, macros)

    def _rule(self, name: str, row: Mapping[str, Any], macros: Mapping[str, str]) -> Iterator[Rule]:
        if row["make"] != NOTHING and row["make"] not in OPS:
            self._problems.append(f"{name}: cannot make '{row['make']}'")
        if row["stage"] not in STAGES:
            self._problems.append(f"{name}: stage {row['stage']} is not in 1..{STAGES[-1]}")
        silent = row["make"] == NOTHING or row.get("gives") == PARTIAL
        if (not silent and not row["yes"]) or not row["no"]:
            self._problems.append(f"{name}: needs examples, yes and no")
        patterns = []
        for line in [row["match"]] if isinstance(row["match"], str) else row["match"]:
            try:
                patterns.append(compile_pattern(expand(line, macros), word=self._word, chars=self._class))
            except PatternError as error:
                self._problems.append(f"{name}: {error}")
        if any(len(example) < 3 for example in row["yes"]):
            self._problems.append(f"{name}: a yes is [words, published, EDTF ...]")
        yield Rule(
            id=name,
            stage=row["stage"],
            patterns=tuple(patterns),
            make=row["make"],
            gives=row.get("gives", "DAY"),
            fixed=row.get("with", {}),
            yes=tuple(tuple(example) for example in row["yes"]),
            no=tuple(row["no"]),
        )

    def _add(self, name: str, form: str) -> None:
        members = self._classes.setdefault(name, [])
        char = self._word(form)
        if char not in members:
            members.append(char)

    def _word(self, form: str) -> str:
        form = fold(form)
        if form not in self._chars:
            self._chars[form] = chr(_WORDS_FROM + len(self._chars))
        return self._chars[form]

    def _kind(self, name: str) -> str:
        return self._kinds.setdefault(name, chr(_KINDS_FROM + len(self._kinds)))

    def _class(self, name: str) -> str:
        return "".join(self._classes[name])

    def _numbers(self) -> None:
        """Numbers are told apart by size and by how they are written: `07` is no count."""
        sorts = {
            "day": "1234", "hour_of_day": "0123", "number": "012345689A",
            "two_digits": "0156", "year": "7", "any_year": "7A",
        }  # fmt: skip
        for name, digits in sorts.items():
            self._classes.setdefault(name, []).extend(digits)

    @staticmethod
    def _number(token: Token) -> str:
        value, width = token.parts[0], len(token.word)
        if value == 0:
            return "0"
        if token.word[0] == "0":
            return ("1" if value <= 12 else "9") if width == 2 else "9"
        for limit, code in ((12, "2"), (24, "3"), (31, "4"), (59, "5"), (99, "6")):
            if value <= limit:
                return code
        if width != 4 or not 1000 <= value <= 2100:
            return "8"
        return "7" if value >= 1500 else "A"


def _one_word(form: str) -> bool:
    return form.rstrip("'").isalpha() or form.isdigit()


def _capitalised(text: str, token: Token) -> bool:
    piece = text[token.start : token.end]
    return piece[0].isupper() and not (len(piece) > 1 and piece.isupper())


def _month_day(value: str) -> tuple[int, int]:
    month, day = value.split("-")
    return int(month), int(day)


@functools.cache
def grammar(lang: str) -> Grammar:
    """The time grammar of a language, loaded once."""
    name = f"lang/{lang}/when.toml"
    return Grammar(resources.toml(name), name)
