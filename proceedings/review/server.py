"""Serve the review page on this computer only: a `Desk` in, a Starlette application out.

Nobody but the page may speak to it: the server listens on loopback; every request must name this very host (against DNS
rebinding) and, where a browser says whence it comes, this very origin; every request that shows or changes anything carries a
random token, which the page has from the fragment of its address, so that no other page can send it and no log keeps it.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from proceedings.errors import ProceedingsError
from proceedings.review.desk import Desk
from proceedings.revise.storage import StaleError
from proceedings.typeset.layouts import layouts_folder

LOOPBACK = "127.0.0.1"
LARGEST_BODY = 64 * 1024
"""Bytes of a change; a corrected sentence is far smaller."""

OWN = Path(__file__).parent
STATIC = {
    "/": (OWN / "page.html", "text/html; charset=utf-8"),
    "/page.css": (OWN / "page.css", "text/css; charset=utf-8"),
    "/page.js": (OWN / "page.js", "text/javascript; charset=utf-8"),
} | {
    f"/{name}.ttf": (layouts_folder() / "common" / "fonts" / f"{name}.ttf", "font/ttf")
    for name in ("sans-regular", "sans-semibold", "serif-regular")
}
"""What is the same for every article: the only things given without the token."""

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' blob: data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Guard:
    """Let through what the page itself asks for, refuse the rest; and give every answer the headers of `HEADERS`."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.hosts = (f"{LOOPBACK}:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
            await send(message)

        refusal = self.refusal(Request(scope))
        if refusal is not None:
            status, words = refusal
            await JSONResponse({"error": words}, status)(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """Say why a request is not for us: status and sentence; None when it is the page's own."""
        given = request.headers
        if given.getlist("host") not in [[host] for host in self.hosts]:
            return 421, "This is not the address of the review."
        origin = given.get("origin")
        if origin is not None and origin != f"http://{given['host']}":
            return 403, "Another page may not ask this one."
        if given.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "Another page may not ask this one."
        if request.url.path in STATIC and request.method in ("GET", "HEAD"):
            return None
        if not secrets.compare_digest(given.get("x-proceedings-token", "").encode(), self.token.encode()):
            return 403, "Open the review by the address that the command printed: it carries the key."
        return None


def application(desk: Desk, token: str, port: int) -> Starlette:
    """Make the application: the page, the state of the article, one change at a time, and the pages as typeset."""

    def static(request: Request) -> Response:
        path, kind = STATIC[request.url.path]
        return Response(content_of(path), media_type=kind)

    def state(request: Request) -> Response:
        return JSONResponse(desk.state())

    async def act(request: Request) -> Response:
        body = await body_of(request)
        if body is None:
            return JSONResponse({"error": "The change is too long."}, 413)
        try:
            asked = json.loads(body)
            revision, change = str(asked["revision"]), dict(asked["act"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return JSONResponse({"error": "This is no change that the page could have sent."}, 400)
        return await run_in_threadpool(answer, desk, revision, change)

    def page(request: Request) -> Response:
        return Response(desk.picture(request.path_params["paper"], request.path_params["n"]), media_type="image/png")

    def paper(request: Request) -> Response:
        return Response(desk.paper(request.path_params["paper"]), media_type="application/pdf")

    def missing(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": "There is no such page."}, 404)

    return Starlette(
        routes=[
            *(Route(path, static) for path in STATIC),
            Route("/state", state),
            Route("/act", act, methods=["POST"]),
            Route("/page/{paper}/{n:int}", page),
            Route("/paper/{paper}", paper),
        ],
        middleware=[Middleware(Guard, token=token, port=port)],
        exception_handlers={LookupError: missing},
    )


def answer(desk: Desk, revision: str, change: dict[str, Any]) -> Response:
    """Have a change carried out; answer with the new state, or with the error's sentence and the way out."""
    try:
        return JSONResponse(desk.act(revision, change))
    except StaleError as error:
        return JSONResponse({"error": said(error), "state": desk.state()}, 409)
    except ProceedingsError as error:
        return JSONResponse({"error": said(error)}, 422)


def said(error: ProceedingsError) -> str:
    """Write an error in one line."""
    return " ".join(filter(None, (str(error), error.hint)))


async def body_of(request: Request) -> bytes | None:
    """Read a request's body; None as soon as it is longer than a change can be."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            return None
    return body


@cache
def content_of(path: Path) -> bytes:
    return path.read_bytes()


def listen(port: int = 0) -> socket.socket:
    """Open a socket on loopback; port 0 takes a free one."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind((LOOPBACK, port))
    return listening


def settings(app: Starlette) -> uvicorn.Config:
    """Say how the application is served: quietly, without what a page on this computer has no need of."""
    return uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )


def serve(desk: Desk, opened: Callable[[str], None], port: int = 0) -> None:
    """Serve the review until it is interrupted; `opened` is told the page's address once it answers."""
    listening = listen(port)
    token = secrets.token_urlsafe(24)
    number = listening.getsockname()[1]
    server = uvicorn.Server(settings(application(desk, token, number)))

    async def run() -> None:
        running = asyncio.ensure_future(server.serve(sockets=[listening]))
        while not server.started and not running.done():
            await asyncio.sleep(0.02)
        if server.started:
            opened(f"http://{LOOPBACK}:{number}/#{token}")
        await running

    try:
        asyncio.run(run())
    finally:
        listening.close()
