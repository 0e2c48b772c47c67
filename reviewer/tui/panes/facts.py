"""Søknad: what was applied for, and what is new since the last revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import ClassVar

from reviewer.domain.application import Application, differences
from reviewer.domain.case import Case
from reviewer.domain.late import later, later_words
from reviewer.domain.proposal.words import GAINS_PLANS, LEVELS, NOT_STATED, PHASES, kroner, or_not_stated, organisation
from reviewer.domain.said import Listed, Said, Share, Value, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.sheet import NAMES, Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.panes.pane import Pane
from reviewer.tui.subject import Subject

Reading = Callable[[Application, Case], Value]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A line of the sheet, and the field that it is made of."""

    field: str
    name: Said
    reading: Reading


def _amount(application: Application, _: Case) -> Value:
    applied, cost = application.amount_applied, application.project_cost
    if applied is None or not cost or cost < 0:
        return kroner(applied)
    return say("{amount}, {share} of the project cost", amount=kroner(applied), share=Share(applied, cost))


def _period(application: Application, _: Case) -> Value:
    if application.starts is None and application.ends is None:
        return NOT_STATED
    return say("{starts} to {ends}", starts=or_not_stated(application.starts), ends=or_not_stated(application.ends))


def partners_words(application: Application, _: Case) -> Value:
    """Return the partners, one a line."""
    return "\n".join(partner.name for partner in application.partners) or say("None stated")


def take_up_words(application: Application, case: Case) -> Value:
    """Return the municipalities that would take it into use, by name where they are known."""
    numbers = application.reuse.municipalities
    if numbers is None:
        return NOT_STATED
    known = case.municipalities
    named = [known.name(number) if known else number for number in numbers]
    if not named:
        return say("No municipality is named")
    return say_number("{number} municipality: {names}", "{number} municipalities: {names}", len(named), names=Listed(tuple(named)))


def _intended(application: Application, _: Case) -> Value:
    intended = application.reuse.intended
    if intended is None:
        return NOT_STATED
    return say_number("{number} municipality in the end", "{number} municipalities in the end", intended)


def _attachments(application: Application, _: Case) -> Value:
    if application.attachments is None:
        return NOT_STATED
    return "\n".join(application.attachments) or say("None")


_FACTS: Sequence[_Fact] = (
    _Fact("applicant", say("Applicant"), lambda application, _: organisation(application.applicant)),
    _Fact("partners", say("Partners"), partners_words),
    _Fact("contact", say("Contact"), lambda application, _: or_not_stated(application.contact)),
    _Fact("amount_applied", say("Amount applied for"), _amount),
    _Fact("project_cost", say("Project cost"), lambda application, _: kroner(application.project_cost)),
    _Fact("phase", say("Phase"), lambda application, _: PHASES[application.phase] if application.phase else NOT_STATED),
    _Fact("starts", say("Project period"), _period),
    _Fact(
        "gains_plan",
        say("Benefits realisation plan"),
        lambda application, _: GAINS_PLANS[application.gains_plan] if application.gains_plan else NOT_STATED,
    ),
    _Fact("received", say("Received"), lambda application, _: or_not_stated(application.received)),
    _Fact("attachments", say("Attachments"), _attachments),
)
_REUSE: Sequence[_Fact] = (
    _Fact("reuse", say("Adopted by"), take_up_words),
    _Fact("reuse", say("Intended take-up"), _intended),
    _Fact("reuse", say("Statement"), lambda application, _: or_not_stated(application.reuse.statement)),
)


class FactsPane(Pane):
    """The application as it was submitted."""

    NAME: ClassVar[Said] = say("Application")

    def fill(self, sheet: Sheet, subject: Subject) -> None:
        application = subject.dossier.application
        sheet.prose(application.title, Tone.STRONG)
        _changes(sheet, subject)
        sheet.blank()
        for fact in _FACTS:
            _write(sheet, subject, fact)
        sheet.heading(say("Summary"))
        _text(sheet, subject, lambda one: one.summary)
        sheet.heading(say("Reuse"))
        for fact in _REUSE:
            _write(sheet, subject, fact)
        _effects(sheet, subject)
        _extra(sheet, subject)


