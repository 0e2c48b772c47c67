"""Declare an interest with its ground by name, and write down what the council decides of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.domain.case import Case
from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.domain.exclusion import counting_again
from reviewer.domain.meeting.acts import RecusalDecided, Standing
from reviewer.domain.meeting.asking import seat_name, seat_names
from reviewer.domain.meeting.interests import ground_parts, ground_words
from reviewer.domain.meeting.recusals import in_question, who_decides
from reviewer.domain.meeting.rulebook import grounds
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.said import Said, say
from reviewer.tui.forms.ask import AskForm, Choice, Question
from reviewer.tui.forms.fields import Field, FieldsForm
from reviewer.tui.forms.interest import kept_ground, with_more
from reviewer.tui.rows.interests import InterestRow
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.choice import Choice as ChoiceScreen

OTHER = "other"
STANDINGS: Mapping[Standing, Said] = {
    Standing.RECUSED: say("is recused and leaves"),
    Standing.TAKES_PART: say("takes part"),
    Standing.OPEN: say("is not decided"),
}


def first(lead: Said, *more: Said) -> Said:
    """Return the sentence with those that come after it."""
    for said in more:
        lead = say("{first} {then}", first=lead, then=said)
    return lead


def named_grounds(committee: Committee) -> list[tuple[str, Said]]:
    """Return the grounds that a seat can name, each by its code and with its paragraph."""
    return [(one.id, say("{name} ({paragraph})", name=one.name, paragraph=one.paragraph)) for one in grounds(committee)]


def declare_ground(screen: CaseScreen[Any], case: Case, row: InterestRow, seat: str, interest: Interest) -> None:
    """Ask on which ground the seat is recused, or in doubt, and declare it."""
    known = named_grounds(case.committee)
    stated = row.dossier.interests.get(seat)
    declared = stated if stated and stated.interest is interest else None
    code, more = ground_parts(case.committee, kept_ground(screen.speech, case.committee, declared.ground) if declared else "")
    hinted = next((hint.ground.id for hint in row.hints.get(seat, ())), next((one for one, _ in known), OTHER))
    title = say("Recused from {application}", application=row.dossier.application.title)
    if interest is Interest.POSSIBLE:
        title = say("In doubt about {application}", application=row.dossier.application.title)
    lead = say("{seat} sees the application no more. The secretariat still does.", seat=seat_name(case, seat))
    if interest is Interest.POSSIBLE:
        lead = say("The council decides it, without {seat}.", seat=seat_name(case, seat))
    question = Question(
        title=title,
        lead=lead if interest is Interest.POSSIBLE else first(lead, *counting_again(case, row.id, seat)),
        choices=tuple(Choice(one, words) for one, words in known),
        chosen=code or hinted,
        label=say("More on it, if you like: what the connection is"),
        text=more,
    )

    def save(chosen: str, more: str) -> Said | None:
        ground = with_more(chosen, more)
        return screen.attempt([InterestDeclared(application=row.id, declarer=seat, interest=interest, ground=ground)])

    screen.app.push_screen(AskForm(question, save))


def decide_interest(screen: CaseScreen[Any], case: Case, application: str) -> None:
    """Ask whose interest the council has decided, and write the decision down."""
    dossier = case.dossiers[application]
    asked = in_question(dossier)
    seats = [seat for seat in case.committee.seats if seat.role in {SeatRole.CHAIR, SeatRole.MEMBER}]
    first = [seat for seat in seats if seat.id in asked]
    rest = [seat for seat in seats if seat.id not in asked]
    doubtful: list[tuple[str, Said | str]] = [(seat.id, say("{seat}: in doubt", seat=seat.name)) for seat in first]
    choices = [*doubtful, *((seat.id, seat.name) for seat in rest)]

    def chosen(seat: str | None) -> None:
        if seat is not None:
            screen.app.push_screen(_decision_form(screen, case, application, seat))

    screen.app.push_screen(ChoiceScreen(say("Whose interest has the council decided?"), choices), chosen)


def _decision_form(screen: CaseScreen[Any], case: Case, application: str, seat: str) -> FieldsForm:
    dossier = case.dossiers[application]
    sitting = next((one.id for one in meetings(case) if one.locked is None and one.item(application) and one.attendance), "")
    able = who_decides(case, application, seat, sitting)
    declared = dossier.interests.get(seat)
    before = dossier.standings.get(seat)
    told = ground_words(case.committee, declared.ground) if declared else ""
    stated = [(OTHER, say("as declared: {ground}", ground=told))] if told else []
    asked = (
        Field(
            id="standing",
            label=say("The council decides that it"),
            value=before.standing if before else "",
            choices=tuple((one.value, words) for one, words in STANDINGS.items()),
        ),
        Field(id="ground", label=say("Ground"), choices=[*stated, *named_grounds(case.committee)]),
        Field(id="reason", label=say("Reason"), value=before.reason if before else "", lines=3),
    )

    def save(given: Mapping[str, str]) -> Said | None:
        ground = declared.ground if declared and given["ground"] == OTHER else given["ground"]
        body = RecusalDecided(
            application=application,
            concerned=seat,
            standing=Standing(given["standing"]),
            ground=ground,
            reason=given["reason"],
            decided_by=able,
        )
        return screen.attempt([body])

    title = say("{seat} in {application}", seat=seat_name(case, seat), application=dossier.application.title)
    lead = first(say("These decide: {seats}.", seats=seat_names(case, able)), *counting_again(case, application, seat))
    return FieldsForm(title, lead, asked, save)
