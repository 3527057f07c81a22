"""What a template says without a filling is put in when it is read; everything else is left to be filled."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from sayso.desk.templating import said


def environment() -> Environment:
    made = Environment(autoescape=True)
    said(made, lambda key: {"a.b": "<b> & c", "a.n": "{n} things"}[key])
    return made


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ('{{ t("a.b") }}', "&lt;b&gt; &amp; c"),
        ('<i title="{{ t("a.b") }}">{{ x }}</i>{{ t("a.b") }}', '<i title="&lt;b&gt; &amp; c">1</i>&lt;b&gt; &amp; c'),
        ('{% if x %}{{ t("a.b") }}{% endif %}.', "&lt;b&gt; &amp; c."),
        ("{{ x }}{{ x }}", "11"),
        ('{{ u("a.b") }}', "asked"),
    ],
)  # fmt: skip
def test_a_text_is_put_in(template: str, filled: str) -> None:
    def never(key: str) -> str:
        raise AssertionError(key)

    assert environment().from_string(template).render(t=never, u=lambda key: "asked", x=1) == filled


@pytest.mark.parametrize("template", ['{{ t("a.n", n=2) }}', '{{ t("a." ~ "n") }}', '{{ t("a.n")|upper }}'])
def test_what_depends_on_more_is_asked_when_it_is_filled(template: str) -> None:
    assert environment().from_string(template).render(t=lambda key, **more: f"{key}{more}") != "{n} things"


def test_a_text_that_there_is_not_is_found_when_the_template_is_read() -> None:
    with pytest.raises(KeyError):
        environment().from_string('{{ t("a.none") }}')
