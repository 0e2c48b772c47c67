"""What the council does to the computed order from the ranking: move by hand, announce a draw, record that a grant is declined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reviewer.domain.assessment import Judged
from reviewer.domain.committee import SeatRole
from reviewer.domain.draw import announced
from reviewer.domain.events import BudgetSet, Happening
from reviewer.domain.interventions import GrantDeclined, PlaceMoved, RatingExcluded, RatingStanding
from reviewer.domain.ranking import Place
from reviewer.domain.ranking.reach import out_of_reach, reach
from reviewer.domain.said import Kroner, Said, say
from reviewer.tui.forms.ask import AskForm, Choice, Question
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask

RECORDS = frozenset({SeatRole.CHAIR, SeatRole.SECRETARIAT})
REASON = say("Reason (required; it is kept and printed)")
WRITE_WHY = say("Write the reason: it is kept and printed.")


def is_seat(screen: CaseScreen[Any], roles: frozenset[SeatRole]) -> bool:
    """Whether the seat at this screen has one of the roles."""
    return any(seat.id == screen.session.seat and seat.role in roles for seat in screen.session.info.seats)


def move_place(screen: CaseScreen[Any], place: Place, judged: Judged, places: Sequence[Place]) -> None:
    """Ask for the place and the reason, and put the application there."""
    if not is_seat(screen, RECORDS):
        screen.warn(say("Only the chair and the secretariat do this."))
        return
    title = judged.dossier.application.title

    def answered(text: str | None) -> None:
        if text is not None:
            to = int(text) if text.strip() else None
            lead = say("To place {number}.", number=to) if to is not None else say("Back to the computed order.")
            question = Question(title=say("Move {title}", title=title), lead=lead, label=REASON)
            screen.app.push_screen(AskForm(question, lambda _, why: _act(screen, PlaceMoved(application=place.id, to=to, reason=why), why)))

    possible = reach(places, place.id)
    note = say("Write a place from 1 on. Leave it empty to follow the computed order again.")
    if possible:
        note = say("From {first} to {last}. Leave it empty to follow the computed order again.", first=possible[0], last=possible[-1])
    shown = str(place.move.to) if place.move else ""

    def wrong(text: str) -> Said | None:
        return _place_wrong(text) or (out_of_reach(places, place.id, int(text)) if text.strip() else None)

    screen.app.push_screen(Ask(say("To which place does the council move {title}?", title=title), shown, note, wrong), answered)


def _place_wrong(text: str) -> Said | None:
    if text.strip() and not (text.strip().isascii() and text.strip().isdecimal() and int(text) > 0):
        return say("Write a place from 1 on.")
    return None


def announce_draw(screen: CaseScreen[Any], seed: str | None) -> None:
    """Ask for the seed of the draw, and announce it; `seed` is the one that is announced already."""
    if not is_seat(screen, RECORDS):
        screen.warn(say("Only the chair and the secretariat do this."))
        return

    def answered(text: str | None) -> None:
        if text is not None and text.strip() != (seed or ""):
            screen.act([announced(text)])

    note = say("Any text that nobody can choose by its outcome, such as the numbers of a lottery to come. It stands: it cannot be undone.")
    wrong = say("Write the seed of the draw: any text, told before lots are drawn.")
    question = say("By which seed are lots drawn between equals?")
    screen.app.push_screen(Ask(question, seed or "", note, lambda text: None if text.strip() else wrong), answered)


def decline(screen: CaseScreen[Any], judged: Judged) -> None:
    """Ask why the applicant takes no grant, and record it."""
    if not is_seat(screen, frozenset({SeatRole.SECRETARIAT})):
        screen.warn(say("Only the secretariat does this."))
        return
    application = judged.dossier.application
    title = say("{title}: the applicant takes no grant", title=application.title)
    lead = say("The next in line then gets the money by the order.")
    question = Question(title=title, lead=lead, label=REASON)
    screen.app.push_screen(AskForm(question, lambda _, why: _act(screen, GrantDeclined(application=application.id, reason=why), why)))


def exclude(screen: CaseScreen[Any], judged: Judged) -> None:
    """Ask whose rating does not count (or counts again) and why, and record it."""
    if not is_seat(screen, RECORDS):
        screen.warn(say("Only the chair and the secretariat do this."))
        return
    dossier = judged.dossier
    excluded = {seat for seat, _ in dossier.excluded}
    seats = [seat for seat in screen.session.info.seats if any(rater == seat.id for rater, _ in dossier.ratings)]
    if not seats:
        screen.tell(say("Nobody has rated this application."))
        return
    choices = tuple(Choice(seat.id, say("{seat}: counts again", seat=seat.name) if seat.id in excluded else seat.name) for seat in seats)
    title = say("Whose rating of {title} does not count?", title=dossier.application.title)
    question = Question(title=title, choices=choices, label=REASON)

    def save(rater: str, why: str) -> Said | None:
        standing = RatingStanding.COUNTED if rater in excluded else RatingStanding.EXCLUDED
        names = sorted(criterion for seat, criterion in dossier.excluded if seat == rater) or [""]
        bodies = [
            RatingExcluded(application=dossier.id, rater=rater, criterion=name, reason=why.strip(), standing=standing) for name in names
        ]
        return WRITE_WHY if not why.strip() else screen.attempt(bodies)

    screen.app.push_screen(AskForm(question, save))


def set_frame(screen: CaseScreen[Any], tried: int, then: Callable[[], None] = lambda: None) -> None:
    """Ask, and set the round's frame to the one that is tried; `then` is called before the case is painted anew."""
    before = screen.session.info.budget
    if not is_seat(screen, frozenset({SeatRole.SECRETARIAT})):
        screen.warn(say("Only the secretariat sets the budget."))
        return
    if tried == before:
        screen.tell(say("Try a budget first: press b."))
        return
    title = say("Set the budget of the round to {amount}?", amount=Kroner(tried))
    now = None if before is None else Kroner(before)
    was = say("It is {amount} now. The ranking and the proposal follow the new one.", amount=now)

    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes:
            then()
            screen.act([BudgetSet(amount=tried)])

    screen.app.push_screen(ConfirmForm(title, was, say("Enter sets it. Esc leaves it as it is.")), answered)


def _act(screen: CaseScreen[Any], body: Happening, why: str) -> Said | None:
    return screen.attempt([body]) if why.strip() else WRITE_WHY
