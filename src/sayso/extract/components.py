"""The stages as spaCy components, for use in any spaCy pipeline.

Each component writes one group of `doc.spans` (docs/reference/components.md): a span's `label_` says what it
is, `kb_id_` which one, `id_` what found it.  `sayso_claims` reads the whole report and keeps the reading in
`doc.user_data["sayso"]` as plain JSON values; the others look at the surface and at whatever tags and parse
there are.  A report's own date goes into `doc.user_data["sayso:published"]` and wins over the setting.

spaCy imports this module whenever it loads anything, so the stages are imported when they are first used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.reading import Reading

Row = tuple[int, int, str, str, str]  # start and end in code points, label, kb_id, span id
READING, PUBLISHED = "sayso", "sayso:published"


class Times:
    """Every expression with a calendar meaning; those that need a report date have no EDTF without one."""

    def __init__(self, *, lang: str, published: str | None) -> None:
        self.lang, self.published = lang, published

    def __call__(self, doc: Doc) -> Doc:
        """Write `sayso:times`."""
        from sayso.annotate import plain
        from sayso.extract.when import find_times

        found = find_times(plain(doc), published=_published(doc, self.published), lang=self.lang)
        return _write(doc, "times", ((t.start, t.end, "TIME", t.edtf or "", t.rule or "") for t in found))


class Places:
    """Every mention of a place, resolved as far as the words allow."""

    def __init__(self, *, lang: str, home: str | None) -> None:
        self.lang, self.home = lang, home

    def __call__(self, doc: Doc) -> Doc:
        """Write `sayso:places`."""
        from sayso.annotate import plain
        from sayso.extract.where import find_places

        rows = (
            (p.start, p.end, p.precision or "place", str(p.geonameid or p.country or ""), p.relation)
            for p in find_places(plain(doc), lang=self.lang, home=self.home)
        )
        return _write(doc, "places", rows)


class Attributions:
    """Every stretch of text that somebody else than the report answers for; stretches may nest."""

    def __init__(self, *, lang: str) -> None:
        self.lang = lang

    def __call__(self, doc: Doc) -> Doc:
        """Write `sayso:attributions`."""
        from sayso.annotate import plain
        from sayso.extract.attribution import find_attributions

        rows = (
            (a.start, a.end, a.stance, a.source.name if a.source else "", a.rule)
            for a in find_attributions(plain(_with_sentences(doc, self.lang)), lang=self.lang)
        )
        return _write(doc, "attributions", rows)


class Events:
    """What the event rules propose; nothing is decided yet, and a word may have several types."""

    def __init__(self, *, lang: str, blocked: bool) -> None:
        self.lang, self.blocked = lang, blocked

    def __call__(self, doc: Doc) -> Doc:
        """Write `sayso:events`."""
        from sayso.annotate import plain
        from sayso.extract.event.rules import match

        hits = match(plain(_with_sentences(doc, self.lang)), lang=self.lang)
        rows = ((h.start, h.end, h.type, h.mode or "", h.rule) for h in hits if self.blocked or not h.blocked)
        return _write(doc, "events", rows)


class Claims:
    """The whole reading.  A Doc that the language's own parser has not parsed is parsed by it on the side."""

    def __init__(self, nlp: Language, *, lang: str, published: str | None, outlet: str | None) -> None:
        self.nlp, self.lang, self.published, self.outlet = nlp, lang, published, outlet

    def __call__(self, doc: Doc) -> Doc:
        """Write `sayso:claims` and the reading."""
        if not doc.text.strip():
            return _write(doc, "claims", ())
        reading = self._read(doc)
        doc.user_data[READING] = reading.to_dict()
        rows = ((c.trigger.start, c.trigger.end, c.type, c.factuality, c.id) for c in reading.claims)
        return _write(doc, "claims", rows)

    def _read(self, doc: Doc) -> Reading:
        from sayso.extract.pipeline import read_report
        from sayso.read import from_text

        published = _published(doc, self.published)
        report = from_text(doc.text, published=published, outlet=self.outlet, lang=self.lang)
        return read_report(report, doc if self._fits(doc) else None)

    def _fits(self, doc: Doc) -> bool:
        """Was the Doc parsed by the model that the weights were fitted on, and is its text in ordinary writing?"""
        from sayso import resources
        from sayso.annotate import restored

        model = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}"
        fitted = resources.toml(f"lang/{self.lang}/lang.toml")["model"]
        return (
            model == fitted
            and doc.has_annotation("DEP")
            and doc.has_annotation("TAG")
            and len(doc.tensor) > 0
            and restored(doc.text, self.lang) == doc.text
        )


@Language.factory("sayso_times", assigns=["doc.spans"], default_config={"lang": "fr", "published": None})
def make_times(nlp: Language, name: str, lang: str, published: str | None) -> Times:
    """Time expressions.  `published`: EDTF of the reports' date."""
    return Times(lang=lang, published=published)


@Language.factory("sayso_places", assigns=["doc.spans"], default_config={"lang": "fr", "home": None})
def make_places(nlp: Language, name: str, lang: str, home: str | None) -> Places:
    """Places.  `home`: ISO 3166-1 alpha-2 code of the country that a name without evidence is sought in."""
    return Places(lang=lang, home=home)


@Language.factory("sayso_attributions", assigns=["doc.spans"], default_config={"lang": "fr"})
def make_attributions(nlp: Language, name: str, lang: str) -> Attributions:
    """Who says what.  Better after a parser; sets sentence boundaries where there are none."""
    return Attributions(lang=lang)


@Language.factory("sayso_events", assigns=["doc.spans"], default_config={"lang": "fr", "blocked": False})
def make_events(nlp: Language, name: str, lang: str, blocked: bool) -> Events:
    """Rule hits.  `blocked`: keep those too that a figure of speech rules out ("un combat politique")."""
    return Events(lang=lang, blocked=blocked)


@Language.factory(
    "sayso_claims",
    assigns=["doc.spans"],
    default_config={"lang": "fr", "published": None, "outlet": None},
)
def make_claims(nlp: Language, name: str, lang: str, published: str | None, outlet: str | None) -> Claims:
    """Claims.  `published` and `outlet` as in `sayso.read`."""
    return Claims(nlp, lang=lang, published=published, outlet=outlet)


def _published(doc: Doc, default: str | None) -> str | None:
    own = doc.user_data.get(PUBLISHED)
    return default if own is None else str(own)


def _with_sentences(doc: Doc, lang: str) -> Doc:
    """The Doc, split into sentences by rule if nothing has done it yet."""
    from sayso import resources
    from sayso.annotate.sentences import split

    if len(doc) and not doc.has_annotation("SENT_START"):
        split(doc, resources.toml(f"lang/{lang}/lang.toml")["sentences"])
    return doc


def _write(doc: Doc, group: str, rows: Iterable[Row]) -> Doc:
    """Rows as a span group, on the tokens that they touch; a row between two tokens is left out."""
    spans: list[Any] = []
    for start, end, label, kb_id, span_id in rows:
        span = doc.char_span(start, end, label=label, kb_id=kb_id, span_id=span_id, alignment_mode="expand")
        if span is not None and len(span):
            spans.append(span)
    doc.spans[f"sayso:{group}"] = spans
    return doc
