"""`reviewer`: read the call, do one command, print its answer, and never show a traceback."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from reviewer import __version__
from reviewer.cli import document_arguments as documents
from reviewer.cli import exchange_arguments as exchange
from reviewer.cli import meeting_arguments as meetings
from reviewer.cli import order_arguments as order
from reviewer.cli import own_view_arguments as own_view
from reviewer.cli.answers import Answer, Printer
from reviewer.cli.arguments import kroner, reads, takes_case, takes_json, takes_seat, text
from reviewer.cli.callwords import speak, spoken_now
from reviewer.cli.endings import ended
from reviewer.cli.explained import explain
from reviewer.cli.placeholders import name_values
from reviewer.collector import collector_at_rest, collector_done
from reviewer.domain.said import Said, say
from reviewer.language.numbers import MINUS
from reviewer.language.speech import LANGUAGES, Speech, spoken


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is wanted, and looking for them takes time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    speak(spoken(_language_asked(words) or os.environ.get("REVIEWER_LANG")))
    call = read_call(words)
    call.alone = arguments is None  # nobody else is at work in this process
    printer = Printer(Speech(language(call)), getattr(call, "json", False))
    return ended(lambda: _answered(call, printer).status, printer)


def _answered(call: argparse.Namespace, printer: Printer) -> Answer:
    """Do the command and print its answer. The app has its own way with the collector; every other command is soon over."""
    with nullcontext() if call.module == "app" else collector_at_rest():
        command = import_module(f"reviewer.cli.commands.{call.module}")
        answer: Answer = getattr(command, call.function)(call, printer.speech)
        printer.show(answer)
        if call.alone and call.module != "app":
            collector_done()
    return answer


def _joined(arguments: Sequence[str]) -> list[str]:
    """Return the call with a value that begins with a minus sign tied to its option, or it would be read as another option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] in {"--flows", "--rate", "--grade"}:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return [_true_minus(argument) if argument.startswith("--grade=") else argument for argument in joined]


def _true_minus(option: str) -> str:
    """Return the option with true minus signs in its value: argparse takes a value of `--` away."""
    name, _, value = option.partition("=")
    return f"{name}={value.replace('-', MINUS)}"


def language(call: argparse.Namespace) -> str:
    """Return the language of the answer: the one asked for, else that of the case's committee, else bokmål."""
    asked = getattr(call, "lang", None) or os.environ.get("REVIEWER_LANG")
    case = getattr(call, "case", None)
    if not asked and isinstance(case, Path) and case.is_file():
        from reviewer.casefile.language import committee_language

        asked = committee_language(case)
    return spoken(asked)


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


class Reader(argparse.ArgumentParser):
    """Reads a call. What is wrong with a word that has no name of its own in the help is said of the word alone."""

    def _check_value(self, action: argparse.Action, value: object) -> None:
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as error:
            named = action.option_strings or action.metavar
            raise argparse.ArgumentError(action if named else None, error.message) from None


def parser() -> argparse.ArgumentParser:
    """Return the reader of a call that names no command; it knows their names for the help."""
    top = argparse.ArgumentParser(prog="reviewer", description=text(say("From applications to a decision proposal: the council's tool.")))
    version = text(say("show program's version number and exit"))
    top.add_argument("--version", action="version", version=f"reviewer {__version__}", help=version)
    top.add_argument("--lang", choices=LANGUAGES, help=text(say("language of the answer")))
    top.set_defaults(module="app", function="start")
    commands = top.add_subparsers(metavar=text(say("COMMAND")))
    for name, _, _, about, _ in COMMANDS:
        commands.add_parser(name, help=text(about))
    return top


