"""Interests: what the application points to, what the seat has declared, what the body decides, and the whole as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.application import Organisation, OrganisationKind, TakeUp
from reviewer.domain.committee import Committee, OwnGround
from reviewer.domain.events import ApplicationReceived, Interest, InterestDeclared
from reviewer.domain.meeting.acts import RecusalDecided, Standing
from reviewer.domain.meeting.recusals import SeatStanding, conflict_matrix, grounds, in_question, standing, suggested
from reviewer.domain.meeting.rulebook import RECUSAL, GroundKind
from reviewer.language.speech import Speech
from tests.domain.meeting.room import CHAIR, MEMBERS, SEATS, Room, application, council

OSLO = Organisation(name="Oslo kommune", kind=OrganisationKind.MUNICIPALITY, number="0301")
UNNUMBERED = Organisation(name="MEDLEM2  Kommune", kind=OrganisationKind.MUNICIPALITY)


def with_grounds(*own: OwnGround, recusal: str = "forvaltningsloven-6") -> Committee:
    committee = council()
    return replace(committee, procedure=replace(committee.procedure, own_grounds=own, recusal=recusal))


def room(committee: Committee | None = None) -> Room:
    """Return a round of three: of Oslo with a partner that has no number, of Bergen for the first member, of nobody here."""
    found = Room(committee, ids=())
    first = replace(application("A"), applicant=OSLO, partners=(UNNUMBERED,))
    second = replace(application("B"), reuse=TakeUp(municipalities=("1000", "1106")))
    for one in (first, second, application("C")):
        found.write(ApplicationReceived(application=one.id, content=one, source="s"))
    return found


def test_what_the_application_points_to_is_suggested_with_its_ground() -> None:
    found = {(one.seat, one.application): (one.ground.id, Speech("nb").text(one.because)) for one in suggested(room().case)}
    assert found == {
        (CHAIR, "A"): ("office", "Oslo kommune er søker."),
        (MEMBERS[1], "A"): ("partner", "MEDLEM2  Kommune er partner i prosjektet."),
        (MEMBERS[0], "B"): ("discretion", "Egen virksomhet (1000) tar løsningen i bruk."),
    }


def test_the_councils_own_grounds_are_suggested_where_its_file_has_them() -> None:
    case = room(with_grounds(OwnGround.COMPETING, OwnGround.SAME_INSTITUTION)).case
    own = {(one.seat, one.application, one.ground.id) for one in suggested(case)} - {
        (one.seat, one.application, one.ground.id) for one in suggested(room().case)
    }
    assert own == {(CHAIR, "A", "same_institution"), (CHAIR, "B", "competing"), (CHAIR, "C", "competing")}


def test_a_recused_seat_is_told_nothing_of_what_it_is_recused_from() -> None:
    sitting = room(with_grounds(OwnGround.COMPETING))
    sitting.write(InterestDeclared(application="A", declarer=MEMBERS[3], interest=Interest.RECUSED, ground="party"))
    seen = sitting.case.seen_by(MEMBERS[3])
    assert "A" not in {one.application for one in suggested(seen)}
    assert "A" not in conflict_matrix(seen).applications
    assert "Oslo" not in str(suggested(seen))


@pytest.mark.parametrize("named", RECUSAL)
def test_each_rule_set_names_its_grounds_with_where_they_stand(named: str) -> None:
    found = grounds(with_grounds(OwnGround.COMPETING, recusal=named))
    assert [one.id for one in found] == ["party", "kin", "office", "partner", "competing", "same_institution", "discretion"]
    law = RECUSAL[named].grounds
    assert {one.id: one.kind for one in found if one.paragraph == law} == {
        "party": GroundKind.AUTOMATIC,
        "kin": GroundKind.AUTOMATIC,
        "office": GroundKind.AUTOMATIC,
        "partner": GroundKind.AUTOMATIC,
        "same_institution": GroundKind.DISCRETIONARY,
        "discretion": GroundKind.DISCRETIONARY,
    }
    assert [(one.id, one.kind) for one in found if one.paragraph != law] == [("competing", GroundKind.DISCRETIONARY)]


def test_a_rule_set_that_the_program_does_not_know_stands_as_it_is_written() -> None:
    (first, *_) = grounds(with_grounds(recusal="Rådets regler § 4"))
    assert Speech("nn").text(first.paragraph) == "Rådets regler § 4"


@pytest.mark.parametrize(
    ("declared", "decided", "expected"),
    [
        (None, None, SeatStanding.NOT_DECLARED),
        (Interest.NONE, None, SeatStanding.TAKES_PART),
        (Interest.POSSIBLE, None, SeatStanding.POSSIBLE),
        (Interest.RECUSED, None, SeatStanding.RECUSED),
        (Interest.POSSIBLE, Standing.RECUSED, SeatStanding.RECUSED),
        (Interest.POSSIBLE, Standing.TAKES_PART, SeatStanding.TAKES_PART),
        (Interest.RECUSED, Standing.TAKES_PART, SeatStanding.TAKES_PART),
        (Interest.NONE, Standing.RECUSED, SeatStanding.RECUSED),
        (Interest.POSSIBLE, Standing.OPEN, SeatStanding.POSSIBLE),
        (None, Standing.TAKES_PART, SeatStanding.TAKES_PART),
    ],
)
def test_the_bodys_decision_goes_before_the_declaration(
    declared: Interest | None, decided: Standing | None, expected: SeatStanding
) -> None:
    sitting = room()
    seat = MEMBERS[0]
    if declared:
        sitting.write(InterestDeclared(application="A", declarer=seat, interest=declared, ground="x"))
    if decided:
        sitting.write(RecusalDecided(application="A", concerned=seat, standing=decided, ground="x"))
    dossier = sitting.case.dossiers["A"]
    assert standing(dossier, seat) is expected
    assert (seat in dossier.recused()) is (expected is SeatStanding.RECUSED)
    assert in_question(dossier) == ((seat,) if expected is SeatStanding.POSSIBLE else ())
    matrix = conflict_matrix(sitting.case)
    assert matrix.cells[seat, "A"] is expected
    assert (matrix.seats, matrix.applications) == (SEATS, ("A", "B", "C"))
    assert set(matrix.cells.values()) <= {expected, SeatStanding.NOT_DECLARED}


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (("987 654 321",), {("A", "office")}),
        (("Vann IKS",), {("A", "office")}),
        (("vann  iks",), {("A", "office")}),
        (("Skyen AS",), {("B", "partner")}),
        (("1106",), {("C", "discretion")}),
        (("987654320", "Vann", ""), set()),
    ],
)
def test_the_bodies_that_a_seats_holder_also_belongs_to_are_looked_for_by_number_and_name(also, expected) -> None:
    committee = council()
    seats = tuple(replace(seat, also=also) if seat.id == MEMBERS[3] else seat for seat in committee.seats)
    found = Room(replace(committee, seats=seats), ids=())
    company = Organisation(name="Vann IKS", kind=OrganisationKind.INTERMUNICIPAL_COMPANY, number="987654321")
    partner = Organisation(name="Skyen AS", kind=OrganisationKind.COMPANY, number="912345678")
    first = replace(application("A"), applicant=company)
    second = replace(application("B"), partners=(partner,))
    third = replace(application("C"), reuse=TakeUp(municipalities=("1106",)))
    for one in (first, second, third):
        found.write(ApplicationReceived(application=one.id, content=one, source="s"))
    assert {(one.application, one.ground.id) for one in suggested(found.case) if one.seat == MEMBERS[3]} == expected


def test_a_suggestion_tells_what_has_been_answered_to_it() -> None:
    found = room()
    hint = next(one for one in suggested(found.case) if one.seat == CHAIR)
    assert hint.answer(found.case) is SeatStanding.NOT_DECLARED
    found.write(InterestDeclared(application="A", declarer=CHAIR, interest=Interest.RECUSED, ground="office"), seat=CHAIR)
    assert hint.answer(found.case) is SeatStanding.RECUSED
