"""The page: well-formed, everything escaped, every link leads somewhere, nothing fetched, no script."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sayso.exchange import html
from sayso.reading import Reading
from sayso.records import Failure

VOID = {"meta", "link", "br", "img", "hr"}


class Outline(HTMLParser):
    """Checks that elements nest; collects ids, links, classes and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.classes: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(source)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.stack), "links do not nest"
        self.tags.append(tag)
        if tag not in VOID:
            self.stack.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name == "class":
                self.classes += (value or "").split()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.stack):
            self.words.append(data)


@pytest.fixture
def page(made: Reading, bare: Reading, failure: Failure) -> str:
    return html.page([made, bare, failure], ui="fr")


def test_it_is_well_formed_and_runs_and_fetches_nothing(page: str) -> None:
    outline = Outline(page)
    assert not {"script", "img", "link", "iframe", "object"} & set(outline.tags)
    assert not [name for name in outline.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in page
    assert "@import" not in page


def test_ids_are_unique_and_links_lead_to_them(page: str) -> None:
    outline = Outline(page)
    assert len(set(outline.ids)) == len(outline.ids)
    inner = [link[1:] for link in outline.links if link.startswith("#")]
    assert inner
    assert set(inner) <= set(outline.ids)


def test_texts_are_escaped(page: str) -> None:
    assert "<Zarif>" not in page
    assert "&lt;Zarif&gt;" in page
    assert "<b>Genève</b>" not in page
    assert "L&#39;Écho &amp; fils" in page


def test_every_kind_is_marked(page: str) -> None:
    assert {"event", "source", "cue", "party", "date", "place", "figure"} <= set(Outline(page).classes)


def test_the_report_is_whole(made: Reading) -> None:
    outline = Outline(html.page([made]))
    shown = re.sub(r"\s+", " ", "".join(outline.words))
    for paragraph in made.report.text.split("\n\n"):
        assert re.sub(r"\s+", " ", paragraph) in shown


def test_certainty_is_told_without_colour(page: str) -> None:
    assert 'data-mark="✗"' in page
    assert "démenti ou non advenu" in page


def test_claims_of_one_trigger_share_its_mark(made: Reading) -> None:
    first = made.claims[0]
    twice = replace(made, claims=(first, replace(first, id="c2", factuality="UU"), *made.claims[1:]))
    page = html.page([twice])
    outline = Outline(page)
    assert len(set(outline.ids)) == len(outline.ids)
    assert page.count('data-mark="✓…"') == 1


def test_an_unsafe_address_is_no_link(made: Reading) -> None:
    report = replace(made.report, url="javascript:alert(1)")
    assert "javascript:" not in html.page([replace(made, report=report)])


def test_failures_are_on_the_page(page: str) -> None:
    assert "made-2" in page
    assert "[D002]" in page


def test_a_report_without_claims_or_title(bare: Reading) -> None:
    page = html.page([bare])
    Outline(page)
    assert "Il pleut sur Nantes" in page
    assert "No event of the sixteen types" in page


def test_a_fragment_stands_alone(made: Reading) -> None:
    fragment = made._repr_html_()
    Outline(fragment)
    assert fragment.lstrip().startswith('<div class="sayso alone"')


def test_two_fragments_of_a_report_and_two_reports_on_a_page(made: Reading) -> None:
    outline = Outline(html.page([made, made]))
    assert len(set(outline.ids)) == len(outline.ids)


def test_the_style_stays_inside() -> None:
    style = html._style()
    assert "</" not in style
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    rules = re.sub(r"@media[^{]*\{", "", rules)
    selectors = [part.strip() for rule in re.findall(r"([^{}]+)\{", rules) for part in rule.split(",")]
    assert [s for s in selectors if not s.startswith(".sayso")] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a", ["a"]),
        ("a\nb", ["a\nb"]),
        (" a \n\n b ", ["a", "b"]),
        ("a\r\n\r\nb", ["a", "b"]),
        ("a\n \t\n\n\nb\n\n", ["a", "b"]),
        ("\n\n", []),
    ],
)
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in html.paragraphs(text)] == parts


def test_a_text_of_blank_lines_takes_no_time() -> None:
    assert len(html.paragraphs("a" + "\n \t" * 50_000 + "b")) >= 2
