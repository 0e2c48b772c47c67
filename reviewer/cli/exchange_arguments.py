"""Arguments of the commands between laptops."""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewer.cli.arguments import takes_case, takes_json, takes_seat, text
from reviewer.domain.said import say
from reviewer.domain.stages import Stage


def identity(one: argparse.ArgumentParser) -> None:
    """Declare what `identity` takes: `new`, `show`, `enrol CASE [SEAT CARD]`, `close CASE SEAT`, `mend CASE`."""
    one.add_argument("what", nargs="?", choices=("new", "show", "enrol", "close", "mend"), default="show")
    one.add_argument("case", nargs="?", type=Path, metavar="CASE", help=text(say("the case's file (.sak)")))
    one.add_argument("holder", nargs="?", metavar="SEAT", help=text(say("the seat whose key it is")))
    one.add_argument("card", nargs="?", type=Path, metavar="CARD", help=text(say("the card that the person sent")))
    one.add_argument("--name", default="", help=text(say("your name, as the others will see it")))
    one.add_argument("--passphrase", action="store_true", help=text(say("ask for a passphrase, or take REVIEWER_PASSPHRASE")))
    one.add_argument("--file", action="store_true", help=text(say("keep the keys in a file, even where there is a keychain")))
    one.add_argument("--keychain", action="store_true", help=text(say("keep the keys in the operating system's keychain")))
    one.add_argument("--again", action="store_true", help=text(say("make a new key; the present one is kept under another name")))
    one.add_argument("-o", dest="output", type=Path, metavar="CARD", help=text(say("write the card that others need to this file")))
    one.add_argument("--words", default="", help=text(say("the key's words, as the person read them to you")))
    one.add_argument("--reason", default="", help=text(say("why the key is closed")))
    one.add_argument("--key", default="", help=text(say("which of the seat's keys, by its beginning")))
    takes_seat(one)
    takes_json(one)


def hand_in(one: argparse.ArgumentParser) -> None:
    """Declare what `hand-in` takes."""
    takes_case(one)
    one.add_argument("ids", nargs="*", metavar="ID", help=text(say("only these applications")))
    takes_seat(one)
    takes_json(one)


def pack(one: argparse.ArgumentParser) -> None:
    """Declare what `pack` takes."""
    takes_case(one)
    takes_seat(one)
    one.add_argument("--for", dest="receiver", metavar="SEAT", help=text(say("this seat's copy of the case, instead of your own work")))
    one.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE")
    _passphrase(one)
    takes_json(one)


def merge(one: argparse.ArgumentParser) -> None:
    """Declare what `merge` takes."""
    takes_case(one)
    one.add_argument("packets", nargs="+", type=Path, metavar="PACKET")
    one.add_argument("--dry-run", action="store_true", help=text(say("say what would change, and write nothing")))
    _passphrase(one)
    takes_json(one)


def phase(one: argparse.ArgumentParser) -> None:
    """Declare what `phase` takes."""
    takes_case(one)
    help_text = text(say("go on to this phase; without it the phase is told"))
    one.add_argument("phase", nargs="?", choices=[stage.value for stage in Stage], help=help_text)
    takes_seat(one)
    takes_json(one)


def status(one: argparse.ArgumentParser) -> None:
    """Declare what `status` takes."""
    takes_case(one)
    takes_seat(one)
    takes_json(one)


def settle(one: argparse.ArgumentParser) -> None:
    """Declare what `settle` takes."""
    takes_case(one)
    one.add_argument("event", metavar="EVENT", help=text(say("the value that is kept, by the beginning of its event's id")))
    takes_seat(one)
    takes_json(one)


def sync(one: argparse.ArgumentParser) -> None:
    """Declare what `sync` takes: `CASE PLACE`, or `--create URL`."""
    one.add_argument("case", nargs="?", type=Path, metavar="CASE", help=text(say("the case's file (.sak)")))
    words = text(say("where the laptops meet; without it where they met last"))
    one.add_argument("place", nargs="?", metavar="FOLDER|postgresql://...", help=words)
    one.add_argument("--create", metavar="postgresql://...", help=text(say("set a server up, once, as its administrator")))
    one.add_argument("--admit", metavar="LOGIN=SEAT", help=text(say("let a login of the server speak for a seat of this case")))
    one.add_argument("--watch", action="store_true", help=text(say("stay connected until Ctrl+C")))
    takes_json(one)


def _passphrase(one: argparse.ArgumentParser) -> None:
    one.add_argument("--passphrase", action="store_true", help=text(say("under a passphrase: asked for, or REVIEWER_PACKET_PASSPHRASE")))
