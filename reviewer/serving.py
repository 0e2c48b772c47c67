"""The app in a browser: `reviewer serve`. Each tab has a process of its own; nothing is fetched from elsewhere, and no shell is between.

Whoever has the address can use the app as this machine's user, so the address holds a secret of its own for each run, and only pages that
this server gave out may speak with it. It answers this machine only, unless another address is asked for; then what is typed goes over the
network as it is.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from typing import Any

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.domain.system import system_words
from reviewer.language.speech import Speech

PATIENCE = 3.0
"""Seconds that an app has to end by itself before it is ended."""
HERE = ("127.0.0.1", "localhost", "::1")


class ServingError(Exception):
    """The app cannot be served; `said` tells why and what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.message)
        self.said = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is served and where: a case, for a seat if one is named, at an address of this machine."""

    case: Path
    seat: str = ""
    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def command(self) -> list[str]:
        """Return the program that each tab runs, with its arguments: no shell reads them."""
        return [sys.executable, "-m", "reviewer.served", str(self.case), *(("--as", self.seat) if self.seat else ())]


def serve(place: Place, speech: Speech, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl+C; `ready` is told the address. Raises `ServingError`."""
    try:
        from aiohttp import web
        from textual_serve.server import Server  # noqa: F401 - whether it is there
    except ImportError:
        raise ServingError(say("The browser needs an addition to the program: pip install 'reviewer[serve]'.")) from None
    asyncio.run(_run(web, place, speech, ready))


async def _run(web: Any, place: Place, speech: Speech, ready: Callable[[str], None]) -> None:
    tabs, secret = Tabs(place), token_urlsafe(24)
    runner = web.AppRunner(_site(web, place, speech, (tabs, secret)))
    await runner.setup()
    try:
        await web.TCPSite(runner, place.host, place.port).start()
    except OSError as error:
        await runner.cleanup()
        said = say("Port {port} cannot be used ({what}). Choose another one: --port N.", port=str(place.port), what=system_words(error))
        raise ServingError(said) from error
    stop = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(one, stop.set)
    ready(f"http://{place.host}:{place.port}/{secret}/")
    try:
        await stop.wait()
    finally:
        await tabs.end_all()
        await runner.cleanup()


def _site(web: Any, place: Place, speech: Speech, held: tuple[Tabs, str]) -> Any:
    """Return the web application: the page, what it needs, and the connection to an app."""
    tabs, secret = held
    statics = Path(sys.modules["textual_serve"].__file__ or "").parent / "static"
    page = _page(speech, place.case.name)

    @web.middleware  # type: ignore[untyped-decorator]
    async def guard(request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        if not _is_ours(request, place) or not compare_digest(request.match_info.get("secret", ""), secret):
            raise web.HTTPNotFound
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(_HEADERS)
        return answer

    async def index(_: Any) -> Any:
        return web.Response(text=page, content_type="text/html")

    async def static(request: Any) -> Any:
        name = request.match_info["name"]
        if name not in _STATICS:
            raise web.HTTPNotFound
        return web.FileResponse(statics / name)

    async def connection(request: Any) -> Any:
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=2**20)
        await socket.prepare(request)
        await tabs.run(socket, _number(request, "width", 80), _number(request, "height", 24))
        return socket

    site = web.Application(middlewares=[guard])
    site.add_routes(
        [web.get("/{secret}/", index), web.get("/{secret}/static/{name:.+}", static), web.get("/{secret}/ws", connection)],
    )
    return site