def read_call(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the call; the command's words and options may stand in any order. Exits with 2 where the call is wrong."""
    arguments = _opening(_language_last(arguments))
    command = next((one for one in COMMANDS if arguments and arguments[0] == one[0]), None)
    if command is None:
        return _without_command(arguments)
    name, module, function, about, declare = command
    if name == "meeting" and (step := meetings.step_asked(arguments)):
        module, function, about, declare = meetings.STEPS[step]
        name = f"meeting CASE {step}"
    reader = Reader(prog=f"reviewer {name}", description=text(about), allow_abbrev=False)
    reader.set_defaults(module=module, function=function)
    declare(reader)
    explain(reader, command[0])
    name_values(reader)
    reader.add_argument("--lang", choices=LANGUAGES, help=text(say("language of the answer")))
    return reader.parse_intermixed_args(_joined(arguments[1:]))


def _opening(arguments: Sequence[str]) -> Sequence[str]:
    """Return the call of a case's file alone, as when it is double-clicked, as the call that opens it."""
    is_case = bool(arguments) and not arguments[0].startswith("-") and arguments[0].casefold().endswith(".sak")
    return ["open", *arguments] if is_case else arguments


def _without_command(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the call where it needs no command; say which one may be meant where its first word is none."""
    reader = parser()
    if arguments and not arguments[0].startswith("-"):
        from difflib import get_close_matches

        word, names = arguments[0], [name for name, *_ in COMMANDS]
        close = get_close_matches(word, names, n=1)
        meant = (
            say("“{word}” is not a command. Did you mean “reviewer {name}”? See reviewer --help.", word=word, name=close[0])
            if close
            else None
        )
        reader.error(Speech(spoken_now()).text(meant or say("“{word}” is not a command. See reviewer --help.", word=word)))
    return reader.parse_args(arguments)


def _language_asked(arguments: Sequence[str]) -> str | None:
    """Return the language that the call asks for, before anything else of it is read: its help is in that language too."""
    tied = (word.partition("=")[2] for word in arguments if word.startswith("--lang="))
    apart = (value for word, value in pairwise(arguments) if word == "--lang")
    return next(tied, next(apart, None))


def _language_last(arguments: Sequence[str]) -> Sequence[str]:
    """Return the call with a language that stands before the command behind it, where each command reads it."""
    words = 2 if arguments[:1] == ["--lang"] else 1 if arguments and arguments[0].startswith("--lang=") else 0
    return [*arguments[words:], *arguments[:words]] if len(arguments) > words else arguments


def _reading_some(one: argparse.ArgumentParser) -> None:
    reads(one)
    one.add_argument("ids", nargs="*", metavar="ID", help=text(say("only these applications")))


def _show(one: argparse.ArgumentParser) -> None:
    _reading_some(one)
    one.add_argument(
        "--only", metavar="FILTER", help=text(say("only those that fit, as in the app's search: score>=3.5 amount<5m sort:amount"))
    )


def _demo(one: argparse.ArgumentParser) -> None:
    one.add_argument("case", nargs="?", type=Path, metavar="CASE")
    one.add_argument("--no-open", action="store_true", help=text(say("make the case without opening the app")))
    takes_seat(one)


def _open(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    takes_seat(one)
    one.add_argument("--room", action="store_true", help=text(say("only the projector's page, which follows the meeting by itself")))


def _serve(one: argparse.ArgumentParser) -> None:
    _open(one)
    one.add_argument("--port", type=int, default=8000, metavar="N", help=text(say("the port; without it 8000")))
    one.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help=text(say("another address of this machine, for others too")))


def _committees(one: argparse.ArgumentParser) -> None:
    one.add_argument("name", nargs="?", metavar="NAME|FILE")
    takes_json(one)


def _form(one: argparse.ArgumentParser) -> None:
    one.add_argument("committee", metavar="COMMITTEE")
    one.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE.xlsx")
    one.add_argument("--first-year", type=int, metavar="YEAR", help=text(say("the first year of the cash flow")))


def _schema(one: argparse.ArgumentParser) -> None:
    one.add_argument("what", choices=("batch", "committee", "case", "proposal", "minutes"))


def _taking(one: argparse.ArgumentParser) -> None:
    one.add_argument("--partial", action="store_true", help=text(say("take the good rows and set the others aside")))
    one.add_argument("--municipalities", type=Path, metavar="FILE", help=text(say("the register of municipalities")))
    takes_json(one)


def _new(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.add_argument("batches", nargs="*", type=Path, metavar="BATCH")
    one.add_argument("--committee", required=True, metavar="NAME|FILE.toml")
    one.add_argument("--budget", type=kroner, metavar="KRONER")
    one.add_argument("--title", default="", help=text(say("the round's name")))
    _taking(one)


def _import(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.add_argument("batches", nargs="*", type=Path, metavar="BATCH")
    one.add_argument("--dry-run", action="store_true", help=text(say("say what would change, and write nothing")))
    takes_seat(one)
    _taking(one)


def _drop(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.add_argument("key", nargs="?", metavar="KEY", help=text(say("the row's key, or its beginning; without it the rows are listed")))
    one.add_argument("--reason", default="")
    takes_seat(one)
    takes_json(one)


def _economics(one: argparse.ArgumentParser) -> None:
    _reading_some(one)
    words = text(say("compute with something else: rate=0.03, takeup=0.5, line:NAME=80%, method=excel; may be given several times"))
    one.add_argument("--what-if", action="append", metavar="NAME=VALUE", help=words)
    one.add_argument("--draws", type=int, metavar="N", help=text(say("how many draws the simulation has")))
    one.add_argument("--seed", type=int, metavar="N", help=text(say("the number that the simulation's draws begin from")))
    one.add_argument("--spread", choices=("triangular", "pert"), help=text(say("how the simulation draws between low, stated and high")))


def _prices(one: argparse.ArgumentParser) -> None:
    _reading_some(one)
    one.add_argument("--model", metavar="ID", help=text(say("the committee's price model")))
    one.add_argument("--years", type=int, default=10, metavar="N", help=text(say("how many years of use are counted")))
    one.add_argument(
        "--fund", action="store_true", help=text(say("the fund from year to year instead: what is granted and what flows back"))
    )


def _npv(one: argparse.ArgumentParser) -> None:
    by = one.add_mutually_exclusive_group(required=True)
    by.add_argument("--rate", metavar="R", help=text(say("discount rate: 0.04, 4% or 4 %")))
    by.add_argument(
        "--method", choices=("r-109-14", "r-109-21", "omb-a94", "excel"), help=text(say("rates and first year of a known method"))
    )
    one.add_argument("--flows", required=True, metavar="A,B,...", help=text(say("amounts by year, the first one first")))
    one.add_argument("--first", choices=("discounted", "undiscounted"))
    takes_json(one)


def _rate(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.add_argument("ratings", type=Path, metavar="RATINGS.csv")
    one.add_argument("--dry-run", action="store_true")
    takes_seat(one)
    takes_json(one)


def _rule(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("rule", metavar="RULE")
    one.add_argument("ruling", choices=("waived", "met", "not_met", "computed"))
    one.add_argument("--reason", required=True)
    takes_seat(one)


def _acting(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    takes_seat(one)


def _budget(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.add_argument("amount", type=kroner, metavar="KRONER")
    takes_seat(one)


COMMANDS: tuple[tuple[str, str, str, Said, Any], ...] = (
    ("demo", "app", "demo", say("make the illustrative case and open the app on it"), _demo),
    ("open", "app", "open_app", say("open the app on a case"), _open),
    ("serve", "app", "serve", say("open the app on a case in a browser, on this machine"), _serve),
    ("committees", "committees", "committees", say("list the committees that come along; show or check one"), _committees),
    ("form", "committees", "form", say("make the empty workbook that applicants or the secretariat fill in"), _form),
    ("schema", "committees", "schema", say("print the JSON Schema of a file format"), _schema),
    ("new", "batches", "new", say("make a case, with its batches"), _new),
    ("import", "batches", "import_", say("take batches into a case"), _import),
    ("drop", "intake", "drop", say("list the rows set aside, or drop one"), _drop),
    ("budget", "council", "budget", say("set the round's budget"), _budget),
    ("show", "reading", "show", say("show the case, or one application"), _show),
    ("check", "reading", "check", say("say which requirements are met, with reasons"), _reading_some),
    ("economics", "economics", "economics", say("recompute the cost-benefit beside the applicant's claim"), _economics),
    ("assume", "own_view", "assume", say("put the council's own assumptions in place of the applicant's, with a reason"), own_view.assume),
    ("grade", "own_view", "grade", say("grade a non-monetised effect for the council, with a reason"), own_view.grade),
    ("prices", "prices", "prices", say("say what adopting a solution costs, and when a grant is repaid"), _prices),
    ("npv", "npv", "npv", say("compute the net present value and all internal rates of one series"), _npv),
    ("rule", "council", "rule", say("waive or overrule a requirement, with a reason"), _rule),
    ("rate", "council", "rate", say("read a seat's ratings from a spreadsheet"), _rate),
    ("open-ratings", "council", "open_ratings", say("open the ratings, so that the seats see each other's"), _acting),
    ("exclude", "interventions", "exclude", say("leave a seat's rating out, with a reason"), order.exclude),
    ("ratings", "ratings", "ratings", say("show who gave what, who has not rated what, and where the members differ"), order.ratings),
    ("second-round", "interventions", "second_round", say("open the second round of ratings, after the discussion"), _acting),
    (
        "confirm",
        "interventions",
        "confirm",
        say("list or carry over a seat's ratings from before the rules or an application were changed"),
        order.confirm,
    ),
    ("amend", "interventions", "amend", say("change the committee's rules in a running case, with a reason"), order.amend),
    ("draw", "interventions", "draw", say("announce the seed by which lots are drawn between equals"), order.draw),
    ("rank", "ordering", "rank", say("put the applications in order, with ties, reasons and intervals"), order.rank),
    ("place", "interventions", "place", say("put an application on another place, with a reason"), order.place),
    ("fund", "funding", "fund", say("spend the budget down the list, or on the best set"), order.fund),
    ("recommend", "council", "recommend", say("record the council's recommendation"), order.recommend),
    ("recommend-line", "interventions", "recommend_line", say("recommend all above the budget line, as one act"), order.recommend_line),
    ("declare", "conflicts", "declare", say("declare a seat's interest in a case"), meetings.declare),
    ("agenda", "agenda", "agenda", say("show the agenda, or put the cases on it in an order"), meetings.agenda),
    ("meeting", "meeting", "meeting", say("hold a meeting: call it, note who comes, move, vote, decide, lock"), meetings.meeting),
    ("minute", "minutes", "minute", say("read the minutes of a meeting from a file"), meetings.minute),
    ("minutes", "minutes", "minutes", say("show the minutes of a meeting"), meetings.minutes),
    ("decide", "following", "decide", say("record what the recipient decided in a case"), meetings.decide),
    ("milestone", "following", "milestone", say("say when a step after the decision is due, or done"), meetings.milestone),
    ("reserve", "following", "reserve", say("list who is next in line for money that becomes free"), meetings.reserve),
    ("due", "following", "due", say("list what is due when"), meetings.due),
    ("decline", "interventions", "decline", say("record that an applicant takes no grant"), order.decline),
    ("phase", "exchange", "phase", say("tell or set the phase of the round: who sees what, and what may be done"), exchange.phase),
    ("identity", "identity", "identity", say("make or show this machine's key, and enrol a seat's"), exchange.identity),
    ("hand-in", "exchange", "hand_in", say("hand in a seat's ratings, so that they leave with its packets"), exchange.hand_in),
    ("pack", "exchange", "pack", say("write what a seat has done, or a seat's copy of the case, as one packet"), exchange.pack),
    ("merge", "merge", "merge", say("take packets into a case"), exchange.merge),
    ("status", "status", "status", say("tell where the exchange stands: handed in, to be sent, conflicts"), exchange.status),
    ("conflicts", "conflicts", "conflicts", say("show who takes part in which case, and what was set in two places"), meetings.conflicts),
    ("settle", "exchange", "settle", say("keep one of the values of a field that was set in two places"), exchange.settle),
    ("sync", "sync", "sync", say("exchange with a shared folder or with the council's server"), exchange.sync),
    ("undo", "council", "undo", say("take back the seat's last act"), _acting),
    ("export", "export", "export", say("write the proposal, or another paper of the case"), documents.export),
    ("log", "reading", "log", say("list every event, oldest first"), reads),
    ("template", "template", "template", say("make or try the secretariat's own Word template"), documents.template),
    ("archive", "archive", "archive", say("write a folder for the archive, with a manifest that can be checked"), documents.archive),
    ("verify", "archive", "verify", say("check a case, a document against its case, or a folder of the archive"), documents.verify),
)
"""Name, module, function, what it does, and its arguments; in the order of a round."""
