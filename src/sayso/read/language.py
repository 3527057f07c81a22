"""Which language a report is in, and whether sayso reads it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso import resources
from sayso.errors import DocumentError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 600  # characters: on press text 150 are enough to be sure
SURE = 0.8  # probability from which another language is believed
IMPOSSIBLE = 0.001  # ... and below which a supported one is not even assumed for a short text


def known(lang: str, *, where: str = "") -> str:
    """Check a language that somebody named ("fr", "FR", "fr-CA") and return its ISO 639-1 code.

    Raises:
        DocumentError: D008, not supported.
    """
    code = lang.strip().lower().replace("_", "-").split("-")[0]
    if code not in resources.languages():
        raise _unsupported(code, where)
    return code


def detect(text: str, *, where: str = "") -> str:
    """Tell the language of a text.

    Short or unclear text is taken for the likeliest supported language; another language is believed only
    when the beginning and the middle of the text both speak for it.

    Args:
        text: The report without its head.
        where: File or line, for messages.
    Raises:
        DocumentError: D008, it is in a language that is not supported.
    """
    middle = len(text) // 2
    samples = [text[:SAMPLE]]
    if len(text) > 2 * SAMPLE:
        samples.append(text[middle : middle + SAMPLE])
    found = ""
    for sample in samples:
        language, supported = _guess(sample)
        if supported:
            return language
        found = found or language
    raise _unsupported(found, where)


def _unsupported(found: str, where: str) -> DocumentError:
    return DocumentError("D008", where, found=found, supported=", ".join(resources.languages()))


def _guess(text: str) -> tuple[str, bool]:
    """The language of a sample, and whether it is a supported one."""
    ranked = [(str(lang), float(p)) for lang, p in _identifier().rank(text)]
    supported = resources.languages()
    ours, p_ours = next(((lang, p) for lang, p in ranked if lang in supported), (supported[0], 0.0))
    top, p_top = ranked[0]
    if top != ours and (p_top >= SURE or (p_top >= 0.3 and p_ours < IMPOSSIBLE)):
        return top, False
    return ours, True


@functools.cache
def _identifier() -> LanguageIdentifier:
    """The identifier with probabilities that mean something for short texts; loads in half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
