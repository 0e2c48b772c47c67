"""Rådets innstilling: what the computed order gives beside what the council recommends, and who disagrees."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from reviewer.domain.events import Dissented, Outcome
from reviewer.domain.proposal.words import place_mark
from reviewer.domain.recommendation import departure
from reviewer.domain.said import Kroner, Said, say
from reviewer.tui.commands import Command, Doer
from reviewer.tui.computed import Computed, ordered
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.ask import AskForm, Question
from reviewer.tui.forms.recommendation import RecommendationForm
from reviewer.tui.panes.pane import Pane
from reviewer.tui.screens.choice import Choice
from reviewer.tui.subject import Subject
from reviewer.tui.wording.choices import OUTCOME

OUTCOME_TONES = {
    Outcome.RECOMMENDED: Tone.GOOD,
    Outcome.CONDITIONS: Tone.GOOD,
    Outcome.NOT_RECOMMENDED: Tone.BAD,
    Outcome.POSTPONED: Tone.ATTENTION,
}


class RecommendationPane(Pane):
    """The recommendation as it stands."""

    NAME: ClassVar[Said] = say("The council's recommendation")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="recommendation.edit",
            name=say("Record the council's recommendation"),
            action="edit",
            keys=("e", "enter"),
            by=Doer.RECORDS,
            footer=say("Record"),
        ),
        Command(
            id="recommendation.dissent",
            name=say("Dissent: disagree with the recommendation"),
            action="dissent",
            keys=("d",),
            footer=say("Dissent"),
        ),
    )

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        computed = self.owner.computed
        _computed(sheet, subject, computed)
        _recommended(sheet, subject, computed)
        _dissents(sheet, subject)
        _interests(sheet, subject)

    def action_edit(self) -> None:
        if self.subject is None:
            return
        if not self.subject.records:
            self.owner.warn(say("Only the chair and the secretariat record the recommendation."))
            return
        self.owner.when_computed(self._edit)

    def _edit(self) -> None:
        subject, computed = self.subject, self.owner.computed
        if subject is not None:
            known = computed if ordered(subject) else None
            case = computed.case if computed is not None and computed.case is not None else subject.case
            self.app.push_screen(RecommendationForm(replace(subject, case=case), known, self.owner.attempt))

    def action_dissent(self) -> None:
        subject = self.subject
        if subject is None:
            return
        if not subject.records:
            self._ask_dissent(subject.seat.id)
            return
        recused = subject.dossier.recused()
        seats = [(seat.id, seat.name) for seat in subject.committee.rating_seats() if seat.id not in recused]

        def chosen(seat: str | None) -> None:
            if seat is not None:
                self._ask_dissent(seat)

        self.app.push_screen(Choice(say("Which seat disagrees?"), seats, subject.seat.id), chosen)

    def _ask_dissent(self, seat: str) -> None:
        subject = self.subject
        if subject is None:
            return
        application = subject.dossier.id
        question = Question(
            title=say("Dissent of {seat}", seat=subject.seat_name(seat)),
            lead=say("It is printed in the proposal. An empty text takes the dissent back."),
            label=say("What the seat disagrees with, and why"),
            text=subject.dossier.dissents.get(seat, ""),
        )

        def save(_: str, text: str) -> Said | None:
            if not text.strip() and seat not in subject.dossier.dissents:
                return say("Write what the seat disagrees with.")
            return self.owner.attempt([Dissented(application=application, dissenter=seat, text=text.strip())])

        self.app.push_screen(AskForm(question, save))


def _computed(sheet: Sheet, subject: Subject, computed: Computed | None) -> None:
    if not ordered(subject):
        sheet.fact(say("Computed order"), say("The ratings are not opened yet, so there is no order to compare with."), Tone.MUTED)
    elif computed is None:
        sheet.fact(say("Computed order"), say("Is being computed."), Tone.MUTED)
    else:
        place = computed.place
        by_hand = computed.before is not None
        label = say("Final place") if by_hand else say("Computed place")
        sheet.fact(label, say("{place}. {reason}", place=place_mark(place), reason=place.reason if place else ""))
        sheet.fact(say("The order gives") if by_hand else say("Computed amount"), _given(computed))
        other = computed.before.said(computed.award) if computed.before else None
        if other is not None:
            sheet.prose(other, Tone.MUTED)


def _given(computed: Computed) -> Said:
    if computed.award is not None:
        award = computed.award
        given = say("{amount}", amount=Kroner(award.amount))
        if award.partial:
            given = say("{amount} of {asked} applied for.", amount=Kroner(award.amount), asked=Kroner(award.asked))
        if award.ends_here:
            given = say("{amount} of {asked} applied for: the money ends here.", amount=Kroner(award.amount), asked=Kroner(award.asked))
        return say("{given} {note}", given=given, note=award.note) if award.note else given
    return say("Nothing. {reason}", reason=computed.passed.reason) if computed.passed else say("Nothing.")


def _recommended(sheet: Sheet, subject: Subject, computed: Computed | None) -> None:
    given = subject.dossier.recommendation
    sheet.heading(say("The council recommends"))
    if given.outcome is None:
        sheet.prose(say("No recommendation is recorded."), Tone.MUTED)
    else:
        sheet.fact(say("Outcome"), OUTCOME[given.outcome], OUTCOME_TONES[given.outcome])
    asked = subject.dossier.application.amount_applied
    if given.amount is not None:
        applied = say("{amount} (applied for: {asked})", amount=Kroner(given.amount), asked=None if asked is None else Kroner(asked))
        sheet.fact(say("Amount"), applied)
    for number, condition in enumerate(given.conditions, start=1):
        sheet.fact(say("Conditions") if number == 1 else "", f"{number}. {condition}")
    if given.reasons:
        sheet.fact(say("Reasons"), given.reasons)
    departs = departure(given, computed.award, computed.before) if computed is not None and ordered(subject) else None
    if departs is not None:
        sheet.blank()
        sheet.prose(departs, Tone.ATTENTION)
        if not given.departure:
            sheet.prose(say("The reason for this is not recorded."), Tone.BAD)
    if given.departure:
        sheet.fact(say("Why it departs"), given.departure)


def _dissents(sheet: Sheet, subject: Subject) -> None:
    sheet.heading(say("Dissents"))
    if not subject.dossier.dissents:
        sheet.prose(say("None"), Tone.MUTED)
    for seat, text in subject.dossier.dissents.items():
        sheet.fact(subject.seat_name(seat), text)


def _interests(sheet: Sheet, subject: Subject) -> None:
    from reviewer.tui.forms.interest import standing_words

    sheet.heading(say("Interests declared"))
    declared = subject.dossier.interests
    if not declared:
        sheet.prose(say("None"), Tone.MUTED)
    for seat, one in declared.items():
        sheet.fact(subject.seat_name(seat), standing_words(one, subject.committee))
