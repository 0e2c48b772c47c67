"""Arguments of the commands that write documents and check them."""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewer.cli.arguments import takes_case, takes_json, takes_seat, text
from reviewer.domain.said import say

PAPERS = ("proposal", "ranking", "case-paper", "reading-pack", "letter", "dossier", "agenda", "minutes")


def export(one: argparse.ArgumentParser) -> None:
    """Declare what `export` takes."""
    takes_case(one)
    words = say("only these applications; for reading packs: only these seats; for agenda and minutes: only these meetings")
    one.add_argument("ids", nargs="*", metavar="ID", help=text(words))
    one.add_argument("--to", type=Path, required=True, metavar="DIR")
    one.add_argument("--format", default="docx,md,json", metavar="docx,pdf,html,md,json,xlsx,ratings,pb")
    one.add_argument("--document", default="proposal", choices=PAPERS, help=text(say("what to write; without it the proposal")))
    public = say("the version for the public, with what is withheld left out and marked")
    one.add_argument(
        "--template",
        type=Path,
        metavar="FILE.docx",
        help=text(say("the Word template to write in; without it the committee's own, if it has one")),
    )
    one.add_argument("--public", action="store_true", help=text(public))
    takes_json(one)
    takes_seat(one)


def archive(one: argparse.ArgumentParser) -> None:
    """Declare what `archive` takes."""
    takes_case(one)
    one.add_argument("--to", type=Path, required=True, metavar="DIR")
    one.add_argument("--attachments", type=Path, metavar="DIR", help=text(say("the folder that the applications' attachments lie in")))
    takes_json(one)


def template(one: argparse.ArgumentParser) -> None:
    """Declare what `template` takes."""
    one.add_argument("what", choices=("new", "check"), help=text(say("new: write one to begin with; check: try one")))
    one.add_argument("file", type=Path, metavar="FILE.docx|COMMITTEE", help=text(say("the template, or the committee whose own it is")))
    takes_json(one)


def verify(one: argparse.ArgumentParser) -> None:
    """Declare what `verify` takes."""
    takes_seat(one)
    takes_json(one)
    one.add_argument("case", type=Path, metavar="CASE|DIR", help=text(say("the case's file (.sak), or the folder of an archive")))
    one.add_argument("--template", type=Path, metavar="FILE.docx", help=text(say("the Word template that the document was written in")))
    one.add_argument("--document", type=Path, metavar="FILE", help=text(say("a PDF, Word or JSON file: is it what the case exports?")))
