"""Sentence boundaries by rule, before and without any parse.

The parser's own boundaries cost a parse of everything and break at quotes; news has full stops.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token


def split(doc: Doc, settings: dict[str, Any]) -> Doc:
    """Set `is_sent_start` on every token.

    A sentence ends at an end mark (with the quotation marks and brackets that close it) and at a line
    break; a stretch longer than `settings["longest"]` words is cut, at a comma where there is one.
    """
    ends, longest = set(settings["end"]), int(settings["longest"])
    closing = set(settings["close_quote"]) | {")", "]"}
    plain = set(settings["plain_quote"])
    open_plain = False
    ended = True  # the next real token starts a sentence
    since = 0
    comma = -1
    for token in doc:
        text = token.text
        if token.is_space:
            token.is_sent_start = False
            if "\n" in text:
                ended = True
                open_plain = False
            continue
        if ended and (text in closing or text in ends or (text in plain and open_plain)):
            if text in plain:
                open_plain = False
            token.is_sent_start = token.i == 0  # the mark still belongs to the sentence that ended
            since += 1
            continue
        start = ended and (_may_start(token) or since == 0 or _after_break(doc, token.i))
        if since >= longest:
            start = True
            if 0 < token.i - comma < longest // 2:
                doc[comma + 1].is_sent_start = True
                start = False
                since = token.i - comma
        token.is_sent_start = start or token.i == 0
        if start:
            since, comma = 0, -1
        since += 1
        if text in plain:
            open_plain = not open_plain
        if text in {",", ";"}:
            comma = token.i
        ended = text in ends
    return doc


def _may_start(token: Token) -> bool:
    """A sentence starts with anything but a lower-case word ("« Non ! » dit-il" goes on)."""
    return not token.text[0].islower()


def _after_break(doc: Doc, i: int) -> bool:
    while i > 0 and doc[i - 1].is_space:
        if "\n" in doc[i - 1].text:
            return True
        i -= 1
    return i == 0
