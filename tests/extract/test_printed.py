"""What was read on restored text is told in the words of the report."""

from __future__ import annotations

from sayso.extract.printed import as_printed
from sayso.reading import Reading
from sayso.records import Attribution, Evidence, Post, Report, Source, When

TEXT = "LE GENERAL DIARRA A ETE TUE JEUDI, DIT L'ARMEE."
SHOWN = "Le général Diarra a été tué jeudi, dit l'armée."


def test_evidence_and_names_are_cut_from_the_report() -> None:
    report = Report(id="r", text=TEXT)
    source = Source(start=39, end=46, text="l'armée", name="l'armée", kind="unnamed")
    reading = Reading(
        report=report,
        times=(When(start=28, end=33, text="jeudi", edtf=None),),
        attributions=(
            Attribution(
                start=0,
                end=33,
                source=source,
                cue=Evidence(start=35, end=38, text="dit"),
                stance="reports",
                rule="x",
            ),
        ),
        posts=(Post(start=0, end=17, name="Diarra", post="Le général", as_of=None),),
    )
    printed = as_printed(reading, SHOWN)
    assert printed.report is report
    assert printed.times[0].text == "JEUDI"
    assert printed.attributions[0].source is not None
    assert printed.attributions[0].source.name == "L'ARMEE"
    assert printed.attributions[0].cue == Evidence(start=35, end=38, text="DIT")
    assert (printed.posts[0].name, printed.posts[0].post) == ("DIARRA", "LE GENERAL")


def test_an_ordinary_report_is_left_alone() -> None:
    reading = Reading(report=Report(id="r", text=SHOWN))
    assert as_printed(reading, SHOWN) is reading


def test_a_report_in_capitals_is_read_and_told_as_printed() -> None:
    import sayso

    text = "DEUX SOLDATS ONT ETE TUES JEUDI A GAO, A ANNONCE LE MINISTERE DE LA DEFENSE DANS UN COMMUNIQUE."
    reading = sayso.read(text, published="2019-10-10", lang="fr")
    assert reading.report.text == text
    claims = {claim.trigger.text: claim for claim in reading.claims}
    assert claims["TUES"].type == "ASSAULT"
    source = claims["TUES"].attribution.source if claims["TUES"].attribution else None
    assert source is not None
    assert source.name == text[source.start : source.end]
    assert claims["TUES"].when is not None
    assert claims["TUES"].when.text == "JEUDI"
