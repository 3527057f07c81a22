"""The files beside the pages, each packed once; one whose address carries its digest need not be asked for again."""

from __future__ import annotations

import functools
import gzip
import mimetypes
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from sayso.desk.pages import STATIC, digest

FOR_GOOD = "public, max-age=31536000, immutable"
_TEXT = (".js", ".css", ".json", ".svg", ".txt", ".md")


class Packed(StaticFiles):
    """Static files with their packed form kept in memory."""

    async def get_response(self, path: str, scope: Any) -> Response:
        """A file; packed where the browser takes that and it is text."""
        asked = Headers(scope=scope)
        name = path.replace("\\", "/")
        known = name in _names()
        if not (known and name.endswith(_TEXT) and "gzip" in asked.get("accept-encoding", "")):
            answer = await super().get_response(path, scope)
        else:
            heads = {"etag": f'W/"{digest(name)}"', "vary": "Accept-Encoding", "content-encoding": "gzip"}
            if heads["etag"] in asked.get("if-none-match", ""):
                answer = Response(status_code=304, headers=heads)
            else:
                media = mimetypes.guess_type(name)[0] or "text/plain"
                answer = Response(_packed(name), headers=heads, media_type=media)
        if known and QueryParams(scope["query_string"]).get("v") == digest(name):
            answer.headers["cache-control"] = FOR_GOOD
        return answer


@functools.cache
def _names() -> frozenset[str]:
    """The files that there are, so that no other address is ever looked up here."""
    return frozenset(p.relative_to(STATIC).as_posix() for p in Path(STATIC).rglob("*") if p.is_file())


@functools.cache
def _packed(name: str) -> bytes:
    return gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)
