"""Declare whether a seat has an interest in an application; one that is recused does not see it any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App

from reviewer.domain.committee import Committee
from reviewer.domain.events import Happening, Interest, InterestDeclared
from reviewer.domain.meeting.interests import ground_words, with_ground
from reviewer.domain.meeting.rulebook import grounds
from reviewer.domain.said import Said, say
from reviewer.language.speech import Speech
from reviewer.tui.forms import ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.subject import Subject

STANDINGS: dict[Interest, Said] = {
    Interest.NONE: say("impartial"),
    Interest.POSSIBLE: say("asks whether it is impartial"),
    Interest.RECUSED: say("recused"),
}


def standing_words(declared: InterestDeclared, committee: Committee) -> Said:
    """Return what was declared, with the ground where there is one."""
    return with_ground(STANDINGS[declared.interest], ground_words(committee, declared.ground))


def kept_ground(speech: Speech, committee: Committee, text: str) -> str:
    """Return the ground as it is kept: by its code, with what was written of it, where the text names it in the reader's words."""
    written = text.strip()
    for ground in grounds(committee):
        words = speech.text(ground_words(committee, ground.id))
        if written.casefold().startswith(words.casefold()):
            return with_more(ground.id, written[len(words) :].lstrip(".: "))
    return written


def with_more(code: str, more: str) -> str:
    """Return the ground as it is kept where something more is written of it."""
    return f"{code}: {more.strip()}" if more.strip() else code


def declare_interest(app: App[Any], speech: Speech, subject: Subject, attempt: Callable[[Sequence[Happening]], Said | None]) -> None:
    """Ask which seat where this one may record for others, and then for the declaration."""

    def asked(seat: str | None) -> None:
        if seat is not None:
            app.push_screen(interest_form(speech, subject, seat, attempt))

    if not subject.records:
        asked(subject.seat.id)
        return
    seats = [(seat.id, seat.name) for seat in subject.committee.seats]
    app.push_screen(Choice(say("Whose interest is declared?"), seats, subject.seat.id), asked)


def interest_form(speech: Speech, subject: Subject, seat: str, attempt: Callable[[Sequence[Happening]], Said | None]) -> ask.AskForm:
    """Return the form for this seat's declaration."""
    present = subject.dossier.interests.get(seat)
    question = ask.Question(
        title=say("{seat} and {application}", seat=subject.seat_name(seat), application=subject.dossier.application.title),
        lead=say("A recused seat takes no part in the application and does not see it any more. The secretariat still does."),
        choices=(
            ask.Choice(Interest.RECUSED, say("Recused")),
            ask.Choice(Interest.POSSIBLE, say("Asks whether it is impartial: the council decides")),
            ask.Choice(Interest.NONE, say("Impartial")),
        ),
        label=say("Ground, for example the rule and the connection"),
        chosen=present.interest if present else "",
        text=speech.text(ground_words(subject.committee, present.ground)) if present else "",
    )

    def save(choice: str, text: str) -> Said | None:
        interest = Interest(choice)
        if interest is not Interest.NONE and not text.strip():
            return say("Write the ground.")
        ground = kept_ground(speech, subject.committee, text)
        return attempt([InterestDeclared(application=subject.dossier.id, declarer=seat, interest=interest, ground=ground)])

    return ask.AskForm(question, save)
