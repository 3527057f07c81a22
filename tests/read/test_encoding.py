"""Which encoding a file is in, and what is no text."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DocumentError
from sayso.read.encoding import LIMIT, decode

SHORT = "Le général a été arrêté à Alger, où l'armée a déployé des blindés."
LONG = (
    "Le Premier ministre a confirmé mercredi la rencontre. Selon des sources militaires, l’accord « doit être "
    "signé » à Genève – où l'ONU a réuni les deux camps –, et la trêve a été prolongée jusqu'à août. Au cœur "
    "de la négociation, le départ des forces étrangères."
)


@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
        ("mac_roman", b""),
    ],
)
def test_every_common_encoding_gives_the_same_text(text, encoding, mark):
    assert decode(mark + text.encode(encoding)) == text


def test_latin_1_without_control_characters_reads_as_written():
    assert decode(SHORT.encode("latin-1")) == SHORT


def test_the_euro_and_oe_of_latin_9_are_told_from_latin_1():
    text = LONG.replace("’", "'").replace("–", "-") + " L'aide coûte 3 € par tête et par œuvre."
    assert decode(text.encode("iso8859_15")) == text


def test_old_dos_text_is_told_when_it_is_long_enough():
    text = LONG.replace("’", "'").replace("–", "-").replace("œ", "oe")
    assert decode(text.encode("cp850")) == text


def test_text_is_kept_unchanged():
    text = "Un\r\ndeux\u00a0trois e\u0301te\u0301\r\n\r\n"
    assert decode(text.encode()) == text


def test_utf8_cut_in_the_middle_of_a_letter_stays_utf8():
    data = (SHORT * 5).encode() + "é".encode()[:1]
    assert decode(data) == SHORT * 5 + "\ufffd"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "D002"),
        (b" \r\n\t ", "D002"),
        (codecs.BOM_UTF8, "D002"),
        (codecs.BOM_UTF8 + b" \n", "D002"),
        (b"%PDF-1.7 texte", "D003"),
        (b"PK\x03\x04 texte", "D003"),
        (b"\x89PNG\r\n", "D003"),
        (b"{\\rtf1 texte}", "D003"),
        (b"un mot\0un autre mot, et encore un", "D003"),
        (bytes(range(1, 32)) * 40, "D003"),
        ("Le ministre".encode("utf-16-le"), "D004"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "D004"),
        (bytes(range(0x80, 0x100)) * 3, "D004"),
        ("Министр заявил во вторник".encode("cp1251"), "D004"),
        ("Министр заявил во вторник, что войска".encode("koi8-r"), "D004"),
        ("大臣は火曜日に否定した".encode("gb18030"), "D004"),
        (b"x" * (LIMIT + 1), "D005"),
    ],
)
def test_what_is_refused_and_why(data, code):
    with pytest.raises(DocumentError) as caught:
        decode(data, where="f.txt")
    assert caught.value.code == code
    assert "f.txt" in str(caught.value)


def test_fifty_megabytes_are_refused_at_once():
    data = b"Le ministre parle. " * 2_700_000
    started = time.perf_counter()
    with pytest.raises(DocumentError, match=r"\[D005\].*at least"):
        decode(data)
    assert time.perf_counter() - started < 1


@given(st.binary(max_size=400))
def test_bytes_give_text_or_a_document_error(data):
    try:
        code = decode(data) and "text"
    except DocumentError as error:
        code = error.code
    assert code in {"text", "D002", "D003", "D004"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_comes_back_letter_by_letter(text):
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
