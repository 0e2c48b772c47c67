"""Who takes part in which application: one row an application, for a member's own list and for the table of all seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reviewer.domain.committee import Committee, Seat
from reviewer.domain.meeting.approving import confirmed
from reviewer.domain.meeting.interests import ground_told, with_ground
from reviewer.domain.meeting.recusals import SeatStanding, Suggestion, matrix_seats, standing, suggested, suggested_to
from reviewer.domain.meeting.rulebook import GroundKind
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.drawing.glyphs import Glyphs
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import Column

if TYPE_CHECKING:
    from reviewer.domain.case import Case, Dossier
    from reviewer.language.speech import Speech

STANDING: Mapping[SeatStanding, Said] = {
    SeatStanding.NOT_DECLARED: say("not declared"),
    SeatStanding.TAKES_PART: say("takes part"),
    SeatStanding.POSSIBLE: say("in doubt"),
    SeatStanding.RECUSED: say("recused"),
}
TONES: Mapping[SeatStanding, Tone] = {
    SeatStanding.NOT_DECLARED: Tone.MUTED,
    SeatStanding.TAKES_PART: Tone.GOOD,
    SeatStanding.POSSIBLE: Tone.ATTENTION,
    SeatStanding.RECUSED: Tone.BAD,
}
POINTS = "!"
"""Marks a seat that has not declared, where the application points to an interest of its own."""

MANY = 9
"""With more seats than this, a seat's column is a cell narrower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRow:
    """One application; `cells` say how each seat stands, `hints` what the application says of each seat's interest."""

    dossier: Dossier
    cells: Mapping[str, SeatStanding]
    hints: Mapping[str, tuple[Suggestion, ...]]
    confirmed: frozenset[str]

    @property
    def id(self) -> str:
        """The application's id."""
        return self.dossier.id

    def points_to(self, seat: str) -> bool:
        """Whether the seat has not declared although the application points to it."""
        return self.cells.get(seat) is SeatStanding.NOT_DECLARED and bool(self.hints.get(seat))


def interest_rows(case: Case) -> tuple[InterestRow, ...]:
    """Return the applications of this view of the case, each with how the seats stand to it."""
    seats = [seat.id for seat in matrix_seats(case)]
    hints: dict[tuple[str, str], list[Suggestion]] = {}
    done = confirmed(case)
    for one in suggested(case):
        hints.setdefault((one.application, one.seat), []).append(one)
    return tuple(
        InterestRow(
            dossier=dossier,
            cells={seat: standing(dossier, seat) for seat in seats},
            hints={seat: tuple(hints[key, seat]) for seat in seats if (key, seat) in hints},
            confirmed=done[key],
        )
        for key, dossier in case.dossiers.items()
    )


def own_row(case: Case, application: str, seat: Seat) -> InterestRow:
    """Return how this seat alone stands to this application."""
    dossier = case.dossiers[application]
    return InterestRow(
        dossier=dossier,
        cells={seat.id: standing(dossier, seat.id)},
        hints={seat.id: suggested_to(case, application, seat)},
        confirmed=frozenset(),
    )


def sign_of(row: InterestRow, seat: str, glyphs: Glyphs) -> tuple[str, Tone]:
    """Return the sign for how the seat stands."""
    if row.points_to(seat):
        return POINTS, Tone.ATTENTION
    found = row.cells[seat]
    signs = {SeatStanding.TAKES_PART: glyphs.met, SeatStanding.POSSIBLE: glyphs.unknown, SeatStanding.RECUSED: glyphs.not_met}
    return signs.get(found, glyphs.not_applicable), TONES[found]


def own_columns(speech: Speech, glyphs: Glyphs, seat: str) -> tuple[Column[InterestRow], ...]:
    """Return the columns of a member's own list."""

    def own(row: InterestRow) -> tuple[tuple[str, Tone], ...]:
        sign, tone = sign_of(row, seat, glyphs)
        words = say("do you have an interest?") if row.points_to(seat) else STANDING[row.cells[seat]]
        return ((f"{sign} ", tone), (speech.text(words), tone))

    return (
        *_application_columns(speech, 3),
        Column(heading=speech.text(say("Applicant")), cell=lambda row: ((row.dossier.application.applicant.name, Tone.MUTED),), share=2),
        Column(heading=speech.text(say("You")), cell=own, width=22),
    )


def all_columns(speech: Speech, glyphs: Glyphs, seats: Sequence[Seat]) -> tuple[Column[InterestRow], ...]:
    """Return the columns of the table of all seats."""
    width = 3 if len(seats) > MANY else 4

    def of_seat(seat: Seat) -> Column[InterestRow]:
        return Column(heading=seat.name[:width], cell=lambda row: (sign_of(row, seat.id, glyphs),), width=width)

    return (*_application_columns(speech, 1), *map(of_seat, seats))


def _application_columns(speech: Speech, share: int) -> tuple[Column[InterestRow], ...]:
    return (
        Column(heading=speech.text(say("No.")), cell=lambda row: ((row.id, Tone.MUTED),), width=8),
        Column(heading=speech.text(say("Application")), cell=lambda row: ((row.dossier.application.title, Tone.TEXT),), share=share),
    )


def write_standings(sheet: Sheet, row: InterestRow, committee: Committee, seats: Sequence[str]) -> None:
    """Write how these seats stand to the application, and why; nothing of those that there is nothing to say of."""
    sheet.line((f"{row.id}  ", Tone.MUTED), (sheet.text(row.dossier.application.title), Tone.STRONG))
    for seat in committee.seats:
        if seat.id not in seats or seat.id not in row.cells:
            continue
        name = seat.name if len(seats) > 1 else ""
        for words, tone in standing_words(row, committee, seat.id):
            head = ((f"{name}: ", tone),) if name else ()
            sheet.hung(head, words, tone, 2)


def standing_words(row: InterestRow, committee: Committee, seat: str) -> Iterator[tuple[Said, Tone]]:
    """Yield what there is to say of the seat: the council's decision, its declaration, what the application points to."""
    decided, declared = row.dossier.standings.get(seat), row.dossier.interests.get(seat)
    ground = ground_told(committee, row.dossier, seat)
    if decided is not None:
        said = with_ground(say("the council has decided: {standing}", standing=STANDING[row.cells[seat]]), ground)
        yield said, TONES[row.cells[seat]]
    elif declared is not None and declared.ground:
        yield with_ground(STANDING[row.cells[seat]], ground), TONES[row.cells[seat]]
    elif declared is not None:
        yield say("{standing}, as it has declared itself.", standing=STANDING[row.cells[seat]]), Tone.MUTED
    for hint in row.hints.get(seat, ()) if declared is None and decided is None else ():
        weighed = say("may recuse") if hint.ground.kind is GroundKind.DISCRETIONARY else say("recuses")
        yield (
            say(
                "{because} That {weighs}: {ground} ({paragraph}).",
                because=hint.because,
                weighs=weighed,
                ground=hint.ground.name,
                paragraph=hint.ground.paragraph,
            ),
            Tone.ATTENTION,
        )
    if seat in row.confirmed:
        yield say("confirmed after the meeting"), Tone.GOOD
