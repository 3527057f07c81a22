"""Feeds and archives: entries and pages become reports, what is neither a failure."""

from __future__ import annotations

import gzip
import http.server
import threading
from pathlib import Path

import pytest

from sayso.errors import DocumentError
from sayso.read import from_bytes, from_path
from sayso.read.feed import fetch
from sayso.records import Failure, Report

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Le Courrier</title>
<item><title>Rencontre</title><link>https://example.org/1</link><guid>n1</guid>
<pubDate>Wed, 12 Jul 2017 18:30:00 +0200</pubDate>
<description>&lt;p&gt;Le ministre a reçu son homologue à Genève.&lt;/p&gt;&lt;p&gt;Ils ont parlé de paix.&lt;/p&gt;</description></item>
<item><title>Vide</title><guid>n2</guid><description></description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>L'Écho</title>
<entry><id>urn:1</id><title>Grève</title><updated>2018-03-01T10:00:00Z</updated><link href="https://example.org/2"/>
<content type="html">Des milliers de personnes ont défilé à Lyon.</content><summary>court</summary></entry></feed>"""


def test_an_rss_feed() -> None:
    first, second = from_bytes(RSS.encode(), name="flux.rss")
    assert isinstance(first, Report)
    assert (first.outlet, first.title, first.key, first.url) == (
        "Le Courrier",
        "Rencontre",
        "n1",
        "https://example.org/1",
    )
    assert first.published == "2017-07-12T16:30:00+00:00"
    assert first.text == "Le ministre a reçu son homologue à Genève.\nIls ont parlé de paix."
    assert isinstance(second, Failure)
    assert (second.code, second.key) == ("D002", "n2")


def test_an_atom_feed_is_told_by_its_content() -> None:
    (found,) = from_bytes(ATOM.encode(), name="flux")
    assert isinstance(found, Report)
    assert (found.outlet, found.published) == ("L'Écho", "2018-03-01T10:00:00+00:00")
    assert found.text.startswith("Des milliers")


@pytest.mark.parametrize("data", [b"rien du tout", b"<rss><channel>", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_feed_that_is_no_xml(data: bytes) -> None:
    (found,) = from_bytes(data, name="flux.rss")
    assert isinstance(found, Failure)
    assert found.code == "D013"


@pytest.mark.parametrize("address", ["ftp://example.org/flux", "http://127.0.0.1:1/flux", "flux.rss"])
def test_an_address_that_cannot_be_read(address: str) -> None:
    with pytest.raises(DocumentError) as caught:
        fetch(address)
    assert caught.value.code == "D014"


def test_an_address_on_the_loopback(tmp_path: Path) -> None:
    (tmp_path / "flux.rss").write_text(RSS, encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **settings: object) -> None:
            super().__init__(*args, directory=str(tmp_path), **settings)  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        assert fetch(f"http://127.0.0.1:{server.server_port}/flux.rss") == RSS.encode()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


PAGE = b"""<html><head><title>Gen\xc3\xa8ve</title><meta charset="utf-8"></head><body><article>
<p>Le ministre a re\xc3\xa7u mardi son homologue irakien \xc3\xa0 Gen\xc3\xa8ve pour parler de la paix.</p>
<p>Les deux hommes se verront encore en septembre, ont annonc\xc3\xa9 leurs services dans la soir\xc3\xa9e.</p>
</article></body></html>"""


def record(url: str, kind: str, body: bytes) -> bytes:
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: "
        + kind.encode()
        + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2017-07-12T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(url):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_an_archive_of_pages(tmp_path: Path, name: str) -> None:
    records = [
        record("https://example.org/a", "text/html; charset=utf-8", PAGE),
        record("https://example.org/b.png", "image/png", b"\x89PNG"),
        record("https://example.org/c", "text/html", b"<html><body><p>menu</p></body></html>"),
    ]
    data = b"".join(gzip.compress(r) for r in records) if name.endswith(".gz") else b"".join(records)
    (tmp_path / name).write_bytes(data)
    first, second = from_path(tmp_path / name)
    assert isinstance(first, Report)
    assert first.url == "https://example.org/a"
    assert "homologue irakien" in first.text
    assert isinstance(second, Failure)
    assert second.code == "D006"


def test_an_archive_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"not an archive at all")
    (found,) = from_path(tmp_path / "x.warc")
    assert isinstance(found, Failure)
    assert found.code in ("D002", "D010")
