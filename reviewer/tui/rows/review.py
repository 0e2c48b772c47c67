"""A meeting seen once more before its minutes are locked: one row for the meeting, and one for each case and matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reviewer.domain.meeting.acts import MatterPlaced
from reviewer.domain.meeting.approving import approvals, awaiting
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.minutes import Minutes, Treated, case_lacks, meeting_lacks, money_lacks
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.language.numbers import millions_text
from reviewer.language.speech import Speech
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column, Piece
from reviewer.tui.wording.choices import OUTCOME_SHORT

if TYPE_CHECKING:
    from reviewer.domain.case import Case
    from reviewer.domain.meeting.approving import Approval

_VOTES_FROM = 72
_HASH = 12
"""So many signs of the minutes' hash are shown where there is little room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One line: the meeting as such (neither `case` nor `matter`), a case or a matter; `lacks` is what is missing or wrong there."""

    number: str
    title: Said | str
    case: Treated | None = None
    matter: MatterPlaced | None = None
    lacks: tuple[Said, ...] = ()

    @property
    def application(self) -> str:
        """The case's application, or empty."""
        return self.case.item.application if self.case else ""

    @property
    def anchor(self) -> str:
        """Where the row's part of the minutes begins."""
        if self.case is not None:
            return f"case-{self.application}"
        return f"matter-{self.matter.matter}" if self.matter else ""


def review_rows(case: Case, kept: Minutes, unsaid: Mapping[str, Said] = MappingProxyType({})) -> tuple[ReviewRow, ...]:
    """Return the rows in the order of the agenda, with what stands in the way of locking before what is only missing.

    `unsaid` are the decisions that depart from the computed order without saying why, by application.
    """
    wrong = faults(case)
    whole = ReviewRow(
        number="",
        title=say("The meeting, attendance and the budget"),
        lacks=(*_general(wrong, kept), *meeting_lacks(kept, case.committee), *money_lacks(kept)),
    )
    cases = [(one.item.position, 1, _row_of(case, kept, one, (wrong, unsaid))) for one in kept.cases]
    matters = [(one.position or 0, 0, ReviewRow(number=one.number, title=one.title, matter=one)) for one in kept.meeting.matters]
    return (whole, *(row for _, _, row in sorted([*cases, *matters], key=lambda found: found[:2])))


def _row_of(case: Case, kept: Minutes, one: Treated, found: tuple[Mapping[tuple[str, str], Said], Mapping[str, Said]]) -> ReviewRow:
    wrong, unsaid = found
    said = wrong.get((kept.meeting.id, one.item.application)) if kept.meeting.locked is None else None
    why = unsaid.get(one.item.application)
    lacks = (*((said,) if said else ()), *case_lacks(one, case.committee), *((why,) if why else ()))
    return ReviewRow(number=one.item.number, title=one.application.title, case=one, lacks=lacks)


def _general(wrong: Mapping[tuple[str, str], Said], kept: Minutes) -> tuple[Said, ...]:
    """Return what is wrong beyond the cases of this meeting: with the money, or with a case that stands on no agenda."""
    own = kept.meeting.id
    found = (said for (meeting, application), said in wrong.items() if not meeting or (meeting == own and not application))
    return tuple(found) if kept.meeting.locked is None else ()


def lacking(rows: tuple[ReviewRow, ...]) -> tuple[Said, ...]:
    """Return everything that is missing, the meeting's own first."""
    return tuple(said for row in rows for said in row.lacks)


def review_columns(speech: Speech, glyphs: Glyphs) -> tuple[Column[ReviewRow], ...]:
    """Return the table's columns."""
    return (
        Column(heading=speech.text(say("Case")), cell=lambda row: ((row.number, Tone.MUTED),), width=6),
        Column(heading=speech.text(say("Application")), cell=lambda row: ((speech.text(row.title), _tone(row)),)),
        Column(heading=speech.text(say("Decision")), cell=lambda row: _decision(row, speech), width=10),
        Column(
            heading=speech.text(say("Amount")),
            unit=speech.text(say("NOK m")),
            cell=lambda row: _amount(row, speech),
            width=8,
            numeric=True,
        ),
        Column(heading=speech.text(say("Votes")), cell=_votes, width=10, numeric=True, least=_VOTES_FROM),
        Column(heading=speech.text(say("Missing")), cell=lambda row: _lacks(row, glyphs), width=7),
    )


