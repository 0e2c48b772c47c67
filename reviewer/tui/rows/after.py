"""What follows a meeting on the screen: what the recipient decided case by case, the steps after it, and what is due when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from reviewer.domain.meeting.due import Due, When, due, recipients_decision
from reviewer.domain.meeting.following import departs
from reviewer.domain.meeting.reserve import free, given
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Said, Value, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.domain.stages import Outcome
from reviewer.language.numbers import millions_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column, Piece
from reviewer.tui.wording.choices import OUTCOME_SHORT

if TYPE_CHECKING:
    from reviewer.domain.case import Case, Dossier
    from reviewer.domain.meeting.acts import RecipientDecided

GRANT_SHORT: Mapping[Outcome, Said] = {
    Outcome.RECOMMENDED: say("granted"),
    Outcome.CONDITIONS: say("conditions"),
    Outcome.NOT_RECOMMENDED: say("refused"),
    Outcome.POSTPONED: say("postponed"),
}
WHEN: Mapping[When, Said] = {
    When.DONE: say("has been done"),
    When.OVERDUE: say("overdue"),
    When.DUE: say("due"),
    When.NO_DATE: say("without a date"),
}
TONES: Mapping[When, Tone] = {When.DONE: Tone.GOOD, When.OVERDUE: Tone.BAD, When.DUE: Tone.ATTENTION, When.NO_DATE: Tone.MUTED}
_NEXT_FROM = 96
_DATE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterRow:
    """One application with what is proposed, what the recipient decided (`answer`), and the steps that follow."""

    dossier: Dossier
    number: str
    answer: RecipientDecided | None
    steps: tuple[Due, ...]

    @property
    def id(self) -> str:
        """The application's id."""
        return self.dossier.id

    @property
    def next(self) -> Due | None:
        """The step that comes next, or None where all are done."""
        return next((one for one in self.steps if one.when is not When.DONE), None)


def after_rows(case: Case, on: date) -> tuple[AfterRow, ...]:
    """Return the applications that something is proposed for, by their case numbers; those without one last."""
    numbers = {item.application: (met.called.date, item.position, item.number) for met in meetings(case) for item in met.items}
    steps: dict[str, list[Due]] = {}
    for one in due(case, on):
        steps.setdefault(one.application, []).append(one)
    rows = [
        AfterRow(
            dossier=dossier,
            number=numbers[key][2] if key in numbers else "",
            answer=recipients_decision(dossier),
            steps=tuple(steps.get(key, ())),
        )
        for key, dossier in case.dossiers.items()
        if dossier.recommendation.outcome is not None or dossier.declined is not None
    ]
    return tuple(sorted(rows, key=lambda row: (row.id not in numbers, numbers.get(row.id, (date.min, 0, ""))[:2])))


def after_columns(speech: Speech, recipient: str) -> tuple[Column[AfterRow], ...]:
    """Return the columns of the list by case."""
    language = speech.language
    return (
        Column(heading=speech.text(say("Case")), cell=lambda row: ((row.number or row.id, Tone.MUTED),), width=7),
        Column(heading=speech.text(say("Application")), cell=lambda row: ((row.dossier.application.title, Tone.TEXT),)),
        Column(heading=speech.text(say("Proposed")), cell=lambda row: _proposed(row, speech), width=15),
        Column(heading=speech.text(say("{recipient} decided", recipient=recipient)), cell=lambda row: _answered(row, speech), width=17),
        Column(heading=speech.text(say("Next")), cell=lambda row: _next(row, speech), width=28, least=_NEXT_FROM),
        Column(heading=speech.text(say("Due")), cell=lambda row: _due(row.next, speech, language), width=_DATE),
    )


def due_columns(speech: Speech, rows: Mapping[str, AfterRow]) -> tuple[Column[Due], ...]:
    """Return the columns of the list by date."""

    def title(one: Due) -> str:
        row = rows.get(one.application)
        return f"{row.number or row.id} {row.dossier.application.title}" if row else one.application

    return (
        Column(heading=speech.text(say("Due")), cell=lambda one: _due(one, speech, speech.language), width=_DATE),
        Column(heading=speech.text(say("Application")), cell=lambda one: ((title(one), Tone.TEXT),)),
        Column(heading=speech.text(say("What")), cell=lambda one: ((speech.text(one.said), Tone.TEXT),), share=1),
        Column(heading=speech.text(say("State")), cell=lambda one: ((speech.text(WHEN[one.when]), TONES[one.when]),), width=12),
    )


def _amount(amount: int | None, speech: Speech) -> str:
    return "" if amount is None else f" {millions_text(amount, speech.language)}"


