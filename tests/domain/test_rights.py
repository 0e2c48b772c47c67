"""Who may do what: every role, every act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.committee import Committee, Procedure, Seat, SeatRole
from reviewer.domain.enrolment import HandedIn
from reviewer.domain.events import (
    ApplicationReceived,
    BudgetSet,
    Dissented,
    Happening,
    Interest,
    InterestDeclared,
    MunicipalitiesImported,
    Rated,
    RatingState,
    Recommended,
    RowSettled,
    Ruling,
    Stage,
    StageSet,
    Undone,
    VerdictRuled,
)
from reviewer.domain.rights import refusal
from reviewer.language.speech import Speech
from tests.domain.small_round import BASIS, COMMITTEE, application

NB = Speech("nb")
OBSERVER = Seat(id="obs", name="Observatøren", role=SeatRole.OBSERVER)
RECIPIENT = Seat(id="ks", name="KS", role=SeatRole.RECIPIENT)
WHOLE = replace(COMMITTEE, seats=(*COMMITTEE.seats, OBSERVER, RECIPIENT))
CHAIR, MEMBER, OFFICE = "leder", "voss", "sekretariat"
ALL = (CHAIR, MEMBER, OFFICE, "obs", "ks")


def refused(seat_id: str, body: Happening, committee: Committee = WHOLE) -> str | None:
    seat = committee.seat(seat_id)
    assert seat is not None
    said = refusal(committee, seat, body)
    return NB.text(said) if said else None


def rating(seat: str, **more: object) -> Rated:
    given = {"criterion": "nytte", "state": RatingState.SCORED, "score": 3} | more
    return Rated(application="A", seat=seat, **given)  # type: ignore[arg-type]


def ruling(reason: str = "Fordi.") -> VerdictRuled:
    return VerdictRuled(application="A", rule="soker", ruling=Ruling.WAIVED, reason=reason)


SECRETARIATS_OWN: tuple[Happening, ...] = (
    ApplicationReceived(application="A", content=application("A", "Ask", 1), source="s"),
    BudgetSet(amount=1),
    MunicipalitiesImported(municipalities=(), source="SSB"),
    RowSettled(key="k", reason="r"),
)


@pytest.mark.parametrize("body", SECRETARIATS_OWN, ids=lambda body: type(body).__name__)
def test_only_the_secretariat_runs_the_round(body: Happening) -> None:
    assert [seat for seat in ALL if refused(seat, body) is None] == [OFFICE]


def test_the_chair_and_the_members_rate_each_for_itself() -> None:
    assert [seat for seat in ALL if refused(seat, rating(seat)) is None] == [CHAIR, MEMBER]
    assert refused(MEMBER, rating(CHAIR)) == "Voss kommune kan ikke vurdere her."
    assert refused(OFFICE, rating(MEMBER)) == "Sekretariatet kan ikke vurdere her."


@pytest.mark.parametrize("score", [0, 6, -1, None])
def test_a_score_is_a_step_of_the_scale(score: int | None) -> None:
    assert refused(MEMBER, rating(MEMBER, score=score)) == f"{score} er ikke et trinn på skalaen for Nytte."


def test_a_rating_is_of_one_of_the_committees_criteria() -> None:
    assert refused(MEMBER, rating(MEMBER, criterion="pris")) == "Rådet har ikke noe kriterium pris."


@pytest.mark.parametrize("state", [RatingState.DEFERRED, RatingState.ABSTAINED])
def test_to_defer_or_abstain_needs_a_reason(state: RatingState) -> None:
    without = rating(MEMBER, state=state, score=None, comment="  ")
    assert refused(MEMBER, without) == "Skriv hvorfor vurderingen utsettes, eller hvorfor dere avstår."
    assert refused(MEMBER, replace(without, comment="Kjenner ikke feltet.")) is None


def test_a_rating_may_be_taken_back_without_a_reason() -> None:
    assert refused(MEMBER, rating(MEMBER, state=RatingState.WITHDRAWN, score=None)) is None


def test_the_committees_file_says_who_may_waive() -> None:
    assert [seat for seat in ALL if refused(seat, ruling()) is None] == [CHAIR, OFFICE]
    members_may = replace(WHOLE, procedure=Procedure(basis=BASIS, may_waive=(SeatRole.MEMBER,)))
    assert [seat for seat in ALL if refused(seat, ruling(), members_may) is None] == [MEMBER]


def test_a_waiver_without_a_reason_is_refused() -> None:
    assert refused(CHAIR, ruling(" \n")) == "Et krav fravikes eller overprøves med en begrunnelse. Skriv den."


def test_the_chair_and_the_secretariat_record_the_recommendation() -> None:
    body = Recommended(application="A", fields=("reasons",), reasons="God.")
    assert [seat for seat in ALL if refused(seat, body) is None] == [CHAIR, OFFICE]


@pytest.mark.parametrize("kind", [Dissented, InterestDeclared])
def test_dissent_and_interest_are_ones_own_or_recorded(kind: type) -> None:
    def about(seat: str) -> Happening:
        if kind is Dissented:
            return Dissented(application="A", dissenter=seat, text="Nei.")
        return InterestDeclared(application="A", declarer=seat, interest=Interest.RECUSED)

    own = [CHAIR, MEMBER] if kind is Dissented else [CHAIR, MEMBER, OFFICE]  # who takes no part in the decision cannot dissent from it
    assert [seat for seat in ALL if refused(seat, about(seat)) is None] == own
    assert [seat for seat in ALL if refused(seat, about(MEMBER)) is None] == [CHAIR, MEMBER, OFFICE]


def test_everybody_who_may_write_may_take_back() -> None:
    assert [seat for seat in ALL if refused(seat, Undone(events=("x",))) is None] == [CHAIR, MEMBER, OFFICE]


def test_the_chair_and_the_secretariat_go_on_to_the_next_phase() -> None:
    assert [seat for seat in ALL if refused(seat, StageSet(stage=Stage.MEETING)) is None] == [CHAIR, OFFICE]


@pytest.mark.parametrize("seat", ["obs", "ks"])
def test_who_only_reads_writes_nothing(seat: str) -> None:
    name = WHOLE.seat(seat)
    assert name is not None
    for body in (rating(seat), HandedIn(application="A", seat=seat), BudgetSet(amount=1), Undone(events=("x",))):
        assert refused(seat, body) == f"{name.name} leser og skriver ingenting i saken."
