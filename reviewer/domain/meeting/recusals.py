"""Who takes no part in which case: what may be suspected, what was declared, who decides, and the whole as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from reviewer.domain.application import Application, Organisation
from reviewer.domain.case import Case, Dossier
from reviewer.domain.committee import Committee, Seat
from reviewer.domain.events import Interest
from reviewer.domain.meeting.quorum import present_seats
from reviewer.domain.meeting.rulebook import (
    COMPETING,
    DISCRETION,
    OFFICE,
    PARTNER,
    SAME_INSTITUTION,
    Ground,
    grounds,
    voting_rules,
)
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

__all__ = [
    "Ground",
    "Matrix",
    "SeatStanding",
    "Suggestion",
    "conflict_matrix",
    "grounds",
    "in_question",
    "looks_at_rivals",
    "matrix_seats",
    "standing",
    "suggested",
    "suggested_to",
    "who_decides",
]


class SeatStanding(StrEnum):
    """How a seat stands to a case; `possible` waits for the body's decision."""

    NOT_DECLARED = "not_declared"
    TAKES_PART = "takes_part"
    POSSIBLE = "possible"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A seat may have an interest in an application: on which ground, and what of the application points to it."""

    seat: str
    application: str
    ground: Ground
    because: Said

    def answer(self, case: Case) -> SeatStanding:
        """Return what the seat, or the body, has answered to it; `not_declared` where nobody has."""
        return standing(case.dossiers[self.application], self.seat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Every seat that decides against every application; a cell stands by seat and application."""

    seats: tuple[str, ...]
    applications: tuple[str, ...]
    cells: Mapping[tuple[str, str], SeatStanding]


def standing(dossier: Dossier, seat_id: str) -> SeatStanding:
    """Return how the seat stands to the case: by the body's decision, else by its own declaration."""
    if seat_id in dossier.recused():
        return SeatStanding.RECUSED
    if seat_id in dossier.standings:
        return SeatStanding.TAKES_PART
    declared = dossier.interests.get(seat_id)
    if declared is None:
        return SeatStanding.NOT_DECLARED
    return SeatStanding.POSSIBLE if declared.interest is Interest.POSSIBLE else SeatStanding.TAKES_PART


def matrix_seats(case: Case) -> tuple[Seat, ...]:
    """Return the seats that decide, and after them those that have declared an interest all the same, as whoever prepares a case may."""
    deciding = case.committee.rating_seats()
    declared = {seat for dossier in case.dossiers.values() for seat in dossier.interests}
    return (*deciding, *(seat for seat in case.committee.seats if seat.id in declared and seat not in deciding))


def conflict_matrix(case: Case) -> Matrix:
    """Return how each of these seats stands to every application."""
    seats = tuple(seat.id for seat in matrix_seats(case))
    cells = {(seat, key): standing(dossier, seat) for key, dossier in case.dossiers.items() for seat in seats}
    return Matrix(seats=seats, applications=tuple(case.dossiers), cells=cells)


def suggested(case: Case) -> tuple[Suggestion, ...]:
    """Return what each seat's organisation has to do with the applications, as far as they tell: one suggestion a seat and ground."""
    pointing, applicants = _pointing(case.committee), _applicants(case)
    return tuple(
        one
        for dossier in case.dossiers.values()
        for seat in case.committee.rating_seats()
        for one in _suggestions(dossier, seat, pointing, applicants)
    )


def suggested_to(case: Case, application: str, seat: Seat) -> tuple[Suggestion, ...]:
    """Return what the seat's organisation has to do with this application, as far as the case tells."""
    return tuple(_suggestions(case.dossiers[application], seat, _pointing(case.committee), _applicants(case)))


def looks_at_rivals(committee: Committee) -> bool:
    """Whether an interest is suggested by what else was applied for, so that one application alone does not tell it."""
    return COMPETING in _pointing(committee)


def _pointing(committee: Committee) -> Mapping[str, Ground]:
    own = {str(name) for name in committee.procedure.own_grounds}
    return {ground.id: ground for ground in grounds(committee) if ground.id not in {COMPETING, SAME_INSTITUTION} - own}


def _applicants(case: Case) -> Mapping[str, Organisation]:
    return {key: dossier.application.applicant for key, dossier in case.dossiers.items()}


