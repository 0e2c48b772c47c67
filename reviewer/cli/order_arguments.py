"""The arguments of the commands on order and money."""

from __future__ import annotations

import argparse

from reviewer.cli.arguments import kroner, reads, takes_case, takes_json, takes_seat, text
from reviewer.domain.said import say

METHODS = ("mean", "median", "npv-per-krone", "borda", "copeland", "schulze", "kemeny")


def rank(one: argparse.ArgumentParser) -> None:
    """Declare `rank`."""
    reads(one)
    one.add_argument("--method", choices=METHODS)
    one.add_argument("--compare", action="store_true", help=text(say("also every other method, and whose money depends on it")))
    one.add_argument("--weights", action="store_true", help=text(say("also how far each weight may move")))
    one.add_argument("--leniency", action="store_true", help=text(say("also how strict each member is, as advice")))


def ratings(one: argparse.ArgumentParser) -> None:
    """Declare `ratings`."""
    reads(one)
    one.add_argument("--sort", choices=("place", "disagreement"), default="place")


def fund(one: argparse.ArgumentParser) -> None:
    """Declare `fund`."""
    reads(one)
    one.add_argument("--budget", type=kroner, metavar="KRONER")
    one.add_argument("--strategy", choices=("ranked", "optimal"), default="ranked")
    one.add_argument("--measure", choices=("score", "score_by_kroner", "npv"), help=text(say("what the best set is best by")))
    one.add_argument("--must", action="append", default=[], metavar="ID", help=text(say("this one gets money")))
    one.add_argument("--never", action="append", default=[], metavar="ID", help=text(say("this one gets none")))
    one.add_argument("--either", action="append", default=[], metavar="ID,ID", help=text(say("at most one of these")))
    one.add_argument("--together", action="append", default=[], metavar="ID,ID", help=text(say("all of these or none")))
    one.add_argument("--requires", action="append", default=[], metavar="ID,ID", help=text(say("the first only with the second")))
    one.add_argument("--per-applicant", type=int, metavar="N", help=text(say("at most so many an applicant")))
    one.add_argument(
        "--at-most",
        action="append",
        default=[],
        metavar="FIELD:N",
        help=text(say("at most so many that share a field, as in county:1 or tema:2")),
    )
    one.add_argument(
        "--share",
        action="append",
        default=[],
        metavar="FIELD=VALUE:LEAST-MOST",
        help=text(say("share of the budget, as in tema=helse:0.2-0.5")),
    )
    one.add_argument("--year", action="append", default=[], metavar="YEAR:KRONER", help=text(say("what one year can pay")))
    one.add_argument(
        "--source", action="append", default=[], metavar="NAME=SHARE:KRONER", help=text(say("a source that pays a share of every grant"))
    )
    one.add_argument(
        "--floor", type=float, metavar="SHARE", help=text(say("grants may be partial, at least this share of what was applied for"))
    )
    one.add_argument("--costs", action="store_true", help=text(say("also what each wish costs, and other frames")))
    one.add_argument("--time-limit", type=float, default=10.0, metavar="SECONDS")


def recommend(one: argparse.ArgumentParser) -> None:
    """Declare `recommend`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("--outcome", choices=("recommended", "recommended_on_conditions", "not_recommended", "postponed"))
    one.add_argument("--amount", type=kroner, metavar="KRONER")
    one.add_argument("--condition", action="append", dest="conditions", metavar="TEXT")
    one.add_argument("--reasons", metavar="TEXT")
    one.add_argument("--departure", metavar="TEXT", help=text(say("why the recommendation departs from the order")))
    one.add_argument("--dissent", nargs=2, metavar=("SEAT", "TEXT"))
    takes_seat(one)


def recommend_line(one: argparse.ArgumentParser) -> None:
    """Declare `recommend-line`."""
    takes_case(one)
    least = text(say("only those whose mean of the ratings is at least this"))
    one.add_argument("--at-least", metavar="SCORE", default="", help=least)
    one.add_argument("--dry-run", action="store_true", help=text(say("say what would change, and write nothing")))
    takes_seat(one)
    takes_json(one)


def exclude(one: argparse.ArgumentParser) -> None:
    """Declare `exclude`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("rater", metavar="RATER")
    one.add_argument("--criterion", default="", metavar="CRITERION", help=text(say("only this criterion")))
    one.add_argument("--reason", required=True)
    one.add_argument("--count-again", action="store_true", help=text(say("let it count again")))
    takes_seat(one)


def place(one: argparse.ArgumentParser) -> None:
    """Declare `place`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("to", metavar="PLACE|computed")
    one.add_argument("--reason", required=True)
    takes_seat(one)


def draw(one: argparse.ArgumentParser) -> None:
    """Declare `draw`."""
    takes_case(one)
    one.add_argument("seed", metavar="SEED", help=text(say("any text that nobody can choose after seeing the ties")))
    takes_seat(one)


def decline(one: argparse.ArgumentParser) -> None:
    """Declare `decline`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("--reason", required=True)
    takes_seat(one)


def amend(one: argparse.ArgumentParser) -> None:
    """Declare `amend`."""
    takes_case(one)
    one.add_argument("committee", metavar="NAME|FILE.toml")
    one.add_argument("--reason", required=True)
    takes_seat(one)


def confirm(one: argparse.ArgumentParser) -> None:
    """Declare `confirm`."""
    takes_case(one)
    one.add_argument("ids", nargs="*", metavar="ID", help=text(say("only these applications")))
    one.add_argument("--dry-run", action="store_true", help=text(say("say what would change, and write nothing")))
    takes_seat(one)
    takes_json(one)