def _proposed(row: AfterRow, speech: Speech) -> tuple[Piece, ...]:
    proposed = row.dossier.recommendation
    if proposed.outcome is None:
        return (("–", Tone.MUTED),)
    amount = _amount(proposed.amount, speech) if proposed.outcome in GRANTING else ""
    return ((speech.text(OUTCOME_SHORT[proposed.outcome]) + amount, Tone.MUTED),)


def _answered(row: AfterRow, speech: Speech) -> tuple[Piece, ...]:
    if row.dossier.declined is not None:
        return ((speech.text(say("declined")), Tone.BAD),)
    if row.answer is None:
        return ((speech.text(say("not decided")), Tone.MUTED),)
    amount = _amount(row.answer.amount, speech) if row.answer.outcome in GRANTING else ""
    tone = Tone.ATTENTION if differs(row) else Tone.STRONG
    return ((speech.text(GRANT_SHORT[row.answer.outcome]) + amount, tone), (" *" if differs(row) else "", tone))


def differs(row: AfterRow) -> bool:
    """Whether the recipient decided otherwise than the council proposed."""
    proposed, answer = row.dossier.recommendation, row.answer
    if answer is None:
        return False
    return departs(answer, proposed)


def _next(row: AfterRow, speech: Speech) -> tuple[Piece, ...]:
    return ((speech.text(row.next.said) if row.next else "", Tone.TEXT),)


def _due(one: Due | None, speech: Speech, language: str) -> tuple[Piece, ...]:
    del language
    day = None if one is None else one.done or one.due
    if one is None or day is None:
        return (("–" if one else "", Tone.MUTED),)
    return ((speech.value(day), TONES[one.when]),)


# --- What is told above and below


def sums_words(case: Case, rows: tuple[AfterRow, ...], speech: Speech) -> Iterator[str]:
    """Yield how far the recipient has come, and the money."""
    settled = sum(row.answer is not None for row in rows)
    yield speech.text(say("{recipient} has decided {count} of {all}", recipient=case.committee.recipient, count=settled, all=len(rows)))
    total = sum(given(row.dossier) for row in rows if row.answer is not None)
    yield speech.text(say("granted NOK {amount} million", amount=millions_text(total, speech.language)))
    left = free(case)
    if left is not None and left < 0:
        yield speech.text(say("the budget is exceeded by NOK {amount} million", amount=millions_text(-left, speech.language)))
    elif left is not None:
        yield speech.text(say("left in the budget NOK {amount} million", amount=millions_text(left, speech.language)))
    late = sum(one.when is When.OVERDUE for row in rows for one in row.steps)
    if late:
        yield speech.text(say_number("{number} overdue", "{number} overdue", late))


def write_row(sheet: Sheet, row: AfterRow, recipient: str) -> None:
    """Write what the recipient decided and why, and each step with its day."""
    sheet.line((f"{row.number or row.id}  ", Tone.MUTED), (sheet.text(row.dossier.application.title), Tone.STRONG))
    if row.dossier.declined is not None:
        sheet.prose(say("The applicant takes no grant: {reason}", reason=row.dossier.declined), Tone.ATTENTION)
    if row.answer is not None and row.answer.reason:
        sheet.prose(
            say("{recipient}: {reason}", recipient=recipient, reason=row.answer.reason), Tone.ATTENTION if differs(row) else Tone.TEXT
        )
    for one in row.steps:
        sheet.hung(((f"{_mark(sheet, one)} ", TONES[one.when]),), _step(one), Tone.TEXT if one.when is not When.NO_DATE else Tone.MUTED, 2)


def _mark(sheet: Sheet, one: Due) -> str:
    glyphs = sheet.glyphs
    return {When.DONE: glyphs.met, When.OVERDUE: glyphs.not_met, When.DUE: glyphs.unknown, When.NO_DATE: glyphs.not_applicable}[one.when]


def _step(one: Due) -> Said:
    amount: Value = say(", {amount}", amount=Kroner(one.amount)) if one.amount is not None else ""
    note = say(" ({note})", note=one.note) if one.note else ""
    match one.when:
        case When.DONE:
            return say("{what}: done {date}{amount}{note}", what=one.said, date=one.done, amount=amount, note=note)
        case When.NO_DATE:
            return say("{what}: no date is set{amount}{note}", what=one.said, amount=amount, note=note)
        case When.OVERDUE:
            return say("{what}: was due {date}{amount}{note}", what=one.said, date=one.due, amount=amount, note=note)
        case When.DUE:
            return say("{what}: due {date}{amount}{note}", what=one.said, date=one.due, amount=amount, note=note)
