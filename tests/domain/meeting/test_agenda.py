"""The agenda's orders, numbers and introducers: exact small cases first, then what holds for every round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.events import Happening, Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting import comings
from reviewer.domain.meeting.acts import DiscussionAsked, ItemPlaced, MeetingCalled, Triage, TriageSet
from reviewer.domain.meeting.agenda import (
    Order,
    Plan,
    introducers,
    next_number,
    order_refused,
    ordered,
    placed,
    told_by_order,
    triage,
    triage_refused,
)
from reviewer.domain.meeting.arranging import arranged, triaged
from reviewer.domain.meeting.comings import fewest_moves, moves
from reviewer.domain.meeting.sitting import meeting
from tests.domain.small_round import application, case_of, opening, received, scores

EVERY = ("A", "B", "C", "D", "E")


def recused(key: str, *seats: str) -> list[tuple[str, Happening]]:
    return [(seat, InterestDeclared(application=key, declarer=seat, interest=Interest.RECUSED, ground="Partner.")) for seat in seats]


def round_of(*more: tuple[str, Happening], stage: Stage = Stage.OPENED) -> Assessment:
    """Five applications of two million each with six million to give: places A C B D E, the line below B."""
    applications = [application(key, key * 3, 2_000_000) for key in EVERY]
    given_scores = {"A": (5, 5), "B": (3, 3), "C": (4, 4), "D": (2, 3), "E": (1, 1)}
    rated = [one for key, (first, second) in given_scores.items() for one in scores(key, ("leder", first, first), ("voss", second, second))]
    return assess(case_of([*opening(6_000_000), *received(*applications), *rated, ("sekretariat", StageSet(stage=stage)), *more]))


def plan(order: Order = Order.PLACE, **more: object) -> Plan:
    return Plan(meeting="1", year=2018, order=order, **more)  # type: ignore[arg-type]


def test_by_place_the_best_comes_first() -> None:
    assert ordered(round_of(), EVERY, plan()) == ("A", "C", "B", "D", "E")


def test_by_line_the_last_above_it_and_the_first_below_come_first() -> None:
    assert ordered(round_of(), EVERY, plan(Order.LINE)) == ("B", "D", "C", "E", "A")


def test_by_disagreement_those_on_whom_the_members_differ_come_first() -> None:
    assert ordered(round_of(), EVERY, plan(Order.DISAGREEMENT))[0] == "D"


def test_by_bands_those_with_the_highest_median_come_first_and_in_a_band_the_best_place() -> None:
    near = [one for first, second in ((5, 4), (4, 5)) for one in scores("B", ("leder", first, first), ("voss", second, second))]
    assert ordered(round_of(), EVERY, plan(Order.BANDS)) == ("A", "C", "B", "D", "E")
    assert ordered(round_of(*near), EVERY, plan(Order.BANDS)) == ("A", "B", "C", "D", "E")
    assert order_refused(round_of(stage=Stage.RATING), plan(Order.BANDS)) is not None


def test_by_recusals_those_with_the_same_ones_stand_together() -> None:
    case = round_of(*recused("A", "voss"), *recused("C", "lom"), *recused("D", "voss"))
    assert ordered(case, EVERY, plan(Order.RECUSALS)) == ("B", "E", "A", "D", "C")


def test_only_what_is_asked_for_stands_on_the_agenda() -> None:
    assert ordered(round_of(), ("D", "A"), plan(Order.RECEIVED)) == ("A", "D")


def test_an_order_by_ratings_waits_until_they_are_opened() -> None:
    closed = round_of(stage=Stage.RATING)
    assert order_refused(closed, plan(Order.PLACE))
    assert order_refused(closed, plan(Order.RECUSALS)) is None
    assert order_refused(round_of(), plan(Order.PLACE)) is None


def test_triage_waits_for_the_ratings_too_whatever_the_order() -> None:
    assert triage_refused(round_of(stage=Stage.RATING)) == order_refused(round_of(stage=Stage.RATING), plan(Order.PLACE))
    assert triage_refused(round_of(stage=Stage.RATING)) is not None
    assert triage_refused(round_of()) is None


def test_a_theme_needs_a_field_of_the_committee() -> None:
    assert order_refused(round_of(), plan(Order.THEME))


def test_who_could_read_the_place_of_a_case_from_the_order_is_said() -> None:
    case = round_of(*recused("A", "lom"))
    assert told_by_order(case, EVERY, plan(Order.PLACE)) == ("lom",)
    assert told_by_order(case, EVERY, plan(Order.RECUSALS)) == ()
    assert told_by_order(case, ("B",), plan(Order.PLACE)) == ()


def test_numbers_run_from_the_first_one_given() -> None:
    items = placed(round_of(), EVERY, plan(first_number=14), {})
    assert [(item.application, item.number, item.position) for item in items] == [
        ("A", "14/18", 1),
        ("C", "15/18", 2),
        ("B", "16/18", 3),
        ("D", "17/18", 4),
        ("E", "18/18", 5),
    ]


def test_without_a_first_number_those_given_stay_and_the_rest_go_on_after_the_highest() -> None:
    items = placed(round_of(), ("A", "B", "C"), plan(), {"B": "3/18"}, reserved=("9/18", "40/17"))
    assert [(item.application, item.number) for item in items] == [("A", "10/18"), ("C", "11/18"), ("B", "3/18")]


@pytest.mark.parametrize(("used", "number"), [((), 1), (("7/18", "2/18"), 8), (("7/17",), 1), (("VII/18",), 1)])
def test_the_next_number_follows_the_highest_of_the_year(used: tuple[str, ...], number: int) -> None:
    assert next_number(used, 2018) == number


def test_what_is_securely_below_the_line_is_discussed_only_if_somebody_asks() -> None:
    found = {one.application: one.triage for one in triage(round_of(), EVERY)}
    assert found["E"] is Triage.UNLESS_ASKED
    assert {found["A"], found["C"]} == {Triage.DISCUSSED}


def test_time_is_planned_for_what_is_discussed() -> None:
    quiet = ("sekretariat", TriageSet(application="E", triage=Triage.UNLESS_ASKED))
    planned = {item.application: item.minutes for item in placed(round_of(quiet), EVERY, plan(minutes=10), {})}
    assert planned == {"A": 10, "B": 10, "C": 10, "D": 10, "E": None}
    asked = ("lom", DiscussionAsked(application="E", asker="lom"))
    assert placed(round_of(quiet, asked), ("E",), plan(minutes=10), {})[0].minutes == 10


def test_what_is_triaged_together_with_the_order_has_no_minutes_either() -> None:
    called = ("sekretariat", MeetingCalled(meeting="1", date=date(2018, 3, 1), place="Oslo"))
    for more, minutes in (((), None), ((("lom", DiscussionAsked(application="E", asker="lom")),), 10)):
        placed_e = ("sekretariat", ItemPlaced(application="E", meeting="1", number="1/18", position=1))
        assessment = round_of(called, placed_e, *more)
        met = meeting(assessment.case, "1")
        assert met is not None
        found = arranged(assessment, met, EVERY, plan(minutes=10, triage=triaged(assessment, met, EVERY)), ())
        assert {one.application: one.minutes for one in found.items}["E"] == minutes
        assert [one for one in found.bodies if isinstance(one, ItemPlaced)] == [*found.items]
        assert TriageSet(application="E", triage=Triage.UNLESS_ASKED) in found.bodies


def test_introducers_are_shared_evenly() -> None:
    chosen = introducers(round_of(), EVERY, 2, {})
    loads = [sum(seat in speakers for speakers in chosen.values()) for seat in ("leder", "voss", "lom")]
    assert sorted(loads) == [3, 3, 4]


@given(some.lists(some.tuples(some.sampled_from(EVERY), some.sampled_from(("leder", "voss", "lom")), some.booleans()), max_size=12))
def test_nobody_introduces_what_it_may_not_treat(declared: list[tuple[str, str, bool]]) -> None:
    bodies = [
        (seat, InterestDeclared(application=key, declarer=seat, interest=Interest.RECUSED if out else Interest.POSSIBLE, ground="x"))
        for key, seat, out in dict.fromkeys(declared)
    ]
    case = round_of(*bodies)
    for key, speakers in introducers(case, EVERY, 3, {}).items():
        assert not {seat for seat, one in case.judged[key].dossier.interests.items() if one.interest is not Interest.NONE} & set(speakers)


SETS = some.frozensets(some.sampled_from("abcde"), max_size=3)


def brute(away: Iterable[frozenset[str]]) -> int:
    return min(moves(order) for order in permutations(away))


@given(some.lists(SETS, min_size=1, max_size=6))
def test_no_order_has_fewer_people_going_in_and_out(away: list[frozenset[str]]) -> None:
    named = {str(number): out for number, out in enumerate(away)}
    found = fewest_moves(named)
    assert sorted(found.order) == sorted(named)
    assert moves([named[key] for key in found.order]) == brute(away)
    assert found.proven


@given(some.lists(SETS, min_size=1, max_size=25))
def test_above_the_exact_size_the_order_still_holds_every_case_and_never_more_moves_than_one_by_one(away: list[frozenset[str]]) -> None:
    named = {str(number): out for number, out in enumerate(away)}
    found = comings.improved_moves(named)
    assert sorted(found.order) == sorted(named)
    assert moves([named[key] for key in found.order]) <= 2 * sum(map(len, away))
