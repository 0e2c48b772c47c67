"""The phases of a round: who sees the others' ratings in each, and what may be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reviewer.domain.case import Case
from reviewer.domain.committee import RatingsOpen, SeatRole
from reviewer.domain.enrolment import HandedIn, SeatEnrolled
from reviewer.domain.events import (
    BudgetSet,
    Happening,
    Interest,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
    Recommended,
    StageSet,
    Undone,
)
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting import acts
from reviewer.domain.meeting.locks import Locks
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


VOTE = acts.VoteTaken(application="A", motion="1", manner=acts.Manner.UNANIMOUS, voters=("lom",), chair="lom", meeting="m")
RECOMMENDED = Recommended(application="A", fields=("outcome",), outcome=Outcome.NOT_RECOMMENDED)
FROM_THE_RECIPIENT = acts.RecipientDecided(application="A", outcome=Outcome.NOT_RECOMMENDED, day=date(2018, 4, 1))


@pytest.mark.parametrize("stage", Stage)
def test_votes_are_taken_in_the_meeting_and_only_there_and_then_nothing_is_recommended_past_them(stage: Stage) -> None:
    before = list(Stage).index(stage) < list(Stage).index(Stage.MEETING)
    assert (not_now(stage, VOTE) is None) is (stage is Stage.MEETING)
    assert (not_now(stage, RECOMMENDED) is None) is before
    assert not_now(stage, FROM_THE_RECIPIENT) is None


def test_locked_minutes_go_before_the_phase() -> None:
    lock = acts.MinutesLocked(meeting="m", content="0", day=date(2018, 3, 1), by="leder")
    feeds = [
        acts.FeedLocked(holder="sekretariat", key="", of=f"application/{key}", number=9, application=key, meeting="m", treatment=treatment)
        for key, treatment in (("A", acts.Treatment.SETTLED), ("B", acts.Treatment.PENDING))
    ]
    locks = Locks.of([lock, *feeds])
    later = [replace(VOTE, application=key, meeting=where) for key in "AB" for where in ("m", "n")]
    assert [(one.application, one.meeting) for one in later if locks.admits(one)] == [("B", "n")]
    admitted = [body for body in (RATED, INTEREST, HANDED, DECLINED, BUDGET, UNDONE, ENROLLED, FROM_THE_RECIPIENT) if locks.admits(body)]
    assert admitted == [DECLINED, UNDONE, ENROLLED, FROM_THE_RECIPIENT]
    assert [stage for stage in Stage if locks.admits(StageSet(stage=stage))] == [Stage.LOCKED, Stage.DECIDED]
    assert all(Locks().admits(body) for body in (RATED, BUDGET, *later))
