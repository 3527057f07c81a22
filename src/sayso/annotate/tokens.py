"""Tokenising text as the web has it: sentence ends and quotation marks glued to the next word."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex

# "…le 14 juin.Détruit en 2014", "innocente"En février", "l'organisation:«Nous …"
GLUED = (
    r"(?<=[a-zà-öø-ÿœ0-9%€»”\"\)])[.!?…]+(?=[A-ZÀ-ÖØ-ÞŒ«“\"])",
    r"(?<=[\w.!?…,;:])[\"«»“”](?=\w)",
    r"(?<=[a-zà-öø-ÿœ0-9])[:;](?=[A-ZÀ-ÖØ-ÞŒ«“\"])",
    r"(?<=[a-zà-öø-ÿœ])[,](?=[a-zà-öø-ÿœA-ZÀ-ÖØ-ÞŒ])",
    r"(?<=\w)[\"«»“”](?=[.!?…,;:)])",
    r"(?<=['’])[\"«“](?=\w)",
    r"(?<=[»”\)])(?=\w)",
)
# spaCy takes "juin.Détruit" for a host name; a web address in a report has a scheme or a www
URL = re.compile(r"(?:https?://|www\.)[^\s»”\"<>]{1,2000}$")
QUOTES = ('["«»“”„‹›]',)


def loosen(nlp: Language) -> None:
    """Teach the pipeline's tokenizer to part what the web glued together."""
    tokenizer = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), *GLUED]
    prefixes = [*(nlp.Defaults.prefixes or ()), *QUOTES]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    tokenizer.url_match = URL.match  # type: ignore[union-attr]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search  # type: ignore[union-attr]
