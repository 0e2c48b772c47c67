"""The reserve list after the decisions, and the order of the steps that follow one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviewer.domain.assessment import assess
from reviewer.domain.case import Case
from reviewer.domain.events import Happening, Outcome, Stage, StageSet
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting.acts import MilestoneSet, RecipientDecided, ReserveKept
from reviewer.domain.meeting.aftermath import Milestone
from reviewer.domain.meeting.awaited import Awaited
from reviewer.domain.meeting.objections import objection
from reviewer.domain.meeting.reserve import free, given, kept_until, reserve_list
from reviewer.domain.recommendation import Recommendation
from tests.domain.meeting.room import Room, council
from tests.domain.small_round import application, case_of, opening, received, scores

DAY = date(2018, 4, 1)
KEYS = ("A", "B", "C")


def _proposed(case: Case, **grants: int) -> Case:
    """Return the case with these recommended, the others not."""

    def of(key: str) -> Recommendation:
        granted = key in grants
        return Recommendation(outcome=Outcome.RECOMMENDED if granted else Outcome.NOT_RECOMMENDED, amount=grants.get(key))

    return replace(case, dossiers={key: replace(one, recommendation=of(key)) for key, one in case.dossiers.items()})


def _rated(budget: int, *more: Happening, **points: int) -> Case:
    """Return a round in which these applications have these points from both members, each applying for five million."""
    asked = [application(key, key, 5_000_000) for key in points]
    rated = [one for key, score in points.items() for one in scores(key, ("leder", score, score), ("voss", score, score))]
    acts = [*opening(budget), *received(*asked), *rated, ("sekretariat", StageSet(stage=Stage.OPENED))]
    return case_of([*acts, *(("sekretariat", body) for body in more)])


def test_who_has_no_grant_stands_in_line_by_place_and_whether_what_is_free_is_enough_is_said() -> None:
    case = _proposed(_rated(10_000_000, A=5, B=3, C=4), A=5_000_000)
    assert free(case) == 5_000_000
    assert [(one.application, one.rank, one.could_get, one.fits) for one in reserve_list(assess(case))] == [
        ("C", 2, 5_000_000, True),
        ("B", 3, 5_000_000, True),
    ]
    tight = _proposed(_rated(7_000_000, A=5, B=3, C=4), A=5_000_000)
    assert not any(one.fits for one in reserve_list(assess(tight)))


def test_who_declines_frees_its_money_and_stands_in_line_no_more() -> None:
    case = _proposed(_rated(10_000_000, GrantDeclined(application="A", reason="x"), A=5, B=3, C=4), A=5_000_000, B=5_000_000)
    assert given(case.dossiers["A"]) == 0
    assert free(case) == 5_000_000
    assert [one.application for one in reserve_list(assess(case))] == ["C"]


def test_the_recipients_decision_is_what_somebody_has() -> None:
    room = Room(ids=KEYS, budget=10_000_000)
    room.write(RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, amount=3_000_000, day=DAY))
    room.write(RecipientDecided(application="B", outcome=Outcome.NOT_RECOMMENDED, day=DAY, reason="x"))
    case = _proposed(room.case, A=5_000_000, B=5_000_000)
    assert [given(case.dossiers[key]) for key in KEYS] == [3_000_000, 0, 0]
    assert free(case) == 7_000_000


def test_until_when_it_holds_is_the_last_that_was_written_down() -> None:
    room = Room()
    assert kept_until(room.case) is None
    room.write(ReserveKept(until=DAY), ReserveKept(until=date(2018, 12, 31)))
    assert kept_until(room.case) == date(2018, 12, 31)


ALL = tuple(
    Awaited(milestone=one) for one in (Milestone.PLAN_RECEIVED, Milestone.PLAN_APPROVED, Milestone.FINAL_COMMITMENT, Milestone.PAYMENT)
)


SENT = (Milestone.COMMITMENT,)
PLANNED = (*SENT, Milestone.PLAN_RECEIVED)
APPROVED = (*PLANNED, Milestone.PLAN_APPROVED)


@pytest.mark.parametrize(
    ("awaits", "done", "step", "refused"),
    [
        (ALL, (), Milestone.COMMITMENT, ""),
        (ALL, (), Milestone.PLAN_RECEIVED, "First comes"),
        (ALL, SENT, Milestone.PLAN_RECEIVED, ""),
        (ALL, SENT, Milestone.PLAN_APPROVED, "First comes"),
        (ALL, PLANNED, Milestone.PLAN_APPROVED, ""),
        (ALL, PLANNED, Milestone.FINAL_COMMITMENT, "First comes"),
        (ALL, APPROVED, Milestone.FINAL_COMMITMENT, ""),
        (ALL, APPROVED, Milestone.PAYMENT, "First comes"),
        (ALL, (*APPROVED, Milestone.FINAL_COMMITMENT), Milestone.PAYMENT, ""),
        ((), (), Milestone.PAYMENT, "First comes"),
        ((), SENT, Milestone.PAYMENT, ""),
        (ALL[:1], SENT, Milestone.PAYMENT, "First comes"),
        (ALL, (), Milestone.REFUSAL, "That step does not follow"),
    ],
)
def test_the_second_step_goes_from_the_plan_to_the_payment(
    awaits: tuple[Awaited, ...], done: tuple[Milestone, ...], step: Milestone, refused: str
) -> None:
    room = Room(replace(council(), awaits=awaits))
    body = MilestoneSet(application="A", milestone=step, done=DAY)
    assert objection(room.case, body) is not None, "nothing is done before the recipient has decided"
    assert objection(room.case, replace(body, done=None, due=DAY)) is None, "a day can be set at any time"
    room.write(RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, amount=1, day=DAY))
    room.write(*(MilestoneSet(application="A", milestone=one, done=DAY) for one in done))
    said = objection(room.case, body)
    assert (said is None) if not refused else said is not None and said.message.startswith(refused)


def _later(days: int) -> date:
    return DAY + timedelta(days=days)


def _granted(*done: MilestoneSet) -> Room:
    room = Room(replace(council(), awaits=ALL))
    room.write(RecipientDecided(application="A", outcome=Outcome.RECOMMENDED, amount=5_000_000, day=DAY), *done)
    return room


SENT_ON = MilestoneSet(application="A", milestone=Milestone.COMMITMENT, done=_later(5))
PLAN_ON = MilestoneSet(application="A", milestone=Milestone.PLAN_RECEIVED, done=_later(9))


@pytest.mark.parametrize(
    ("done", "step", "refused"),
    [
        ((), replace(SENT_ON, done=_later(-1)), "What it follows was done"),
        ((SENT_ON,), replace(PLAN_ON, done=_later(4)), "What it follows was done"),
        ((SENT_ON,), replace(PLAN_ON, done=_later(5)), ""),
        ((SENT_ON, PLAN_ON), replace(SENT_ON, done=_later(10)), "What follows it was done"),
        ((SENT_ON, PLAN_ON), replace(SENT_ON, done=None, due=DAY), "This has been done after it"),
        ((SENT_ON,), replace(SENT_ON, amount=5_000_001), "{amount} is more than {recipient} has granted"),
        ((SENT_ON,), replace(SENT_ON, amount=5_000_000), ""),
    ],
)
def test_steps_are_done_in_the_order_of_their_days_and_give_no_more_than_was_granted(
    done: tuple[MilestoneSet, ...], step: MilestoneSet, refused: str
) -> None:
    said = objection(_granted(*done).case, step)
    assert (said is None) if not refused else said is not None and said.message.startswith(refused)


CONDITIONS = ("Planen er godkjent.",)


@pytest.mark.parametrize(
    ("conditions", "reason", "refused"),
    [(CONDITIONS, "", False), (("Planen  er godkjent. ",), "", False), (("Noe annet.",), "", True), (("Noe annet.",), "Nytt.", False)],
)
def test_who_sets_other_conditions_than_were_proposed_says_why(conditions: tuple[str, ...], reason: str, *, refused: bool) -> None:
    case = _proposed(Room(ids=KEYS).case, A=1)
    dossier = case.dossiers["A"]
    proposed = replace(dossier.recommendation, outcome=Outcome.CONDITIONS, conditions=CONDITIONS)
    case = replace(case, dossiers={**case.dossiers, "A": replace(dossier, recommendation=proposed)})
    body = RecipientDecided(application="A", outcome=Outcome.CONDITIONS, amount=1, day=DAY, conditions=conditions, reason=reason)
    assert (objection(case, body) is not None) is refused
