"""The arguments of the commands on meetings: before, in and after them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from reviewer.cli.arguments import kroner, reads, takes_case, takes_json, takes_seat, text
from reviewer.domain.meeting.acts import Milestone, MotionKind, Standing
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome

ORDERS = ("place", "line", "disagreement", "bands", "theme", "recusals", "attendance", "received")
_OUTCOMES = [one.value for one in Outcome]

Declare = Callable[[argparse.ArgumentParser], None]


def day(written: str) -> date:
    """Read a date: `2018-03-01` or `01.03.2018`."""
    try:
        if "." in written:
            days, months, years = (int(part) for part in written.split("."))
            return date(years, months, days)
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(text(say("{text} is not a date. Write it as 2018-03-01.", text=written))) from None


def _clock(written: str) -> str:
    """Return a clock time as the minutes have it; what is none is refused where it is used."""
    from reviewer.domain.meeting.times import clock

    return clock(written)


def conflicts(one: argparse.ArgumentParser) -> None:
    """Declare `conflicts`."""
    reads(one)
    one.add_argument("--suggest", action="store_true", help=text(say("also what the applications point to")))


def declare(one: argparse.ArgumentParser) -> None:
    """Declare `declare`."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("interest", choices=("none", "possible", "recused"))
    one.add_argument("--ground", default="", metavar="GROUND", help=text(say("the ground: its name in the rule set, or in words")))
    takes_seat(one)


def agenda(one: argparse.ArgumentParser) -> None:
    """Declare `agenda`."""
    reads(one)
    one.add_argument("ids", nargs="*", metavar="ID", help=text(say("only these applications; without it all that are not settled")))
    _of_meeting(one)
    one.add_argument("--order", choices=ORDERS, help=text(say("the order of the cases; without it the agenda is shown")))
    one.add_argument("--field", default="", metavar="FIELD", help=text(say("the committee's field that holds the theme")))
    one.add_argument("--first-number", type=int, metavar="N", help=text(say("number all cases again, from this number on")))
    one.add_argument("--minutes", type=int, metavar="N", help=text(say("minutes planned for each case that is discussed")))
    one.add_argument("--introducers", type=int, default=0, metavar="N", help=text(say("so many seats introduce each case, 0 to 3")))
    triage = text(say("what is securely below the line is discussed only if somebody asks"))
    one.add_argument("--triage", action="store_true", help=triage)
    one.add_argument("--dry-run", action="store_true", help=text(say("say what would change, and write nothing")))


def minute(one: argparse.ArgumentParser) -> None:
    """Declare `minute`."""
    takes_case(one)
    one.add_argument("minutes", type=Path, metavar="MINUTES.toml")
    one.add_argument("--dry-run", action="store_true", help=text(say("say what would change, and write nothing")))
    takes_seat(one)
    takes_json(one)


def minutes(one: argparse.ArgumentParser) -> None:
    """Declare `minutes`."""
    reads(one)
    _of_meeting(one)
    one.add_argument("--toml", action="store_true", help=text(say("as the file that reviewer minute reads")))


