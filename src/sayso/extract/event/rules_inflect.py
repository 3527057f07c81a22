"""Lemma -> the forms it takes in print, by the ending tables of a language (`lang/<iso>/endings.tsv`).

A word list that knows its own inflected forms needs no tagger and no parser: it works on raw tokens.
"""

from __future__ import annotations

import functools

from sayso import resources

MASK = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "–": "-"})


@functools.lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """The form under which words are compared: lower case, straight apostrophe and hyphen."""
    return word.translate(MASK).lower()


@functools.cache
def _endings(lang: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Part of speech -> ending -> the endings that replace it."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in resources.table(f"lang/{lang}/endings.tsv"):
        ending = "" if row["ending"] == "-" else row["ending"]
        forms = tuple("" if form == "-" else form for form in row["forms"].split())
        found.setdefault(row["pos"], {})[ending] = forms
    return found


@functools.cache
def forms(lemma: str, pos: str, lang: str) -> tuple[str, ...]:
    """Every form of a lemma, itself first; over-generation is harmless, since odd forms never occur.

    Args:
        lemma: As a dictionary prints it, one word.
        pos: VERB, NOUN, ADJ, WORD (inside phrases: function words, nouns, adjectives, participles) or
            any other part of speech, which does not inflect.
        lang: ISO 639-1 code with an `endings.tsv`.
    """
    word = plain(lemma)
    tables = _endings(lang)
    whole = tables.get(pos, {}).get("=" + word) or tables.get("WORD", {}).get("=" + word)
    if whole:
        return whole
    table = tables.get(pos)
    if table is None or pos == "WORD":
        return (word,)
    for length in range(min(len(word), 12), -1, -1):
        ending = word[len(word) - length :]
        if ending in table:
            stem = word[: len(word) - length]
            return tuple(dict.fromkeys((word, *(stem + form for form in table[ending]))))
    return (word,)


@functools.cache
def phrase_word(word: str, lang: str) -> frozenset[str]:
    """The forms that may stand for one word of a phrase.

    A word is taken in all its inflections; one written with a leading `=` stands for itself only.
    """
    if word.startswith("="):
        return frozenset({plain(word[1:])})
    bare = plain(word)
    if f"={bare}" in _endings(lang).get("WORD", {}):
        return frozenset(forms(bare, "WORD", lang))
    found = {*forms(bare, "NOUN", lang), *forms(bare, "ADJ", lang)}
    if bare.endswith(verb_endings(lang)):
        found.update(forms(bare, "VERB", lang))
    return frozenset(found)


@functools.cache
def verb_endings(lang: str) -> tuple[str, ...]:
    """What infinitives end in, as far as the tables know."""
    return tuple(sorted(end.lstrip("=") for end in _endings(lang).get("VERB", {})))
