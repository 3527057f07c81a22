"""Sentence boundaries as a spaCy component (the other stages: `extract/components.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc


class SentenceSplitter:
    """Sets sentence boundaries by rule; add it before the parser."""

    def __init__(self, *, settings: dict[str, Any]) -> None:
        self.settings = settings

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` on every token."""
        from sayso.annotate.sentences import split

        return split(doc, self.settings)


@Language.factory(
    "sayso_sentences", assigns=["token.is_sent_start", "doc.sents"], default_config={"lang": "fr"}
)
def make_sentences(nlp: Language, name: str, lang: str) -> SentenceSplitter:
    """Sentence boundaries by the language's rules."""
    from sayso import resources

    return SentenceSplitter(settings=resources.toml(f"lang/{lang}/lang.toml")["sentences"])
