"""Every example of every rule in every language's time grammar."""

from __future__ import annotations

import pytest

from sayso.errors import DataError
from sayso.extract.when import _find
from sayso.extract.when.grammar import NOTHING, PARTIAL, Grammar, grammar
from sayso.resources import files, toml

LANGS = [path.parent.name for path in files("lang/*/when.toml")]
YES = [(lang, rule.id, row) for lang in LANGS for rule in grammar(lang).rules for row in rule.yes]
NO = [(lang, rule.id, text) for lang in LANGS for rule in grammar(lang).rules for text in rule.no]


@pytest.mark.parametrize(("lang", "rule", "row"), YES, ids=lambda v: v if isinstance(v, str) else v[0])
def test_yes(lang, rule, row):
    said, published, *wanted = row
    found = _find(said, None, published=published or None, lang=lang)
    assert [when.edtf for when in found] == wanted
    assert found[-1].rule == rule


@pytest.mark.parametrize(("lang", "rule", "text"), NO)
def test_no(lang, rule, text):
    found = _find(text, None, published="2017-07-12", lang=lang)
    assert rule not in [when.rule for when in found]


def test_every_rule_has_examples():
    rules = [rule for lang in LANGS for rule in grammar(lang).rules]
    assert len(rules) >= 60
    assert len(YES) + len(NO) >= 250
    for rule in rules:
        assert rule.no
        assert rule.yes or rule.make == NOTHING or rule.gives == PARTIAL


def broken(**changes):
    row = {
        "id": "fr.when.test",
        "stage": 1,
        "match": "{month}",
        "make": "month",
        "gives": "MONTH",
        "yes": [["mai", "2017", "2017-05"]],
        "no": ["lundi"],
        **changes,
    }
    return {**toml("lang/fr/when.toml"), "rule": [row]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"match": "{mont}"}, "no class 'mont'"),
        ({"match": "({month}"}, "unbalanced"),
        ({"match": "@NOTHING {month}"}, "no macro '@NOTHING'"),
        ({"match": "{month"}, "cannot read"),
        ({"make": "moon"}, "cannot make 'moon'"),
        ({"stage": 9}, "stage 9"),
        ({"yes": []}, "needs examples"),
        ({"no": []}, "needs examples"),
        ({"yes": [["mai", "2017"]]}, "a yes is"),
        ({"witout": 1}, "unknown key 'witout'"),
    ],
)
def test_malformed_rule(changes, said):
    with pytest.raises(DataError, match=r"\[R002\]") as error:
        Grammar(broken(**changes), "when.toml")
    assert said in str(error.value)


def test_all_problems_are_listed_at_once():
    with pytest.raises(DataError) as error:
        Grammar(broken(make="moon", match="{mont}"), "when.toml")
    assert "moon" in str(error.value)
    assert "mont'" in str(error.value)


def test_a_rule_without_id_or_twice_is_an_error():
    data = broken()
    with pytest.raises(DataError, match="stands twice"):
        Grammar({**data, "rule": data["rule"] * 2}, "when.toml")
    with pytest.raises(DataError, match="no id"):
        Grammar({**data, "rule": [{k: v for k, v in data["rule"][0].items() if k != "id"}]}, "when.toml")


def test_unknown_section():
    with pytest.raises(DataError, match="unknown key 'wrds'"):
        Grammar({**broken(), "wrds": {}}, "when.toml")
