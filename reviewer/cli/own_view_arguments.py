"""The arguments of the commands by which the council puts its own view in place of the applicant's."""

from __future__ import annotations

import argparse

from reviewer.cli.arguments import takes_case, takes_seat, text
from reviewer.domain.said import say


def assume(one: argparse.ArgumentParser) -> None:
    """Declare `assume`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    words = say(
        "what the council assumes, as with economics --what-if: rate=0.03, municipalities=40, line:NAME=80%; an empty value takes it back"
    )
    one.add_argument("given", nargs="+", metavar="NAME=VALUE", help=text(words))
    one.add_argument("--reason", required=True)
    takes_seat(one)


def grade(one: argparse.ArgumentParser) -> None:
    """Declare `grade`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("effect", metavar="EFFECT", help=text(say("the effect's name")))
    one.add_argument("--grade", required=True, metavar="GRADE", help=text(say("from ---- over 0 to ++++; an empty one takes it back")))
    one.add_argument("--reason", required=True)
    takes_seat(one)