def _suggestions(dossier: Dossier, seat: Seat, known: Mapping[str, Ground], applicants: Mapping[str, Organisation]) -> Iterator[Suggestion]:
    for ground, because in _signs(seat, dossier.application):
        if ground in known:
            yield Suggestion(seat=seat.id, application=dossier.id, ground=known[ground], because=because)
    rivals = [other for other, applicant in applicants.items() if other != dossier.id and _is_of(seat, applicant)]
    if COMPETING in known and rivals and not _is_of(seat, applicants[dossier.id]):
        because = say("It is an applicant itself: {application}.", application=rivals[0])
        yield Suggestion(seat=seat.id, application=dossier.id, ground=known[COMPETING], because=because)


def pointed_at(case: Case, application: str) -> tuple[str, ...]:
    """Return the seats that have not declared, though the application is their own organisation's, or with it as a partner."""
    dossier = case.dossiers[application]
    silent = (seat for seat in case.committee.rating_seats() if standing(dossier, seat.id) is SeatStanding.NOT_DECLARED)
    parties = (dossier.application.applicant, *dossier.application.partners)
    return tuple(seat.id for seat in silent if any(_is_of(seat, party) for party in parties))


def _signs(seat: Seat, application: Application) -> Iterator[tuple[str, Said]]:
    """Yield the grounds that the application itself points to, each with what it says."""
    applicant = application.applicant
    if _is_of(seat, applicant):
        yield OFFICE, say("{organisation} is the applicant.", organisation=applicant.name)
        yield SAME_INSTITUTION, say("{organisation} is the applicant.", organisation=applicant.name)
    for partner in application.partners:
        if _is_of(seat, partner):
            yield PARTNER, say("{organisation} is a partner in the project.", organisation=partner.name)
    adopters = application.reuse.municipalities or ()
    for number in (seat.number, *seat.also):
        if number and number in adopters:
            yield DISCRETION, say("Its own organisation ({number}) adopts the solution.", number=number)


def _is_of(seat: Seat, organisation: Organisation) -> bool:
    """Whether the seat is held by somebody of the organisation.

    The same number, or the same name where a number is missing; or one of the seat's further bodies, by number or name.
    """
    if any(_same(one, organisation) for one in seat.also):
        return True
    if seat.number and organisation.number:
        return seat.number == organisation.number
    return bool(organisation.name) and _bare(seat.name) == _bare(organisation.name)


def _same(body: str, organisation: Organisation) -> bool:
    """Whether a body that stands in the committee's file is the organisation; spaces in a number are of no account."""
    number = "".join((organisation.number or "").split())
    return ("".join(body.split()) == number != "") or (bool(organisation.name) and _bare(body) == _bare(organisation.name))


def _bare(name: str) -> str:
    """Return a name without case, spaces and what stands in brackets: `Oslo kommune (leder)` is `oslo kommune`."""
    return " ".join(name.partition("(")[0].casefold().split())


def in_question(dossier: Dossier) -> tuple[str, ...]:
    """Return the seats whose possible interest the body has not decided yet."""
    return tuple(seat for seat in dossier.interests if standing(dossier, seat) is SeatStanding.POSSIBLE)


def who_decides(case: Case, application: str, concerned: str, meeting_id: str = "") -> tuple[str, ...]:
    """Return the seats that decide whether one takes part: the body without it, and without the others that are in question.

    Where the body would lack a quorum because several are in question, all of them take part after all (forvaltningsloven § 8); that it
    has decided on one of them already, either way, makes the others no fewer. Of those in the room, where a meeting is named.
    """
    dossier = case.dossiers[application]
    there = present_seats(case, meeting_id)
    body = [seat for seat in there if seat not in dossier.recused() or seat == concerned]
    asked = {concerned, *in_question(dossier)}
    free = tuple(seat for seat in body if seat not in asked)
    needed = voting_rules(case.committee).needed(len(case.committee.rating_seats()))
    doubted = {seat for seat, declared in dossier.interests.items() if declared.interest is Interest.POSSIBLE}
    several = len((asked | doubted | set(dossier.standings)) & set(there)) > 1
    return tuple(body) if several and len(free) < needed <= len(body) else free
