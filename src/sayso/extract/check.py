"""Is the language's and the model's data sound?  Lists every problem at once, and says what is covered.

Used by `sayso check`.  Structure is checked always; with `live=True` every example of every rule is run on
the parser: the examples are the tests.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sayso import resources
from sayso.errors import DataError
from sayso.extract.check_model import check_model, contexts, types
from sayso.extract.event.rules_examples import judge_no, judge_yes, parse_marks
from sayso.extract.event.rules_load import Rule, build, not_events, raw_rules
from sayso.extract.event.rules_roles import known_path

MIN_YES = 2
MIN_NO = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: a code of the catalogue, the place, what it is."""

    code: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"[{self.code}] {self.where}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the language has for one event type."""

    type: str
    rules: int
    triggers: int
    examples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """All problems, in file order, and the coverage by type; `examples_run` is 0 without `live`."""

    lang: str
    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...]
    examples_run: int

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def check(lang: str = "fr", *, live: bool = False) -> CheckResult:
    """Check the data of one language and the model.

    Args:
        lang: ISO 639-1 code of a language with data.
        live: Run every rule's examples through the parser too (seconds).

    Raises:
        DataError: R010, no data for that language.
    """
    resources.toml(f"lang/{lang}/lang.toml")
    problems = [Problem(code=code, where=where, what=what) for code, where, what in check_model()]
    problems.extend(_tables(lang))
    rules, found = _load(lang)
    problems.extend(found)
    ran = 0
    for rule in rules:
        problems.extend(_structure(rule))
    if live:
        ran, wrong = run_examples(rules, lang)
        problems.extend(wrong)
    return CheckResult(lang=lang, problems=tuple(problems), coverage=_coverage(rules), examples_run=ran)


def _load(lang: str) -> tuple[list[Rule], list[Problem]]:
    """Every rule that can be read, and what is wrong with the others."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for at, raw in raw_rules(lang):
        try:
            rules.append(build(raw, lang, at))
        except DataError as error:
            problems.append(Problem(code=error.code, where=at, what=error.what))
    counts = Counter(rule.id for rule in rules)
    problems.extend(_r002(rule_id, "this id is used twice") for rule_id, n in counts.items() if n > 1)
    return rules, problems


def _r002(where: str, what: str) -> Problem:
    return Problem(code="R002", where=where, what=what)


def _structure(rule: Rule) -> Iterator[Problem]:
    """What is wrong with one rule, short of running it."""
    modes = types().get(rule.event, {}).get("modes", {})
    if rule.event not in types():
        yield _r002(rule.at, f"no event type '{rule.event}' in model/")
    if not rule.lemmas and not rule.phrases:
        yield _r002(rule.at, "the trigger names neither a lemma nor a phrase")
    for mode in sorted({*rule.modes.values(), *([rule.mode] if rule.mode else [])}):
        if rule.event in types() and mode not in modes:
            yield _r002(rule.at, f"{rule.event} has no mode '{mode}'")
    for role, paths in rule.roles.items():
        if role not in {"actor", "recipient"}:
            yield _r002(rule.at, f"unknown role '{role}'")
        for path in paths:
            if not known_path(path):
                yield _r002(rule.at, f"unknown role path '{path}'")
    for name in ("with", "without"):
        paths_ = rule.constraints.get(name, frozenset())
        for path in sorted(paths_ if isinstance(paths_, frozenset) else ()):
            if not known_path(path):
                yield _r002(rule.at, f"unknown path '{path}' in '{name}'")
    if not 0.0 <= rule.weight <= 1.0:
        yield _r002(rule.at, f"the weight {rule.weight} is not between 0 and 1")
    yield from _examples_sound(rule)


def _examples_sound(rule: Rule) -> Iterator[Problem]:
    if len(rule.yes) < MIN_YES:
        yield _r002(rule.at, f"{len(rule.yes)} `yes`, at least {MIN_YES} are needed")
    if len(rule.no) < MIN_NO:
        yield _r002(rule.at, "no `no`: an example that must give nothing is needed")
    for marked in (*rule.yes, *rule.no):
        try:
            example = parse_marks(marked)
        except ValueError as error:
            yield _r002(rule.at, str(error))
            continue
        triggers = [mark for mark in example.marks if mark[0] == "trigger"]
        if marked in rule.yes and not triggers:
            yield _r002(rule.at, f"a `yes` without a [trigger:…]: {marked}")
        if marked in rule.no and example.marks:
            yield _r002(rule.at, f"a `no` with marks: {marked}")


def run_examples(rules: list[Rule], lang: str) -> tuple[int, list[Problem]]:
    """Parse and judge every example; how many were run, and what is wrong with them."""
    from sayso.annotate.pipeline import annotate_many
    from sayso.annotate.plain import plain

    jobs: list[tuple[Rule, str, bool]] = []
    for rule in rules:
        jobs.extend((rule, marked, True) for marked in rule.yes)
        jobs.extend((rule, marked, False) for marked in rule.no)
    problems: list[Problem] = []
    ran = 0
    readable = [job for job in jobs if _readable(job[1])]
    texts = [parse_marks(marked).text for _, marked, _ in readable]
    for (rule, marked, wanted), parsed in zip(readable, annotate_many(texts, lang), strict=True):
        example = parse_marks(marked)
        ran += 1
        doc = plain(parsed)
        wrong = judge_yes(rule, example, doc, lang) if wanted else judge_no(rule, example.text, doc, lang)
        problems.extend(_r002(rule.at, what) for what in wrong)
    return ran, problems


def _readable(marked: str) -> bool:
    try:
        parse_marks(marked)
    except ValueError:
        return False
    return True


def _tables(lang: str) -> Iterator[Problem]:
    """Every TSV of the language: a header that ends in `source`, full rows, no id twice; known contexts."""
    for path in resources.files(f"lang/{lang}/**/*.tsv"):
        name = f"lang/{lang}/{path.name}"
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [line for line in lines if line.strip() and not line.startswith("#")]
        if not rows:
            yield _r002(name, "an empty table")
            continue
        header = rows[0].split("\t")
        if header[-1] != "source":
            yield _r002(name, "the last column is not `source`")
        for line in csv.reader(rows[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(line) != len(header):
                yield _r002(name, f"{len(line)} cells, the header has {len(header)}: {line[0][:60]}")
            elif not line[-1].strip():
                yield _r002(name, f"a row without a source: {line[0][:60]}")
    for row in resources.table(f"lang/{lang}/contexts.tsv"):
        if row["context"] not in contexts():
            yield _r002(row["_at"], f"no context '{row['context']}' in model/contexts.toml")
    counts = Counter(figure.id for figure in not_events(lang))
    for figure, n in counts.items():
        if n > 1:
            yield _r002(f"lang/{lang}/not_events.tsv", f"the id '{figure}' is used twice")


def _coverage(rules: list[Rule]) -> tuple[Coverage, ...]:
    found = []
    for event in sorted(types()):
        own = [rule for rule in rules if rule.event == event]
        found.append(
            Coverage(
                type=event,
                rules=len(own),
                triggers=sum(len(rule.lemmas) + len(rule.phrases) for rule in own),
                examples=sum(len(rule.yes) + len(rule.no) for rule in own),
            )
        )
    return tuple(found)