def _changes(sheet: Sheet, subject: Subject) -> None:
    former = subject.dossier.former
    if former is None:
        return
    changed = len(differences(former, subject.dossier.application))
    said = say_number(
        "New revision: {number} field has changed. What stood there before is shown below it.",
        "New revision: {number} fields have changed. What stood there before is shown below each.",
        changed,
    )
    sheet.prose(said, Tone.ATTENTION)
    found = later(subject.committee, subject.dossier)
    if found is not None:
        sheet.prose(later_words(found), Tone.ATTENTION)


def _write(sheet: Sheet, subject: Subject, fact: _Fact) -> None:
    now = fact.reading(subject.dossier.application, subject.case)
    sheet.fact(fact.name, now, Tone.MUTED if now == NOT_STATED else Tone.TEXT)
    if subject.dossier.former is not None:
        before = fact.reading(subject.dossier.former, subject.case)
        if before != now:
            _before(sheet, before, NAMES)


def _before(sheet: Sheet, value: Value, indent: int) -> None:
    sheet.prose(say("Changed. Before: {value}", value=value), Tone.ATTENTION, indent)


def _text(sheet: Sheet, subject: Subject, reading: Callable[[Application], str]) -> None:
    now = reading(subject.dossier.application)
    sheet.prose(or_not_stated(now), Tone.TEXT if now else Tone.MUTED)
    former = subject.dossier.former
    if former is not None and reading(former) != now:
        _before(sheet, or_not_stated(reading(former)), 0)


def _effects(sheet: Sheet, subject: Subject) -> None:
    application, former = subject.dossier.application, subject.dossier.former
    sheet.heading(say("Non-monetised effects"))
    if not application.effects:
        sheet.prose(NOT_STATED, Tone.MUTED)
    for effect in application.effects:
        grade = effect.grade or "?"
        sheet.hung(((f"{sheet.text(grade):>4}", Tone.ACCENT),), effect.name, Tone.STRONG, 6)
        levels = (LEVELS[effect.meaning] if effect.meaning else NOT_STATED, LEVELS[effect.extent] if effect.extent else NOT_STATED)
        sheet.prose(say("Importance {meaning}, extent {extent}", meaning=levels[0], extent=levels[1]), Tone.MUTED, 6)
        if effect.reason:
            sheet.prose(effect.reason, Tone.TEXT, 6)
    if former is not None and former.effects != application.effects:
        _before(
            sheet, Listed(tuple(f"{effect.name} {effect.grade or '?'}" for effect in former.effects)) if former.effects else NOT_STATED, 0
        )


def _extra(sheet: Sheet, subject: Subject) -> None:
    application, former = subject.dossier.application, subject.dossier.former
    names = {field.id: field.name for field in subject.committee.fields}
    shown = dict.fromkeys([*names, *application.extra, *(former.extra if former else ())])
    if not shown:
        return
    sheet.heading(say("The committee's own fields"))
    columns = (SheetColumn("", 0, share=1), SheetColumn("", 0, share=2))
    widths = sheet.columns(columns)
    for key in shown:
        now = _extra_value(application.extra.get(key))
        cells = (Cell(sheet.text(names.get(key, key)), Tone.MUTED), Cell(sheet.text(now), Tone.MUTED if now == NOT_STATED else Tone.TEXT))
        sheet.row(columns, widths, cells)
        if former is not None and former.extra.get(key) != application.extra.get(key):
            _before(sheet, _extra_value(former.extra.get(key)), widths[0] + 2)


def _extra_value(value: object) -> Value:
    match value:
        case None | "":
            return NOT_STATED
        case bool():
            return say("Yes") if value else say("No")
        case tuple():
            return Listed(tuple(str(item) for item in value))
        case Decimal() | int():
            return value
        case _:
            from datetime import date

            return value if isinstance(value, date) else str(value)
