"""Serve the gallery of the desk's pictures under the desk's own Content-Security-Policy.

python tests/desk/gallery/serve.py [port]
"""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).parent
STATIC = HERE.parents[2] / "src/sayso/desk/static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Handler(SimpleHTTPRequestHandler):
    """The gallery's folder, and the desk's static files under /static/."""

    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".json": "application/json",
    }

    def translate_path(self, path: str) -> str:
        name = urlsplit(path).path
        if name.startswith("/static/"):
            return str(STATIC / Path(name.removeprefix("/static/")))
        return super().translate_path(path)

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path in ("/", "/index.html"):
            asked = parse_qs(url.query)
            page = (HERE / "index.html").read_text("utf-8")
            page = page.replace('lang="fr"', f'lang="{asked.get("lang", ["fr"])[0][:2]}"', 1)
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif url.path == "/slow.json":
            return
        else:
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


def serve(port: int = 0) -> ThreadingHTTPServer:
    """A server on loopback, not started yet."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(HERE)))


if __name__ == "__main__":
    server = serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8017)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}/\n")
    server.serve_forever()
