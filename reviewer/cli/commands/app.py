"""`reviewer`, `reviewer demo` and `reviewer open`: the app."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from reviewer.cli.answers import Answer, Refusal, Status
from reviewer.domain.said import say
from reviewer.home import demo_path
from reviewer.language.speech import Speech


def start(_call: argparse.Namespace, speech: Speech) -> Answer:
    """Open the app on its start page."""
    return _run(None, None, speech)


def open_app(call: argparse.Namespace, speech: Speech) -> Answer:
    """Open the app on a case."""
    from reviewer.casefile.connection import check_header

    check_header(call.case)
    return _run_room(call.case, call.seat, speech) if call.room else _run(call.case, call.seat, speech)


def demo(call: argparse.Namespace, speech: Speech) -> Answer:
    """Make the illustrative case where it is not there yet, and open the app on it."""
    path: Path = call.case or demo_path()
    there = path.exists()
    if not there:
        from reviewer.cli.main import now
        from reviewer.demonstration import demo_case

        demo_case(path, now())
    else:
        from reviewer.casefile.connection import check_header

        check_header(path)
    if not call.no_open:
        return _run(path, call.seat, speech)
    said = say("The illustrative case is there already: {path}", path=str(path)) if there else say("Made: {path}", path=str(path))
    return Answer(words=(said,))


def _needs_a_terminal() -> None:
    """Refuse where there is nothing to draw on; Textual's own variable says that something else draws."""
    if not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ:
        raise Refusal(say("The app needs a terminal of its own. The commands do not: reviewer --help."), Status.MISUSED)


def _run_room(path: Path, seat: str | None, speech: Speech) -> Answer:
    _needs_a_terminal()
    gc.disable()
    from reviewer.tui.app import run_app
    from reviewer.tui.page import Page

    return Answer(status=Status(run_app(path, seat, speech.language, page=Page.ROOM)))


def serve(call: argparse.Namespace, speech: Speech) -> Answer:
    """Serve the app to a browser, on this machine only unless told otherwise."""
    from reviewer.casefile.connection import check_header
    from reviewer.serving import HERE, Place, ServingError
    from reviewer.serving import serve as served

    check_header(call.case)
    place = Place(case=call.case.absolute(), seat=call.seat or "", host=call.host, port=call.port)

    def ready(address: str) -> None:
        print(speech.text(say("Open this address in a browser: {address}", address=address)), flush=True)
        if place.host not in HERE:
            told = say("Others on the network can open it too, whoever has the address, and nothing is encrypted on the way.")
            print(speech.text(told), file=sys.stderr)
        print(speech.text(say("Ctrl+C ends it.")), file=sys.stderr, flush=True)

    try:
        served(place, speech, ready)
    except ServingError as error:
        raise Refusal(error.said) from error
    return Answer()


def _run(path: Path | None, seat: str | None, speech: Speech) -> Answer:
    _needs_a_terminal()
    gc.disable()  # the app's imports make no cycles; run_app lets the collector work again
    from reviewer.tui.app import run_app

    return Answer(status=Status(run_app(path, seat, speech.language)))