_FONT, _ITALIC = "fonts/RobotoMono-VariableFont_wght.ttf", "fonts/RobotoMono-Italic-VariableFont_wght.ttf"
_STATICS = frozenset(["css/xterm.css", "js/textual.js", _FONT, _ITALIC])
_INLINE = "'self' 'unsafe-inline'"
_HEADERS = {
    "Content-Security-Policy": f"default-src 'self'; style-src {_INLINE}; script-src {_INLINE}; img-src data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def _is_ours(request: Any, place: Place) -> bool:
    """Whether the request names this server as its host, and comes from a page of it: other sites' pages in the same browser do not."""
    names = HERE if place.host in HERE else (place.host,)
    ours = {f"{f'[{name}]' if ':' in name else name}:{place.port}" for name in names}
    origin = request.headers.get("Origin")
    anywhere = place.host in {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to
    host = request.headers.get("Host", "")
    return (anywhere or host in ours) and (origin is None or origin == f"http://{host}")


def _number(request: Any, name: str, otherwise: int) -> int:
    given = request.query.get(name, "")
    return min(max(int(given), 20), 1000) if given.isdecimal() else otherwise


class Tabs:
    """The apps that run, one for each tab."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._running: set[asyncio.subprocess.Process] = set()

    async def run(self, socket: Any, width: int, height: int) -> None:
        """Run an app for a tab until either of them is gone."""
        from textual_serve.app_service import AppService
        from textual_serve.download_manager import DownloadManager

        service = AppService(
            "", write_bytes=socket.send_bytes, write_str=socket.send_str, close=socket.close, download_manager=DownloadManager()
        )
        process = await self._started(service._build_environment(width, height))  # noqa: SLF001 - what the driver needs to know
        service._process, service._stdin = process, process.stdin  # noqa: SLF001 - started here, without a shell
        self._running.add(process)
        reading = asyncio.create_task(service.run())
        try:
            await self._heard(socket, service)
        finally:
            with suppress(Exception):
                await service.send_meta({"type": "quit"})
            await self._end(process)
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading

    async def _started(self, environment: dict[str, str]) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            *self._place.command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=os.name == "posix"
        )

    async def _heard(self, socket: Any, service: Any) -> None:
        """Hand on what the tab sends; what is none of the few kinds that there are is passed over."""
        async for message in socket:
            try:
                kind, *rest = message.json()
                if kind == "stdin":
                    await service.send_bytes(str(rest[0]).encode())
                elif kind == "resize":
                    await service.set_terminal_size(int(rest[0]["width"]), int(rest[0]["height"]))
                elif kind == "ping":
                    await socket.send_json(["pong", rest[0]])
                elif kind in {"blur", "focus"}:
                    await service.send_meta({"type": kind})
            except (ValueError, TypeError, KeyError, IndexError):
                continue

    async def end_all(self) -> None:
        """End every app."""
        await asyncio.gather(*(self._end(process) for process in tuple(self._running)))

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        """Wait for the app to end by itself; where it does not, end it and all that it started."""
        self._running.discard(process)
        for force in (None, "SIGTERM", "SIGKILL"):
            if process.returncode is None and force is not None:
                _signal(process, force)
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
                return


def _signal(process: asyncio.subprocess.Process, name: str) -> None:
    with suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, getattr(signal, name))
        else:
            process.kill()


def _page(speech: Speech, title: str) -> str:
    """Return the page: a terminal, in fonts that come along, and what it says when the app has ended."""
    ended, again = speech.text(say("The app has ended.")), speech.text(say("Open it again"))
    return f"""<!DOCTYPE html>
<html lang="{speech.language}">
<head>
<meta charset="utf-8">
<title>{escape(title)} – reviewer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<script src="static/js/textual.js"></script>
<style>
@font-face {{ font-family: "Roboto Mono"; src: url("static/{_FONT}"); font-weight: 100 700; }}
@font-face {{ font-family: "Roboto Mono"; font-style: italic; src: url("static/{_ITALIC}"); }}
html, body {{ margin: 0; height: 100%; background: #0f151c; color: #e6edf3; font: 16px "Roboto Mono", monospace; }}
.textual-terminal {{ height: 100vh; }}
.ended {{ display: none; position: fixed; inset: 0; background: #0f151c; place-content: center; text-align: center; }}
body.-closed .ended {{ display: grid; }}
a {{ color: #5cc2cd; }}
</style>
</head>
<body>
<div class="ended"><p>{escape(ended)}</p><p><a href="">{escape(again)}</a></p></div>
<div id="terminal" class="textual-terminal" data-font-size="16"></div>
<script>
document.getElementById("terminal").dataset.sessionWebsocketUrl = new URL("ws", location.href.replace(/^http/, "ws")).href;
new MutationObserver((_, seen) => {{
  const keys = document.querySelector(".xterm-helper-textarea");
  if (keys) {{ keys.focus(); seen.disconnect(); }}
}}).observe(document.getElementById("terminal"), {{ childList: true, subtree: true }});
</script>
</body>
</html>
"""
