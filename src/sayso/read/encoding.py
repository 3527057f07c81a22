"""Bytes -> text, unchanged: which encoding it is, and whether it is text at all.

Only the byte order mark is dropped; line ends, odd spaces and composed letters stay, since every offset in a
claim counts the code points of this very text.
"""

from __future__ import annotations

import codecs

from sayso.errors import DocumentError

LIMIT = 1_000_000  # characters of one report; a long newspaper page has 30,000
PAGE_LIMIT = 5_000_000  # characters of a web page; finding its article takes a second for each million
_WIDEST = 4  # bytes that a character takes at most, in UTF-8 as in UTF-16

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip, docx or odt"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "old Office file"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"RIFF", "sound or film"),
    (b"ID3", "sound"),
    (b"OggS", "sound or film"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
)
_MARKS = (  # UTF-32's mark starts with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Bytes that no text file holds: control characters but tab, line ends, form feed, escape and C1's NEL.
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b") + b"\x7f"
# What French and its neighbours were written in before UTF-8.
_LEGACY = ("cp1252", "iso8859_15", "mac_roman", "cp850")


def decode(data: bytes, *, where: str = "", limit: int | None = LIMIT) -> str:
    """Turn bytes into text.

    Args:
        data: UTF-8, UTF-16/32 with a byte order mark, or a Western single-byte encoding.
        where: The file's name, for messages.
        limit: The most characters allowed; None = any number.
    Raises:
        DocumentError: D002 nothing but white space, D003 binary, D004 no encoding fits, D005 over the limit.
    """
    if not data.strip():
        raise DocumentError("D002", where)
    if limit is not None and len(data) > limit * _WIDEST + _WIDEST:
        # Too long in any encoding: said at once, without decoding it.
        raise DocumentError("D005", where, size=f"at least {len(data) // _WIDEST}", limit=limit)
    text = _decode(data, where)
    if limit is not None and len(text) > limit:
        raise DocumentError("D005", where, size=len(text), limit=limit)
    if not text.strip():
        raise DocumentError("D002", where)
    return text


def _decode(data: bytes, where: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError("D004", where) from error
    refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    patched = _broken_utf8(data)
    return patched if patched is not None else _legacy(data, where)


def refuse_binary(data: bytes, where: str = "") -> None:
    """Raise D003 for what is no text, D004 for UTF-16 that has lost its mark."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise DocumentError("D003", where, kind=kind)
    if b"\0" in data:
        sample = data[:4096]
        nuls = (sample[0::2].count(0), sample[1::2].count(0))
        if min(nuls) * 20 <= max(nuls) and max(nuls) * 3 > len(sample):
            raise DocumentError("D004", where)  # every second byte is NUL: UTF-16 without its mark
        raise DocumentError("D003", where, kind="it holds NUL bytes")
    sample = data[:65536]
    if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 50:
        raise DocumentError("D003", where, kind="control characters")


def _broken_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes (cut in the middle of a letter, say): each bad one becomes U+FFFD."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    # letters that took two bytes or more, so that can't have come about by chance
    good = len(data) - len(data.translate(None, bytes(range(0xC2, 0xF5)))) - bad
    return text if good > 5 * bad else None


def _legacy(data: bytes, where: str) -> str:
    """Text in a single-byte encoding.

    cp1252 and Latin-1 differ in the bytes 80-9F only, where Latin-1 has control characters: text that has
    none of them reads the same in both.  The rest is told by which reading looks like words.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=list(_LEGACY)).best()
    for encoding in dict.fromkeys([best.encoding if best else "cp1252", "cp1252", "latin-1"]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_western(text):
            return text
    raise DocumentError("D004", where)


def _looks_western(text: str) -> bool:
    """Are most letters plain ones, and none of the signs control characters?

    French has an accent on one letter in twenty-five; Russian or Chinese that is decoded as cp1252 has one on
    nearly every letter.
    """
    letters = sum(c.isalpha() for c in text)
    accented = sum(c.isalpha() and not c.isascii() for c in text)
    return accented <= max(3, 0.4 * letters) and not any("\x80" <= c <= "\x9f" and c != "\x85" for c in text)