def decide(one: argparse.ArgumentParser) -> None:
    """Declare `decide`: what the recipient decided."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("--outcome", choices=_OUTCOMES, help=text(say("what was decided; without it as the council proposed")))
    one.add_argument("--amount", type=kroner, metavar="KRONER")
    one.add_argument("--condition", action="append", dest="conditions", metavar="TEXT")
    one.add_argument("--reason", default="", metavar="TEXT", help=text(say("why it differs from what the council proposed")))
    one.add_argument("--day", type=day, metavar="DATE", help=text(say("the day of the decision; without it today")))
    takes_seat(one)


def milestone(one: argparse.ArgumentParser) -> None:
    """Declare `milestone`: a step after the decision."""
    takes_case(one)
    one.add_argument("id", metavar="ID")
    one.add_argument("milestone", choices=[one.value for one in Milestone])
    one.add_argument("--due", type=day, metavar="DATE", help=text(say("the day on which it is due")))
    one.add_argument("--done", type=day, metavar="DATE", help=text(say("the day on which it was done")))
    one.add_argument("--not-done", action="store_true", help=text(say("take back that it was done; its due date stays")))
    one.add_argument("--amount", type=kroner, metavar="KRONER")
    one.add_argument("--note", default="", metavar="TEXT")
    takes_seat(one)


def reserve(one: argparse.ArgumentParser) -> None:
    """Declare `reserve`."""
    reads(one)
    one.add_argument(
        "--until", type=day, metavar="DATE", help=text(say("the last day on which the reserve list holds; it is written down"))
    )


def due(one: argparse.ArgumentParser) -> None:
    """Declare `due`."""
    reads(one)
    one.add_argument("--on", type=day, metavar="DATE", help=text(say("count from this day; without it today")))


def meeting(one: argparse.ArgumentParser) -> None:
    """Declare `meeting` where no step is named: it tells where the meetings stand."""
    reads(one)
    one.add_argument("what", nargs="?", choices=list(STEPS), help=text(say("what happens in the meeting; each has its own --help")))


def _step(one: argparse.ArgumentParser) -> None:
    takes_case(one)
    one.prog, _, step = one.prog.rpartition(" CASE ")
    one.add_argument("what", choices=(step,), metavar=step, help=text(say("what happens in the meeting")))
    takes_seat(one)
    _of_meeting(one)


def _of_meeting(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--meeting",
        default="",
        metavar="MEETING",
        help=text(say("which meeting; without it the one that is not locked, or for what follows the lock the last one that is")),
    )


def _in_case(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("id", metavar="ID")


def _call(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("--date", type=day, metavar="DATE")
    one.add_argument("--place", metavar="TEXT")
    one.add_argument("--starts", type=_clock, metavar="TIME", help=text(say("when it begins, as 10:00")))
    one.add_argument("--ends", type=_clock, metavar="TIME", help=text(say("when it ends, as 12:30")))
    one.add_argument("--kind", metavar="TEXT", help=text(say("ordinary, extraordinary, by video ...")))
    one.add_argument("--closed-on", metavar="TEXT", help=text(say("the legal ground, where the meeting is closed to the public")))
    one.add_argument("--note", metavar="TEXT")


def _attend(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("presence", choices=("present", "absent"))
    one.add_argument("seats", nargs="+", metavar="SEAT")
    one.add_argument("--at", type=_clock, default="", metavar="TIME", help=text(say("when, as 10:15")))
    one.add_argument("--deputy", default="", metavar="NAME", help=text(say("who sits there for the seat")))


def _expect(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("seats", nargs="+", metavar="SEAT")
    one.add_argument(
        "--from", dest="arrives", type=_clock, default="", metavar="TIME", help=text(say("from when, as 10:15; else from the start"))
    )
    one.add_argument(
        "--until", dest="leaves", type=_clock, default="", metavar="TIME", help=text(say("until when, as 11:30; else until the end"))
    )
    one.add_argument("--not", dest="absent", action="store_true", help=text(say("it does not come")))


def _matter(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("number", metavar="NUMBER", help=text(say("its number, as 13/18")))
    one.add_argument("title", nargs="?", default="", metavar="TITLE")
    one.add_argument("--position", type=int, metavar="N", help=text(say("its place on the agenda; without it the last")))
    one.add_argument("--decision", default="", metavar="TEXT")
    one.add_argument("--off", action="store_true", help=text(say("take it off the agenda")))


def _off(one: argparse.ArgumentParser) -> None:
    _in_case(one)


def _triage(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("triage", choices=("discussed", "unless_asked"))


def _recusal(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("concerned", metavar="SEAT")
    one.add_argument("standing", choices=[one.value for one in Standing])
    one.add_argument("--ground", default="", metavar="GROUND", help=text(say("the ground: its name in the rule set, or in words")))
    one.add_argument("--reason", default="", metavar="TEXT")
    one.add_argument("--by", action="append", metavar="SEAT", help=text(say("who decided; without it all who may")))


def _chair(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("chair", nargs="?", default="", metavar="SEAT", help=text(say("who leads; without it the chair leads again")))
    one.add_argument("--reason", required=True, metavar="TEXT")


def _move(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("--outcome", choices=_OUTCOMES)
    one.add_argument("--amount", type=kroner, metavar="KRONER")
    one.add_argument("--condition", action="append", dest="conditions", default=[], metavar="TEXT")
    one.add_argument("--text", default="", metavar="TEXT")
    one.add_argument("--by", default="", metavar="SEAT", help=text(say("who makes the motion; without it who leads")))
    one.add_argument("--kind", choices=[one.value for one in MotionKind], default="main")
    one.add_argument("--amends", default="", metavar="N", help=text(say("the number of the motion that it would change")))
    one.add_argument("--motion", default="", metavar="N", help=text(say("its number; without it the next one")))


def _vote(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("--motion", default="1", metavar="N")
    one.add_argument("--unanimous", action="store_true")
    one.add_argument("--for", dest="ayes", default="", metavar="N|SEAT,SEAT", help=text(say("how many, or which seats")))
    one.add_argument("--against", dest="noes", default="", metavar="N|SEAT,SEAT")
    one.add_argument("--abstained", default="", metavar="N|SEAT,SEAT")
    told = text(say("how the leader voted, where only numbers are known"))
    one.add_argument("--chair-voted", choices=("for", "against"), default="", help=told)
    one.add_argument("--against-motion", default="", metavar="N", help=text(say("the motion that it is set against")))
    again = text(say("why a motion is voted on again; both votes stand in the minutes"))
    one.add_argument("--reason", default="", metavar="TEXT", help=again)


def _decided(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("--motion", default="1", metavar="N", help=text(say("the motion that was carried")))
    one.add_argument("--reasons", default="", metavar="TEXT")
    told = text(say("a standard sentence of the committee, by its code: a condition or a reason"))
    one.add_argument("--phrase", action="append", dest="phrases", default=[], metavar="CODE", help=told)
    one.add_argument("--majority", default="", metavar="TEXT")
    one.add_argument("--minority", default="", metavar="TEXT")
    why = text(say("why the decision departs from the order, where it does"))
    one.add_argument("--departure", default="", metavar="TEXT", help=why)
    one.add_argument("--postponed-to", default="", metavar="TEXT")
    one.add_argument("--deadline", type=day, metavar="DATE", help=text(say("when what the conditions ask for is due")))


def _dissent(one: argparse.ArgumentParser) -> None:
    _in_case(one)
    one.add_argument("speaker", metavar="SEAT")
    one.add_argument("words", metavar="TEXT")


def _remark(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("speaker", metavar="SEAT")
    one.add_argument("words", metavar="TEXT")
    one.add_argument("--id", default="", metavar="ID", help=text(say("the application that it is about")))


def _overrun(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("up_to", type=kroner, metavar="KRONER")
    one.add_argument("--reason", required=True, metavar="TEXT")
    one.add_argument("--unanimous", action="store_true")
    one.add_argument("--for", dest="ayes", type=int, default=0, metavar="N")
    one.add_argument("--against", dest="noes", type=int, default=0, metavar="N")
    told = text(say("how the leader voted: it parts equal votes"))
    one.add_argument("--chair-voted", choices=("for", "against"), default="", help=told)
    one.add_argument("--chair", default="", metavar="SEAT", help=text(say("who leads; without it the chair, or the first in the room")))


def _lock(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("--by", default="", metavar="SEAT", help=text(say("who led the review; without it who acts")))
    one.add_argument("--anyway", action="store_true", help=text(say("lock although something is missing")))
    takes_json(one)


def _correct(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("words", metavar="TEXT")
    one.add_argument("--reason", required=True, metavar="TEXT")
    one.add_argument("--id", default="", metavar="ID", help=text(say("the application that it is about")))


def _confirm(one: argparse.ArgumentParser) -> None:
    _step(one)
    one.add_argument("ids", nargs="*", metavar="ID", help=text(say("only these applications")))


STEPS: dict[str, tuple[str, str, Said, Declare]] = {
    "call": ("meeting", "call_meeting", say("call a meeting, or change what is known of it"), _call),
    "matter": ("meeting", "matter", say("put a matter that is not an application on the agenda, or write what came of it"), _matter),
    "off": ("meeting", "off", say("take a case off the agenda"), _off),
    "triage": ("meeting", "triage", say("say whether a case is discussed, or only if somebody asks"), _triage),
    "ask": ("meeting", "ask", say("ask that a case be discussed"), _in_case),
    "expect": ("meeting", "expect", say("write down when a seat can be in the meeting"), _expect),
    "attend": ("sitting", "attend", say("note who came and who left"), _attend),
    "recusal": ("sitting", "recusal", say("write down the council's decision on whether a seat takes part"), _recusal),
    "chair": ("sitting", "chair", say("set an acting chair for a case, or take that away again"), _chair),
    "open": ("sitting", "open_case", say("take a case up"), _in_case),
    "wait": ("sitting", "wait", say("put a case back on the agenda"), _in_case),
    "close": ("sitting", "close_case", say("conclude a case"), _in_case),
    "move": ("sitting", "move", say("make a motion in a case, or withdraw it"), _move),
    "vote": ("sitting", "vote", say("write down a vote"), _vote),
    "decide": ("sitting", "decide_case", say("decide a case by the motion that was carried"), _decided),
    "dissent": ("sitting", "dissent", say("write down a seat's dissent"), _dissent),
    "remark": ("sitting", "remark", say("write down a remark for the minutes"), _remark),
    "overrun": ("sitting", "overrun", say("decide that grants may exceed the budget"), _overrun),
    "lock": ("locking", "lock", say("lock the minutes"), _lock),
    "correct": ("locking", "correct", say("correct locked minutes"), _correct),
    "approve": ("locking", "approve", say("approve locked minutes, as the seat that acts"), _step),
    "confirm": ("locking", "confirm_interests", say("confirm the seat's declarations after the meeting"), _confirm),
}
"""Each step of a meeting: the module and function that does it, what it is, and its arguments; in the order of a meeting."""


def step_asked(arguments: Sequence[str]) -> str:
    """Return the step that a call `meeting CASE STEP ...` names, or empty."""
    plain = [one for one in arguments[1:] if not one.startswith("-")]
    return plain[1] if len(plain) > 1 and plain[1] in STEPS else ""
