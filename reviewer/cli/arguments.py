"""Arguments that many commands take."""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewer.cli.callwords import spoken_now
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech


def text(said: Said) -> str:
    """Return a help text in the user's language."""
    return Speech(spoken_now()).text(said).replace("%", "%%")


def takes_case(one: argparse.ArgumentParser) -> None:
    """Declare the case's file."""
    one.add_argument("case", type=Path, metavar="CASE", help=text(say("the case's file (.sak)")))


def takes_json(one: argparse.ArgumentParser) -> None:
    """Declare that the command can answer as JSON."""
    one.add_argument("--json", action="store_true", help=text(say("answer as JSON")))


def takes_seat(one: argparse.ArgumentParser) -> None:
    """Declare the seat that acts or looks."""
    one.add_argument("--as", dest="seat", metavar="SEAT", help=text(say("the seat that acts or looks")))


def reads(one: argparse.ArgumentParser) -> None:
    """Declare what every command takes that reads a case."""
    takes_case(one)
    takes_seat(one)
    takes_json(one)


def kroner(written: str) -> int:
    """Read whole kroner: `40000000`, `40 000 000`, `40_000_000`."""
    digits = "".join(written.replace("_", " ").split())
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(text(say("{text} is not a whole number of kroner", text=written)))
    return int(digits)
