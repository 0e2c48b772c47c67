"""What a recused seat may still write: every kind of act, and what of its acts does not count."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain import events as happened
from reviewer.domain.events import KINDS, Event, Happening, Interest, InterestDeclared, Undone
from reviewer.domain.meeting.acts import RecusalDecided, Standing
from reviewer.domain.recusal import WHEN_RECUSED, Had, WhenRecused, takes_part, written_while_recused
from tests.casefile.conftest import NOON

MINUTE = timedelta(minutes=1)
KEPT = {"application_received", "row_set_aside", "seat_key_closed", "feed_countersigned", "feed_locked"}
OWN = {"interest_declared", "interest_confirmed"}
ABOUT_NO_APPLICATION = {
    "case_opened",
    "budget_set",
    "municipalities_imported",
    "stage_set",
    "row_settled",
    "draw_announced",
    "committee_changed",
    "seat_enrolled",
    "meeting_called",
    "attendance_noted",
    "attendance_expected",
    "matter_placed",
    "overrun_decided",
    "minutes_locked",
    "minutes_approved",
    "reserve_kept",
}
SHUT = {
    "rated",
    "rating_excluded",
    "place_moved",
    "grant_declined",
    "assumptions_set",
    "effect_graded",
    "verdict_ruled",
    "recommended",
    "dissented",
    "handed_in",
    "conflict_settled",
    "item_placed",
    "triage_set",
    "discussion_asked",
    "recusal_decided",
    "acting_chair_set",
    "floor_given",
    "motion_made",
    "vote_taken",
    "decided",
    "remark_entered",
    "recipient_decided",
    "milestone_set",
    "minutes_corrected",
}


def test_every_kind_of_act_is_considered() -> None:
    assert KEPT | OWN | {"undone"} | ABOUT_NO_APPLICATION | SHUT == KINDS.keys()
    assert {name for name in KINDS if WHEN_RECUSED[KINDS[name]] is WhenRecused.KEEPS} == KEPT
    assert {name for name in KINDS if WHEN_RECUSED[KINDS[name]] is WhenRecused.OWN} == OWN
    assert {name for name in KINDS if WHEN_RECUSED[KINDS[name]] is WhenRecused.SHUT} == SHUT | ABOUT_NO_APPLICATION


def test_what_is_said_to_be_about_no_application_has_none() -> None:
    about = {name for name, kind in KINDS.items() if "application" in {one.name for one in fields(kind)}}
    assert about == SHUT | KEPT | OWN | {"undone"}


def declared(interest: Interest = Interest.RECUSED, seat: str = "oslo") -> InterestDeclared:
    return InterestDeclared(application="A", declarer=seat, interest=interest)


def decided(standing: Standing = Standing.RECUSED, seat: str = "oslo") -> RecusalDecided:
    return RecusalDecided(application="A", concerned=seat, standing=standing, ground="§ 6")


RULED = happened.VerdictRuled(application="A", rule="cap", ruling=happened.Ruling.WAIVED, reason="x")


def act(key: str, body: Happening, minute: int, seat: str = "oslo", number: int = 1, **more: str) -> Event:
    more = {"feed": "application/A", "key": seat} | more
    return Event(id=key, seat=seat, number=number, at=NOON + minute * MINUTE, kind="", body=body, **more)  # type: ignore[arg-type]


def void(*events: Event, had: dict[str, Had] | None = None) -> set[str]:
    return set(written_while_recused(events, had or {}))


def test_ones_own_interest_is_ones_own_and_nobody_elses() -> None:
    assert not takes_part("oslo", declared())
    assert takes_part("oslo", declared(seat="bergen"))
    assert not takes_part("oslo", Undone(events=("x",), application="A"), [declared()])
    assert takes_part("oslo", Undone(events=("x", "y"), application="A"), [declared(), RULED])
    assert takes_part("oslo", Undone(events=("x",), application="A"), [None])


def test_what_a_seat_wrote_before_it_was_recused_stays_and_what_it_writes_afterwards_does_not_count() -> None:
    assert void(act("before", RULED, 0), act("r", decided(), 1, OFFICE), act("after", RULED, 2, number=2)) == {"after"}


OFFICE = "sekretariat"


def test_a_clock_that_was_set_back_brings_nothing_in() -> None:
    acts = (act("before", RULED, 0), act("r", decided(), 1, OFFICE), act("back-dated", RULED, 0, number=2))
    assert void(*acts, had={"r": {("oslo", "application/A"): 1}}) == {"back-dated"}
    assert void(act("r", declared(), 1, number=1), act("back-dated", RULED, 0, number=2)) == {"back-dated"}
    assert void(act("own", RULED, 3, number=1), act("r", declared(), 1, number=2)) == set()


def test_what_was_written_while_a_recusal_lasted_does_not_count_when_it_has_ended() -> None:
    acts = [act("r", decided(), 1, OFFICE), act("during", RULED, 2), act("end", decided(Standing.TAKES_PART), 3, OFFICE, 2)]
    assert void(*acts, act("after", RULED, 4, number=2)) == {"during"}
    assert void(*acts, act("late", RULED, 0, number=2), had={"r": {}}) == {"during"}


def test_a_recusal_that_was_taken_back_never_was() -> None:
    undone = Undone(events=("r",), application="A", of="application/A")
    assert void(act("r", decided(), 1, OFFICE), act("during", RULED, 2), act("u", undone, 3, OFFICE, 2)) == set()


def test_a_recused_seat_recuses_nobody_and_takes_no_recusal_back() -> None:
    others = act("bergen", decided(seat="bergen"), 0)
    first = act("r", decided(), 1, OFFICE)
    assert void(others, first, act("x", decided(Standing.TAKES_PART, "bergen"), 2, number=2), act("b", RULED, 3, "bergen")) == {"x", "b"}
    back = Undone(events=("bergen",), application="A", of="application/A")
    assert void(others, first, act("u", back, 2, number=2), act("b", RULED, 3, "bergen")) == {"u", "b"}


def test_two_that_recuse_each_other_unseen_leave_the_one_that_was_not_there_in_time() -> None:
    mine, theirs = act("mine", decided(), 1, OFFICE), act("theirs", decided(seat=OFFICE), 0)
    assert void(mine, theirs, act("later", RULED, 2, OFFICE, 2), had={"mine": {}, "theirs": {}}) == {"theirs"}


@given(st.permutations(range(6)), st.lists(st.integers(0, 5), min_size=6, max_size=6))
@pytest.mark.parametrize("had", [None, {("oslo", "application/A"): 1}])
def test_the_answer_is_the_same_in_whatever_order_they_came(had: Had | None, order: list[int], minutes: list[int]) -> None:
    bodies = [declared(), decided(), RULED, decided(Standing.TAKES_PART), Undone(events=("0",), application="A"), decided(seat=OFFICE)]
    seats = ["oslo", OFFICE, "oslo", OFFICE, "oslo", "oslo"]
    acts = [act(str(one), bodies[one], minutes[one], seats[one], one + 1) for one in range(6)]
    told = {} if had is None else {"1": had}
    assert void(*acts, had=told) == void(*(acts[one] for one in order), had=told)


def test_what_stands_beside_the_applications_feed_and_later_ratings_count_again_once_the_seat_takes_part() -> None:
    excluded = happened.RatingExcluded(application="A", rater="bergen", reason="x")
    given = happened.Rated(application="A", criterion="c", state=happened.RatingState.DEFERRED, seat="oslo", comment="x")
    acts = [act("e", excluded, 0, feed="exclusion/bergen/A"), act("g", given, 0, feed="rating/A"), act("h", given, 2, feed="rating/A")]
    assert void(act("r", decided(), 1, OFFICE), *acts, had={"r": {}}) == {"e", "h"}
    end = act("end", decided(Standing.TAKES_PART), 3, OFFICE, 2)
    assert void(act("r", decided(), 1, OFFICE), *acts, end, had={"r": {}}) == set()
