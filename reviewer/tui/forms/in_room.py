"""What else is said and set while a case is before the meeting: who leads, dissents, remarks, withdrawals, and the frame exceeded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reviewer.domain.committee import SeatRole
from reviewer.domain.events import Dissented
from reviewer.domain.meeting.acts import ActingChairSet, MotionKind, OverrunDecided, RemarkEntered
from reviewer.domain.meeting.asking import seat_name
from reviewer.domain.meeting.paper.on_paper import leads_overrun
from reviewer.domain.meeting.progress import unvoted
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.meeting.voting import tallied_overrun
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.forms.ask import AskForm, Choice, Question
from reviewer.tui.forms.fields import Field, FieldsForm
from reviewer.tui.forms.vote import CHAIR_VOTED, with_equal_votes
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice as ChoiceScreen
from reviewer.tui.typed.days import clock_in, clock_wrong
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong
from reviewer.tui.wording.motions import motion_words

if TYPE_CHECKING:
    from reviewer.tui.drawing.presenting_sheet import Sitting
    from reviewer.tui.screen import CaseScreen

CHAIR_AGAIN = ""
Save = Callable[[str, str], Said | None]
"""Writes what a seat says; returns why that is refused, or None."""


def ask_acting_chair(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask who leads the case, and why; where an acting chair is set, the chair can lead again."""
    there = quorum(one.case, one.met.id, one.item.application).taking_part
    able = [Choice(seat, seat_name(one.case, seat)) for seat in there if seat != one.item.chair]
    again = [Choice(CHAIR_AGAIN, say("The chair leads again"))] if one.item.acting else []
    if not able and not again:
        screen.warn(say("Nobody else in the room can lead the case."))
        return
    question = Question(
        title=say("Who leads case {number}?", number=one.item.number),
        lead=say("{seat} leads now.", seat=seat_name(one.case, one.item.chair)) if one.item.chair else say("Nobody leads now."),
        choices=(*again, *able),
        label=say("Reason (required; it is kept and printed)"),
        text=screen.text(_why(one)),
        about=f"leads/{one.met.id}/{one.item.application}",
    )

    def save(seat: str, reason: str) -> Said | None:
        return screen.attempt([ActingChairSet(application=one.item.application, chair=seat, reason=reason.strip())])

    screen.app.push_screen(AskForm(question, save))


