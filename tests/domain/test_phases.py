"""The phases of a round: who sees the others' ratings in each, and what may be done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.case import Case
from reviewer.domain.committee import RatingsOpen, SeatRole
from reviewer.domain.enrolment import HandedIn, SeatEnrolled
from reviewer.domain.events import BudgetSet, Happening, Interest, InterestDeclared, Rated, RatingState, StageSet, Undone
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.phases import PHASES, not_now
from reviewer.domain.stages import Stage
from reviewer.domain.timeliness import untimely
from tests.domain.small_round import case_of, settled

RATED = Rated(application="A", criterion="c", state=RatingState.SCORED, score=3, seat="lom")
INTEREST = InterestDeclared(application="A", declarer="lom", interest=Interest.NONE)
HANDED = HandedIn(application="A", seat="lom")
DECLINED = GrantDeclined(application="A", reason="x")
BUDGET = BudgetSet(amount=1)
UNDONE = Undone(events=("x",))
ENROLLED = SeatEnrolled(holder="lom", key="ab", receives="age1")


def test_every_stage_has_its_row() -> None:
    assert list(PHASES) == list(Stage)


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [
        (Stage.PREPARING, (BUDGET, UNDONE, DECLINED)),
        (Stage.DECLARING, (BUDGET, UNDONE, DECLINED, INTEREST)),
        (Stage.RATING, (BUDGET, UNDONE, DECLINED, INTEREST, RATED, HANDED)),
        (Stage.OPENED, (BUDGET, UNDONE, DECLINED, INTEREST, RATED, HANDED)),
        (Stage.MEETING, (BUDGET, UNDONE, DECLINED, INTEREST)),
        (Stage.LOCKED, ()),
        (Stage.DECIDED, (UNDONE, DECLINED)),
    ],
)
def test_what_may_be_done_follows_from_the_phase(stage: Stage, allowed: tuple[Happening, ...]) -> None:
    bodies = (BUDGET, UNDONE, DECLINED, INTEREST, RATED, HANDED)
    assert [body for body in bodies if not_now(stage, body) is None] == [body for body in bodies if body in allowed]
    assert not_now(stage, ENROLLED) is None
    assert not_now(stage, StageSet(stage=Stage.RATING)) is None


def test_the_ratings_are_open_from_the_reading_on() -> None:
    assert [stage for stage in Stage if not stage.ratings_open] == [Stage.PREPARING, Stage.DECLARING, Stage.RATING]


def with_procedure(case: Case, **changed: object) -> Case:
    committee = case.committee
    return case.with_committee(replace(committee, procedure=replace(committee.procedure, **changed)))  # type: ignore[arg-type]


def test_a_committee_may_open_each_application_to_those_who_have_handed_it_in() -> None:
    case = case_of(settled())
    first = next(iter(case.dossiers))
    raters = sorted({seat for seat, _ in case.dossiers[first].ratings})
    assert len(raters) > 1
    mine = raters[0]
    dossiers = {**case.dossiers, first: replace(case.dossiers[first], handed_in=frozenset({mine}))}
    handed = replace(case, dossiers=dossiers, stage=Stage.RATING)
    blind = handed.seen_by(mine)
    assert {seat for seat, _ in blind.dossiers[first].ratings} == {mine}
    opened = with_procedure(handed, ratings_open=RatingsOpen.AFTER_OWN)
    assert {seat for seat, _ in opened.seen_by(mine).dossiers[first].ratings} == set(raters)
    assert {seat for seat, _ in opened.seen_by(raters[1]).dossiers[first].ratings} == {raters[1]}


def test_a_committee_may_keep_the_ratings_from_a_role_for_good() -> None:
    case = replace(case_of(settled()), stage=Stage.DECIDED)
    kept = with_procedure(case, ratings_shown_to=(SeatRole.CHAIR, SeatRole.SECRETARIAT))
    assert {seat for seat, _ in case.seen_by("voss").dossiers["A"].ratings} == {"leder", "voss", "lom"}
    assert {seat for seat, _ in kept.seen_by("voss").dossiers["A"].ratings} == {"voss"}
    assert {seat for seat, _ in kept.seen_by("leder").dossiers["A"].ratings} == {"leder", "voss", "lom"}


def test_an_act_in_the_wrong_phase_is_refused_where_it_is_made() -> None:
    case = replace(case_of(settled()), stage=Stage.LOCKED)
    assert untimely(case, RATED) is not None
    assert untimely(case, StageSet(stage=Stage.MEETING)) is None
