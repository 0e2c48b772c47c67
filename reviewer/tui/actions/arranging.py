"""The agenda from the keyboard: an order for all cases, their numbers, who introduces, and what needs no discussion.

The order may need every place, so it is found in a thread; what is written is one act.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reviewer.domain.assessment import Assessment
from reviewer.domain.meeting.acts import MOST_INTRODUCERS
from reviewer.domain.meeting.agenda import ORDERS, Order, Plan, case_number, introducers, next_number, order_refused, triage_refused
from reviewer.domain.meeting.arranging import Arrangement, arranged, as_placed, numbers_given, triaged, unsettled
from reviewer.domain.meeting.sitting import Meeting, meetings
from reviewer.domain.meeting.timetable import timetable
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice

MINUTES = 10
"""Minutes that a case is first planned with."""


def choose_order(screen: CaseScreen[Any], met: Meeting) -> None:
    """Ask for one of the orders, and put the cases in it; what is not on the agenda yet and not settled comes on."""

    def chosen(order: str | None) -> None:
        if order is not None:
            assess_beside(screen, screen.session, lambda found: _put_in_order(screen, found, met.id, Order(order)))

    note = say("Applications that wait come onto the agenda. Numbers that are given stay as they are.")
    screen.app.push_screen(Choice(say("In which order?"), [(one.value, words) for one, words in ORDERS.items()], note=note), chosen)


def _put_in_order(screen: CaseScreen[Any], assessment: Assessment, meeting: str, order: Order) -> None:
    met = _now(assessment, meeting)
    if met is None:
        return
    plan = Plan(meeting=met.id, year=met.called.date.year, order=order, minutes=None if met.items else MINUTES)
    if why := order_refused(assessment, plan):
        screen.warn(why)
        return
    reserved = numbers_given(screen.session.casefile().case())
    found = arranged(assessment, met, unsettled(assessment.case, met), plan, reserved)
    if found.told:
        _confirm_told(screen, assessment, found)
    else:
        screen.act(found.bodies)


def _confirm_told(screen: CaseScreen[Any], assessment: Assessment, found: Arrangement) -> None:
    """Say first who could read from the order how the case stands that it is recused from."""
    names = Listed(tuple(seat.name for seat in assessment.case.committee.seats if seat.id in found.told))
    title = say("The order follows the ratings")
    what = say("The order follows the ratings. Its gaps tell these how the cases stand that they are recused from: {seats}.", seats=names)

    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes:
            screen.act(found.bodies)

    screen.app.push_screen(ConfirmForm(title, what, say("Enter does it. Esc leaves it as it is.")), answered)


def number_anew(screen: CaseScreen[Any], met: Meeting) -> None:
    """Ask for the first number, and number all cases anew in their order."""
    year = met.called.date.year
    case = screen.session.casefile().case()
    own = {item.number for item in met.items}
    others = [number for number in numbers_given(case) if number not in own]

    def wrong(text: str) -> Said | None:
        number = text.strip()
        if not (number.isascii() and number.isdecimal() and int(number) > 0):
            return say("Write a whole number from 1 on.")
        given = {case_number(int(number) + at, year) for at in range(len(met.items))}
        taken = sorted(given & set(others))
        return say("{number} is given to another case already.", number=taken[0]) if taken else None

    def answered(text: str | None) -> None:
        if text is not None:
            first = int(text)
            screen.act([replace(as_placed(met, item), number=case_number(first + at, year)) for at, item in enumerate(met.items)])

    note = say("The number of the first case; the others follow, as in 14/18, 15/18.")
    screen.app.push_screen(Ask(say("From which number?"), str(next_number(others, year)), note, wrong), answered)


def distribute(screen: CaseScreen[Any], met: Meeting) -> None:
    """Ask how many introduce each case, and share that out evenly over the seats that are free to."""
    counts = [(str(count), say_number("{number} seat a case", "{number} seats a case", count)) for count in range(1, MOST_INTRODUCERS + 1)]

    def chosen(count: str | None) -> None:
        if count is not None:
            assess_beside(screen, screen.session, lambda found: _share_out(screen, found, met.id, int(count)))

    note = say("Those who are recused or in doubt introduce nothing. What you have set by hand is set again.")
    screen.app.push_screen(Choice(say("How many introduce each case?"), counts, note=note), chosen)


def _share_out(screen: CaseScreen[Any], assessment: Assessment, meeting: str, count: int) -> None:
    met = _now(assessment, meeting)
    if met is None:
        return
    left = [item.application for item in met.items if item.decided is None]
    away = {slot.application: slot.away for slot in timetable(assessment.case, met)}
    found = introducers(assessment, left, count, away)
    bodies = [replace(as_placed(met, item), introducers=found[item.application]) for item in met.items if item.application in found]
    if bodies:
        screen.act(bodies)


def suggest_triage(screen: CaseScreen[Any], met: Meeting) -> None:
    """Triage by the ratings: what nearly any of the members leaves below the line is not discussed unless someone asks."""

    def assessed(assessment: Assessment) -> None:
        if why := triage_refused(assessment):
            screen.warn(why)
            return
        now = _now(assessment, met.id)
        keys = [item.application for item in now.items if item.decided is None] if now else []
        bodies = triaged(assessment, now, keys) if now else ()
        if not bodies:
            screen.tell(say("By the ratings, the agenda is triaged already."))
        elif screen.act(bodies):
            screen.tell(say_number("{number} case is triaged again.", "{number} cases are triaged again.", len(bodies)))

    assess_beside(screen, screen.session, assessed)


def _now(assessment: Assessment, meeting: str) -> Meeting | None:
    return next((one for one in meetings(assessment.case) if one.id == meeting), None)