def _tone(row: ReviewRow) -> Tone:
    return Tone.TEXT if row.case is not None else Tone.MUTED


def _decision(row: ReviewRow, speech: Speech) -> tuple[Piece, ...]:
    decided = row.case.item.decided if row.case else None
    if decided is not None:
        return ((speech.text(OUTCOME_SHORT[decided.outcome]), Tone.STRONG),)
    return (("–" if row.case else "", Tone.ATTENTION),)


def _amount(row: ReviewRow, speech: Speech) -> tuple[Piece, ...]:
    decided = row.case.item.decided if row.case else None
    shown = millions_text(decided.amount, speech.language) if decided is not None and decided.outcome in GRANTING else ""
    return ((shown, Tone.TEXT),)


def _votes(row: ReviewRow) -> tuple[Piece, ...]:
    tally = row.case.tally if row.case else None
    return ((f"{tally[0]}–{tally[1]}" if tally else "", Tone.TEXT),)


def _lacks(row: ReviewRow, glyphs: Glyphs) -> tuple[Piece, ...]:
    if row.lacks:
        return ((f"{glyphs.not_met} {len(row.lacks)}", Tone.BAD),)
    return ((glyphs.met if row.matter is None else "", Tone.GOOD),)


# --- What is told above and below the table


def state_words(case: Case, kept: Minutes, rows: tuple[ReviewRow, ...]) -> tuple[Said, Tone]:
    """Return where the minutes stand: how much is missing, that they can be locked, or who has approved them."""
    locked = kept.meeting.locked
    if locked is not None:
        who = _names(case, (locked.by,))
        return say("Locked {date}, reviewed by {seat}. Hash {hash}…", date=locked.day, seat=who, hash=locked.content[:_HASH]), Tone.GOOD
    count = len(lacking(rows))
    if count:
        return say_number(
            "{number} thing is missing. It stands with its case.", "{number} things are missing. They stand with their cases.", count
        ), Tone.ATTENTION
    return say("Nothing is missing. Press L to lock the minutes."), Tone.ACCENT


def sums_words(kept: Minutes, speech: Speech) -> Iterator[str]:
    """Yield the sums against the frame, in millions of kroner."""

    def shown(amount: int) -> str:
        return millions_text(amount, speech.language)

    if kept.frame is not None:
        yield speech.text(say("budget {amount}", amount=shown(kept.frame)))
    if kept.before:
        yield speech.text(say("other meetings {amount}", amount=shown(kept.before)))
    yield speech.text(say("this meeting {amount}", amount=shown(kept.granted)))
    if kept.left is not None and kept.left < 0:
        yield speech.text(say("exceeded by {amount}", amount=shown(-kept.left)))
    elif kept.left is not None:
        yield speech.text(say("left {amount}", amount=shown(kept.left)))
    if kept.meeting.overrun is not None:
        yield speech.text(say("allowed up to {amount}", amount=shown(kept.meeting.overrun.up_to)))


def write_approvals(sheet: Sheet, case: Case, kept: Minutes) -> None:
    """Write the lock with its whole hash, and who has approved the minutes."""
    locked = kept.meeting.locked
    if locked is None:
        return
    sheet.fact(say("The minutes' hash"), locked.content)
    for one in approvals(case, kept):
        sheet.hung(((f"{sheet.glyphs.met} ", Tone.GOOD),), _approved(case, one))
    for seat in awaiting(case, kept):
        sheet.hung(
            ((f"{sheet.glyphs.not_applicable} ", Tone.MUTED),), say("{seat} has not approved yet", seat=_names(case, (seat,))), Tone.MUTED
        )


def _approved(case: Case, one: Approval) -> Said:
    seat, by = _names(case, (one.seat,)), _names(case, (one.by,))
    if one.signed:
        return say("{seat}, {date}, signed with its own key", seat=seat, date=one.on)
    if one.by != one.seat:
        return say("{seat}, {date}, written down by {by}", seat=seat, date=one.on, by=by)
    return say("{seat}, {date}, not signed", seat=seat, date=one.on)


def _names(case: Case, seats: tuple[str, ...]) -> Listed:
    names = {seat.id: seat.name for seat in case.committee.seats}
    return Listed(tuple(names.get(seat, seat) for seat in seats))
