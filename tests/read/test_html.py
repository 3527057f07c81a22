"""Web pages: the article's own text, and only the date that the page states."""

from __future__ import annotations

import json

import pytest

from sayso.errors import DocumentError
from sayso.read.failures import Given
from sayso.read.html import from_html, looks_like_html
from sayso.read.page import stated_date, stated_outlet

FIRST = "Le ministre de la Défense a démenti mardi que l'armée ait tiré sur la foule à Alger."
SECOND = "« Aucun ordre n'a été donné », a-t-il assuré à la télévision d'État dans la soirée."
TITLE = "Alger dément tout tir sur la foule"


def page(head: str = "", article: str = "", *, around: str = "") -> str:
    body = article or f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"
    menu = "<nav><a href='/'>Accueil</a> <a href='/monde'>Monde</a></nav>"
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head>"
        f"<body>{menu}<article>{body}</article>{around}<footer>Mentions légales</footer></body></html>"
    )


def read(html: str | bytes, **given):
    return from_html(html.encode() if isinstance(html, str) else html, name="p.html", given=Given(**given))


def test_the_text_is_the_article_with_one_paragraph_a_line():
    report = read(page())
    assert report.text == f"{FIRST}\n{SECOND}"
    assert (report.title, report.origin, report.language) == (TITLE, "p.html", "fr")
    assert report.published is None


def test_a_byline_with_a_time_is_no_part_of_the_article():
    line = "<p>Publié le <time datetime='2019-03-05T18:30:00+01:00'>5 mars 2019</time></p>"
    report = read(page(article=f"<h1>{TITLE}</h1>{line}<p>{FIRST}</p><p>{SECOND}</p>"))
    assert report.text == f"{FIRST}\n{SECOND}"
    assert report.published == "2019-03-05T18:30:00+01:00"


LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "datePublished": "2019-03-05T18:30:00+01:00",
}


@pytest.mark.parametrize(
    ("head", "edtf"),
    [
        (
            '<meta property="article:published_time" content="2019-03-05T18:30:00+01:00">',
            "2019-03-05T18:30:00+01:00",
        ),
        ('<meta itemprop="datePublished" content="2019-03-05T18:30Z">', "2019-03-05T18:30:00+00:00"),
        ('<meta name="date" content="2019-03-05">', "2019-03-05"),
        (f'<script type="application/ld+json">{json.dumps(LINKED)}</script>', "2019-03-05T18:30:00+01:00"),
        (
            f'<script type="application/ld+json">{json.dumps([{"@graph": [LINKED]}])}</script>',
            "2019-03-05T18:30:00+01:00",
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', None),
        ('<meta property="article:published_time" content="hier soir">', None),
        ('<meta property="article:modified_time" content="2019-03-06">', None),
        ('<link rel="canonical" href="https://courrier.example/2019/03/05/alger">', None),
        ("", None),
    ],
)
def test_only_a_stated_date_counts(head, edtf):
    assert stated_date(page(head)) == edtf
    assert read(page(head)).published == edtf


def test_a_date_in_the_footer_is_not_the_articles():
    assert read(page(around="<p>© 2021 Le Courrier. Mis à jour le 3 avril 2021.</p>")).published is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Le Courrier">',
        '<script type="application/ld+json">'
        '{"@type": ["NewsArticle"], "publisher": {"@type": "Organization", "name": "Le Courrier"}}</script>',
    ],
)
def test_the_outlet_is_the_one_that_the_page_names(head):
    assert stated_outlet(page(head)) == "Le Courrier"
    assert read(page(head)).outlet == "Le Courrier"


def test_what_the_caller_says_goes_first():
    head = '<meta property="og:site_name" content="A"><meta name="date" content="2019-03-05">'
    report = read(page(head), outlet="B", published="2018", title="T", url="https://u.example", lang=None)
    assert (report.outlet, report.published, report.title, report.url) == (
        "B",
        "2018",
        "T",
        "https://u.example",
    )


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "iso-8859-15", "utf-16", "x-unknown"])
def test_the_pages_own_word_on_its_encoding_is_checked(charset):
    html = page().replace("utf-8", charset)
    try:
        data = html.encode(charset)
    except LookupError:
        data = html.encode("utf-8")
    assert read(data).text == f"{FIRST}\n{SECOND}"


def test_utf8_that_calls_itself_latin_1_is_garbled_no_more_than_a_browser_would():
    assert "démenti" in read(page().replace("utf-8", "us-asci").encode()).text


def test_a_page_with_an_xml_declaration():
    assert FIRST in read('<?xml version="1.0" encoding="utf-8"?>\n' + page()).text


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><p>Bonjour</p></body></html>",
        "<html><body><nav><a href='/'>Accueil</a><a href='/monde'>Monde</a></nav></body></html>",
        "<html><head><title>Un titre seul, mais assez long pour une phrase entière</title></head></html>",
        "<<<>>>",
        "<div>" * 3000,
    ],
)
def test_a_page_without_an_article_is_refused(html):
    with pytest.raises(DocumentError) as caught:
        read(html)
    assert caught.value.code == "D006"


@pytest.mark.parametrize(
    ("data", "html"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\n <HTML lang='fr'>", True),
        (b"<!-- une note --><html>", True),
        (b"Le ministre a dit <html>", False),
        (b"<3 les amis", False),
        (b"", False),
    ],
)
def test_how_a_page_starts(data, html):
    assert looks_like_html(data) is html
