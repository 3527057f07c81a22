"""Text -> Report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DocumentError
from sayso.read import LIMIT, from_text, report_id

BODY = "Le ministre a démenti mardi que des soldats aient été tués."


def test_a_report_has_what_was_said_of_it():
    report = from_text(
        BODY, published="2017-07", outlet=" Le Courrier ", title="", url="", origin="f", key="k"
    )
    assert (report.text, report.published, report.outlet, report.language) == (
        BODY,
        "2017-07",
        "Le Courrier",
        "fr",
    )
    assert (report.title, report.url, report.origin, report.key) == (None, None, "f", "k")


@pytest.mark.parametrize(
    "text", [f" date 2017-07 {BODY}", f"date: 2017-07\r\n\r\n{BODY}\n", f"\t{BODY}  \n\n"]
)
def test_the_text_is_kept_as_given(text):
    assert from_text(text).text == text


@pytest.mark.parametrize(
    ("text", "given_date", "found"),
    [
        (f" date 2017-07 {BODY}", None, "2017-07"),
        (f" date 2017-07 {BODY}", "2017-07-12", "2017-07-12"),
        (f" date 2017-07 {BODY}", date(2017, 7, 12), "2017-07-12"),
        (f"22 juin 2012. - {BODY}", None, "2012-06-22"),
        (f"Tripoli, 3 juil (agence) - {BODY}", None, None),
        (f"date 2017-07\nTripoli, 3 juillet 2017 - {BODY}", None, "2017-07"),
        (BODY, None, None),
    ],
)
def test_the_date_comes_from_the_caller_the_head_or_the_dateline(text, given_date, found):
    assert from_text(text, published=given_date).published == found


@pytest.mark.parametrize(
    ("text", "settings", "code"),
    [
        ("", {}, "D002"),
        (" \n ", {}, "D002"),
        (" date 2017-07 ", {}, "D002"),
        ("un \ud800 demi", {}, "D003"),
        ("x" * (LIMIT + 1), {}, "D005"),
        (BODY, {"published": "2017-13"}, "D007"),
        (BODY, {"lang": "xx"}, "D008"),
        ("The minister denied that any soldiers had been killed in the attack.", {}, "D008"),
    ],
)
def test_what_is_refused_and_why(text, settings, code):
    with pytest.raises(DocumentError) as caught:
        from_text(text, origin="here.txt", **settings)
    assert caught.value.code == code
    assert "here.txt" in str(caught.value)


def test_the_id_is_stable():
    assert from_text(BODY, published="2017-07-12", outlet="Le Courrier").id == "r9cbe442e1bc0a4ff"


@pytest.mark.parametrize(
    "other",
    [{"published": "2017-08"}, {"outlet": "Autre"}, {"text": BODY + " "}],
    ids=["date", "outlet", "text"],
)
def test_the_id_tells_reports_apart(other):
    same = {"text": BODY, "published": "2017-07", "outlet": "Le Courrier"}
    assert report_id(**same) != report_id(**{**same, **other})


def test_the_id_does_not_depend_on_where_it_was_read():
    assert (
        from_text(BODY, origin="a", key="1", title="A").id == from_text(BODY, origin="b", url="http://b").id
    )


@given(st.text(max_size=300))
def test_any_text_is_a_report_or_a_document_error(text):
    try:
        report = from_text(text)
    except DocumentError as error:
        report, code = None, error.code
    else:
        code = ""
    assert code in {"", "D002", "D003", "D008"}
    assert report is None or (report.text == text and report.id.startswith("r") and len(report.id) == 17)