def ask_beginning(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask when the meeting began, where that is not when it was called for."""

    def answered(text: str | None) -> None:
        if text is not None:
            screen.act([replace(one.met.called, starts=clock_in(text) or "")])

    note = say("As 10:15. Those who had come by then were there from the beginning.")
    screen.app.push_screen(Ask(say("When did the meeting begin?"), one.met.called.starts, note, clock_wrong), answered)


def _why(one: Sitting) -> Said | str:
    chairs = {seat.id for seat in one.case.committee.seats if seat.role is SeatRole.CHAIR}
    return say("The chair is recused.") if chairs & set(one.item.recused) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is asked for: of which seats (with their names), under which label, what is entered already, by seat, and what it is about."""

    title: Said
    label: Said
    seats: Mapping[str, str]
    entered: Mapping[str, str]
    about: str


def _speaking(screen: CaseScreen[Any], asked: Words, save: Save) -> None:
    """Ask which of the seats speaks, then for its words; empty words take back what was entered."""

    def chosen(seat: str | None) -> None:
        if seat is None:
            return
        question = Question(
            title=say("{seat}: {text}", seat=asked.seats[seat], text=asked.title),
            lead=say("In the seat's own words, as the minutes print them. Empty takes them back."),
            label=asked.label,
            text=asked.entered.get(seat, ""),
            about=f"{asked.about}/{seat}",
        )

        def written(_: str, text: str) -> Said | None:
            if not text.strip() and seat not in asked.entered:
                return say("Write the words, or close with Esc.")
            return save(seat, text.strip())

        screen.app.push_screen(AskForm(question, written))

    words = [(seat, say("{seat}: is entered", seat=name) if seat in asked.entered else name) for seat, name in asked.seats.items()]
    screen.app.push_screen(ChoiceScreen(asked.title, words), chosen)


def _taking_part(one: Sitting) -> dict[str, str]:
    there = quorum(one.case, one.met.id, one.item.application).taking_part
    return {seat: seat_name(one.case, seat) for seat in there}


def ask_dissent(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask which seat dissents, and for its words."""

    def save(seat: str, text: str) -> Said | None:
        return screen.attempt([Dissented(application=one.item.application, dissenter=seat, text=text)])

    title = say("Dissent in case {number}", number=one.item.number)
    about = f"dissent/{one.met.id}/{one.item.application}"
    _speaking(screen, Words(title=title, label=say("The dissent"), seats=_taking_part(one), entered=one.item.dissents, about=about), save)


def ask_remark(screen: CaseScreen[Any], one: Sitting, application: str) -> None:
    """Ask whose remark is entered in the minutes, and for its words: on this case, or without an application on the meeting."""

    def save(seat: str, text: str) -> Said | None:
        return screen.attempt([RemarkEntered(meeting=one.met.id, remarker=seat, text=text, application=application)])

    title = say("Remark on case {number}", number=one.item.number) if application else say("Remark on the meeting")
    seats = _taking_part(one) if application else {seat.id: seat.name for seat in one.case.committee.rating_seats()}
    entered = {remark.remarker: remark.text for remark in (one.item.remarks if application else one.met.remarks)}
    about = f"remark/{one.met.id}/{application}"
    _speaking(screen, Words(title=title, label=say("The remark"), seats=seats, entered=entered, about=about), save)


def ask_withdrawal(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask which motion is withdrawn; one that has been put to the vote is not."""
    left = {motion.motion: motion for motion in unvoted(one.item)}
    if not left:
        screen.tell(say("There is no motion that could be withdrawn."))
        return
    words = [(number, say("motion {number}: {what}", number=number, what=motion_words(motion))) for number, motion in left.items()]

    def chosen(number: str | None) -> None:
        if number is not None:
            screen.act([replace(left[number], kind=MotionKind.WITHDRAWN)])

    screen.app.push_screen(ChoiceScreen(say("Which motion is withdrawn?"), words), chosen)


def ask_overrun(screen: CaseScreen[Any], one: Sitting) -> None:
    """Ask up to what the frame may be exceeded, how the votes fell, and why."""
    there = quorum(one.case, one.met.id).taking_part

    def save(given: Mapping[str, str]) -> Said | None:
        amount, counts = kroner_in(given["up_to"]), [given[name] or "0" for name in ("for", "against")]
        if amount is None:
            return kroner_wrong(given["up_to"])
        if not all(text.isascii() and text.isdecimal() for text in counts):
            return say("Write the votes as numbers.")
        body = OverrunDecided(
            meeting=one.met.id,
            up_to=amount,
            reason=given["reason"],
            taking_part=there,
            chair=given.get("leads") or leads_overrun(one.case.committee, there),
            for_count=int(counts[0]),
            against_count=int(counts[1]),
            chair_voted=given["chair"],
        )
        why = screen.attempt([body])
        if why is None:
            screen.tell(tallied_overrun(body, one.case.committee).said)
        return why

    title = say("May the budget be exceeded?")
    what = say("A decision of the council by itself. It stands in the minutes.")
    lead = say("{first} {second}", first=what, second=with_equal_votes(one.case.committee, len(there)))
    screen.app.push_screen(FieldsForm(title, lead, _overrun_fields(one, there), save, f"overrun/{one.met.id}"))


def _overrun_fields(one: Sitting, there: tuple[str, ...]) -> tuple[Field, ...]:
    """Return what is asked: the amount, the votes, who leads where the chair is away, how that seat voted, and why."""
    before, leads = one.case.overrun, leads_overrun(one.case.committee, there)
    led = one.case.committee.seat(leads)
    away = led is None or led.role is not SeatRole.CHAIR
    names = tuple((seat, seat_name(one.case, seat)) for seat in there)
    voted = say("The leader voted") if away else say("The chair voted")
    return (
        Field(id="up_to", label=say("Grants in all up to, in kroner"), value=str(before.up_to) if before else ""),
        Field(id="for", label=say("For"), value=str(len(there))),
        Field(id="against", label=say("Against"), value="0"),
        *((Field(id="leads", label=say("Leads"), choices=names, value=leads),) if away and names else ()),
        Field(id="chair", label=voted, choices=tuple(CHAIR_VOTED.items())),
        Field(id="reason", label=say("Reason"), value=before.reason if before else "", lines=3),
    )
