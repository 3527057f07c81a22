"""A finished answer: packed once for everybody, with places for what is its reader's own.

A template never sees who reads.  Where a page says something of its reader's own (the token of a form, a name) the
template leaves a `Place`, which is filled when the page goes out; so a page can be kept and shared, and nothing of one
reader can reach another.  The text between the places is compressed once, in pieces that a gzip stream can be put
together from.
"""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

_MARK = secrets.token_hex(8)  # of this process, so that no report can write a place
_PLACES = re.compile(f"\ue000{_MARK}:([a-z0-9-]+)\ue001")
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # of a gzip stream without name and time
_END = b"\x03\x00"  # the last block, an empty one
_BLOCK = 0xFFFF  # bytes of a block that is not compressed
LEVEL, ROOM = (
    3,
    6,
)  # of zlib: two thirds of the time of its defaults, a tenth more bytes; a page is packed when it is made
_ONLY, _ALL = "only-", "all"
_SLOT = "slot-"  # a place for a sheet


class Place:
    """Stands for something of the reader's own; it can be written into a page, and neither read nor compared."""

    def __init__(self, name: str) -> None:
        self._text = f"\ue000{_MARK}:{name}\ue001"

    def __html__(self) -> str:
        return self._text

    __str__ = __html__

    def __eq__(self, other: object) -> bool:
        raise TypeError("a page for everybody compares nothing with its reader")

    __hash__ = None  # type: ignore[assignment]


def only(name: str) -> Place:
    """What follows, up to `ALL`, is for one person."""
    return Place(_ONLY + name.encode("utf-8", "surrogatepass").hex())


ALL = Place(_ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An answer in pieces, with a place between each two of them."""

    pieces: tuple[bytes, ...]
    packed: tuple[bytes, ...]  # raw deflate, each ends on a whole byte and leans on none before it
    places: tuple[str, ...]
    digest: bytes
    media: str
    heads: Mapping[str, str]
    tail: bytes = b""  # of its gzip stream, where nothing is filled in

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return sum(map(len, self.pieces)) + sum(map(len, self.packed)) + 500


def sheet(
    text: str, media: str = "text/html; charset=utf-8", heads: Mapping[str, str] | None = None
) -> Sheet:
    """Cut a text at its places and pack it."""
    cut = _PLACES.split(text)
    pieces = tuple(piece.encode("utf-8", "replace") for piece in cut[::2])
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, ROOM)
    packed = tuple(deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH) for piece in pieces)
    digest = blake2b(text.encode("utf-8", "replace").replace(_MARK.encode(), b""), digest_size=16).digest()
    places, tail = tuple(cut[1::2]), b"" if len(cut) > 1 else _tail(pieces)
    return Sheet(
        pieces=pieces, packed=packed, places=places, digest=digest, media=media, heads=heads or {}, tail=tail
    )


def loose(text: str) -> Sheet:
    """A few words without a place as a sheet; packing them would not make them smaller."""
    piece = text.encode("utf-8", "replace")
    digest = blake2b(piece, digest_size=16).digest()
    return Sheet(pieces=(piece,), packed=(_stored(piece),), places=(), digest=digest, media="", heads={})


def framed(frame: Sheet, slots: Mapping[str, Sheet]) -> Sheet:
    """A sheet around others, each in the slot of its name; nothing is packed again."""
    pieces, packed, places = [frame.pieces[0]], [frame.packed[0]], list[str]()
    digest = blake2b(frame.digest, digest_size=16)
    for place, piece, small in zip(frame.places, frame.pieces[1:], frame.packed[1:], strict=True):
        if not place.startswith(_SLOT):
            places.append(place)
            pieces.append(piece)
            packed.append(small)
            continue
        inner = slots[place.removeprefix(_SLOT)]
        digest.update(inner.digest)
        places += inner.places
        pieces[-1] += inner.pieces[0]
        packed[-1] += inner.packed[0]
        pieces += inner.pieces[1:]
        packed += inner.packed[1:]
        pieces[-1] += piece
        packed[-1] += small
    return Sheet(
        pieces=tuple(pieces), packed=tuple(packed), places=tuple(places), digest=digest.digest(),
        media=frame.media, heads=frame.heads,
    )  # fmt: skip


def filled(kept: Sheet, own: Mapping[str, bytes], name: str | None, *, gzip: bool) -> bytes:
    """The answer of one reader.

    Args:
        kept: What everybody's answer has.
        own: What goes into each place.
        name: The reader's, for what is for one person only.
        gzip: As a gzip stream.
    """
    if gzip and kept.tail:
        return b"".join((_HEAD, *kept.packed, _END, kept.tail))
    parts = list(_parts(kept, own, name))
    if not gzip:
        return b"".join(piece for piece, _ in parts)
    return b"".join((_HEAD, *(packed for _, packed in parts), _END, _tail(piece for piece, _ in parts)))


def _tail(pieces: Iterable[bytes]) -> bytes:
    """What a gzip stream ends with: the checksum of what was packed, and how much it was."""
    checksum = size = 0
    for piece in pieces:
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
    return struct.pack("<LL", checksum, size & 0xFFFFFFFF)


def tag(kept: Sheet, own: Mapping[str, bytes], name: str | None) -> str:
    """The ETag of one reader's answer."""
    whole = blake2b(kept.digest, digest_size=12)
    for piece in (*(own[key] for key in sorted(own)), (name or "").encode("utf-8", "surrogatepass")):
        whole.update(len(piece).to_bytes(8, "big") + piece)
    return f'W/"{whole.hexdigest()}"'


def _parts(kept: Sheet, own: Mapping[str, bytes], name: str | None) -> Iterator[tuple[bytes, bytes]]:
    """The pieces as they are and packed, with what goes between them."""
    mine = _ONLY + name.encode("utf-8", "surrogatepass").hex() if name else None
    shown = True
    for number, piece in enumerate(kept.pieces):
        if shown:
            yield piece, kept.packed[number]
        if number == len(kept.places):
            return
        place = kept.places[number]
        if place == _ALL:
            shown = True
        elif place.startswith(_ONLY):
            shown = place == mine
        elif shown:
            yield own[place], _stored(own[place])


def _stored(text: bytes) -> bytes:
    """Bytes as blocks that are not compressed."""
    blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
    return b"".join(struct.pack("<BHH", 0, len(b), len(b) ^ _BLOCK) + b for b in blocks)
