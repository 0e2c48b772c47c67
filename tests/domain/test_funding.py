"""Down the list until the budget ends: nothing over, equals alike, and everybody told why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.committee import Fund, PartialGrant, Ranking, TooLarge
from reviewer.domain.funding import Allocation, Ceiling, Means, fund, fund_within, funded, rows_above_line
from reviewer.domain.ranking import Candidate, Group, Place, rank
from reviewer.domain.said import say
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech
from tests.domain.small_round import BASIS

RANKING = Ranking(basis=BASIS)
STOP = Fund(name="f", basis=BASIS, partial=PartialGrant.REFUSED, too_large=TooLarge.STOP)
SKIP = replace(STOP, too_large=TooLarge.SKIP)
PARTLY = replace(STOP, partial=PartialGrant.ALLOWED)
NB = Speech("nb")
quick = settings(deadline=None, max_examples=150)


def places_of(*rows: tuple[str, int | None, bool | None]) -> tuple[Place, ...]:
    """Rank (id, score, eligible)."""
    return rank(RANKING, [Candidate(id=key, eligible=ok, score=None if value is None else Fraction(value)) for key, value, ok in rows])


def given_to(allocation: Allocation) -> dict[str, int]:
    return {award.id: award.amount for award in allocation.awards}


def reasons(allocation: Allocation) -> dict[str, str]:
    return {one.id: NB.text(one.reason).replace(NBSP, " ") for one in allocation.passed_over}


FOUR = places_of(("A", 9, True), ("B", 8, True), ("C", 7, True), ("D", 6, True))
ASKED = {"A": 250, "B": 200, "C": 100, "D": 50}


def test_civigrants_example_skips_what_does_not_fit() -> None:
    """CiviGrant's documentation: of 500, best to worst and in full, 250 + 200, the 100 is skipped, + 50."""
    allocation = fund(SKIP, 500, FOUR, ASKED)
    assert given_to(allocation) == {"A": 250, "B": 200, "D": 50}
    assert (allocation.spent, allocation.left, allocation.reserve) == (500, 0, ("C",))
    assert reasons(allocation) == {"C": "Har søkt om 100 kr, men det er bare 50 kr igjen."}


def test_a_part_that_a_years_limit_made_small_leaves_the_rest_to_those_below() -> None:
    """B falls on a year that can pay 20 more. Where the committee goes on, C and D get what is left; where it stops, they do not."""
    year = Ceiling(name=say("The year {year}", year="2018"), amount=120, shares={"A": Fraction(2, 5), "B": Fraction(1)})
    skip, stop = (replace(rules, partial=PartialGrant.ALLOWED) for rules in (SKIP, STOP))
    assert given_to(fund_within(Means(rules=skip, budget=400, limits=(year,)), FOUR, ASKED)) == {"A": 250, "B": 20, "C": 100, "D": 30}
    assert given_to(fund_within(Means(rules=stop, budget=400, limits=(year,)), FOUR, ASKED)) == {"A": 250, "B": 20}


def test_who_can_get_nothing_is_no_recipient() -> None:
    asked = {**ASKED, "A": 0}
    assert fund(SKIP, 500, FOUR, asked).recipients == funded(Means(rules=SKIP, budget=500), ("A", "B", "C", "D"), asked) == set("BCD")


def test_the_same_list_stops_where_the_committee_says_so() -> None:
    allocation = fund(STOP, 500, FOUR, ASKED)
    assert given_to(allocation) == {"A": 250, "B": 200}
    assert (allocation.left, allocation.reserve) == (50, ("C", "D"))


def test_the_last_one_gets_what_is_left_where_part_is_allowed() -> None:
    allocation = fund(PARTLY, 500, FOUR, ASKED)
    assert given_to(allocation) == {"A": 250, "B": 200, "C": 50}
    assert [award.partial for award in allocation.awards] == [False, False, True]
    assert reasons(allocation) == {"D": "Fordelingen stanser før denne plassen."}


def test_a_part_below_the_floor_is_not_given_and_at_the_floor_it_is() -> None:
    at_half = replace(PARTLY, partial_floor=Decimal("0.5"))
    assert given_to(fund(at_half, 500, FOUR, ASKED)) == {"A": 250, "B": 200, "C": 50}
    assert given_to(fund(at_half, 499, FOUR, ASKED)) == {"A": 250, "B": 200}


def test_equals_that_do_not_all_fit_get_nothing_and_the_council_decides() -> None:
    tied = places_of(("A", 9, True), ("B", 8, True), ("C", 8, True), ("D", 1, True))
    allocation = fund(PARTLY, 500, tied, ASKED)
    assert given_to(allocation) == {"A": 250}
    assert reasons(allocation)["B"] == "Deler plass med C. Det er 250 kr igjen, og det dekker ikke alle. Rådet må velge."
    assert allocation.reserve == ("B", "C", "D")


def test_skipping_goes_on_below_equals_that_do_not_fit() -> None:
    tied = places_of(("A", 9, True), ("B", 8, True), ("C", 8, True), ("D", 1, True))
    assert given_to(fund(SKIP, 500, tied, ASKED)) == {"A": 250, "D": 50}


def test_who_does_not_meet_a_requirement_gets_nothing_and_is_no_reserve() -> None:
    places = places_of(("A", 9, False), ("B", 1, True))
    allocation = fund(PARTLY, 1000, places, ASKED)
    assert given_to(allocation) == {"B": 200}
    assert (reasons(allocation), allocation.reserve) == ({"A": "Et krav er ikke oppfylt."}, ())


def test_an_unresolved_one_is_given_with_a_note() -> None:
    (award,) = fund(PARTLY, 1000, places_of(("A", 9, None)), ASKED).awards
    assert award.note is not None
    assert NB.text(award.note) == "Krav er uavklart. Tildelingen avhenger av dem."


def test_an_unknown_amount_is_passed_over_and_costs_the_others_nothing() -> None:
    allocation = fund(PARTLY, 500, FOUR, {**ASKED, "A": None})
    assert given_to(allocation) == {"B": 200, "C": 100, "D": 50}
    assert reasons(allocation) == {"A": "Søknadsbeløpet er ikke kjent."}


def test_without_a_place_there_is_no_money() -> None:
    allocation = fund(PARTLY, 500, places_of(("A", None, True)), ASKED)
    assert (given_to(allocation), reasons(allocation)) == ({}, {"A": "Ingen plass: Ikke alle kriterier er vurdert."})


def test_without_a_budget_nobody_gets_anything() -> None:
    allocation = fund(PARTLY, 0, FOUR, ASKED)
    assert (allocation.awards, allocation.left, allocation.reserve) == ((), 0, ("A", "B", "C", "D"))


rounds = st.lists(
    st.tuples(st.integers(1, 4) | st.none(), st.sampled_from([True, True, None, False]), st.integers(0, 40) | st.none()), max_size=9
).map(lambda rows: [(f"{number:02}", *row) for number, row in enumerate(rows)])
funds = st.builds(
    Fund,
    name=st.just("f"),
    basis=st.just(BASIS),
    partial=st.sampled_from(PartialGrant),
    partial_floor=st.sampled_from([Decimal(0), Decimal("0.3"), Decimal(1)]),
    too_large=st.sampled_from(TooLarge),
)
Row = tuple[str, int | None, bool | None, int | None]


def spent_on(rules: Fund, budget: int, rows: list[Row]) -> tuple[tuple[Place, ...], dict[str, int | None], Allocation]:
    places = places_of(*((key, value, ok) for key, value, ok, _ in rows))
    asked = {key: amount for key, _, _, amount in rows}
    return places, asked, fund(rules, budget, places, asked)


@quick
@given(funds, st.integers(0, 120), rounds)
def test_no_krone_is_given_twice_or_invented(rules: Fund, budget: int, rows: list[Row]) -> None:
    _, asked, allocation = spent_on(rules, budget, rows)
    assert sum(award.amount for award in allocation.awards) + allocation.left == budget
    assert allocation.left >= 0
    assert all(0 <= award.amount <= (asked[award.id] or 0) for award in allocation.awards)
    assert sum(award.partial for award in allocation.awards) <= (rules.partial is PartialGrant.ALLOWED)


@quick
@given(funds, st.integers(0, 120), rounds)
def test_everybody_gets_money_or_a_reason_and_nobody_both(rules: Fund, budget: int, rows: list[Row]) -> None:
    places, _, allocation = spent_on(rules, budget, rows)
    told = [award.id for award in allocation.awards] + [one.id for one in allocation.passed_over]
    assert sorted(told) == sorted(place.id for place in places)
    barred = {place.id for place in places if place.group is Group.NOT_ELIGIBLE or place.rank is None}
    assert list(allocation.reserve) == [place.id for place in places if place.id not in barred and not allocation.award(place.id)]
    assert not barred & {award.id for award in allocation.awards}


@quick
@given(funds, st.integers(0, 120), rounds)
def test_equals_whose_amounts_are_known_are_treated_alike(rules: Fund, budget: int, rows: list[Row]) -> None:
    places, asked, allocation = spent_on(rules, budget, rows)
    for place in places:
        alike = [key for key in (place.id, *place.tied_with) if asked[key] is not None]
        if place.rank is not None and len(alike) > 1:
            assert len({allocation.award(key) is not None for key in alike}) == 1
            assert all(not award.partial for key in alike if (award := allocation.award(key)))


@quick
@given(st.integers(0, 120), rounds)
def test_where_it_stops_nobody_below_gets_anything(budget: int, rows: list[Row]) -> None:
    places, asked, allocation = spent_on(STOP, budget, rows)
    fundable = [place for place in places if place.rank and place.group is not Group.NOT_ELIGIBLE and asked[place.id] is not None]
    granted = [allocation.award(place.id) is not None for place in fundable]
    assert granted == sorted(granted, reverse=True)


@quick
@given(st.integers(0, 120), rounds)
def test_where_it_skips_only_what_did_not_fit_is_skipped(budget: int, rows: list[Row]) -> None:
    places, asked, allocation = spent_on(SKIP, budget, rows)
    for place in places:
        amount = asked[place.id]
        alone = place.rank is not None and not place.tied_with and place.group is not Group.NOT_ELIGIBLE
        if alone and amount and allocation.award(place.id) is None:
            above = sum(award.amount for award in allocation.awards if award.rank < (place.rank or 0))
            assert amount > budget - above


@quick
@given(funds, st.integers(0, 120), rounds, st.integers(0, 40) | st.none(), st.booleans())
def test_one_more_below_the_others_changes_nothing_above(
    rules: Fund,
    budget: int,
    rows: list[Row],
    amount: int | None,
    eligible: bool,  # noqa: FBT001
) -> None:
    _, _, before = spent_on(rules, budget, rows)
    _, _, after = spent_on(rules, budget, [*rows, ("last", 0, eligible, amount)])
    assert [award for award in after.awards if award.id != "last"] == list(before.awards)


@pytest.mark.parametrize(
    ("rows", "above"),
    [
        ([], 0),
        ([(1, False), (2, False)], 0),
        ([(1, True), (2, True), (3, False)], 2),
        ([(1, True), (1, False), (3, False)], 2),
        ([(1, True), (2, False), (3, True), (4, False)], 3),
        ([(1, True), (None, False), (None, False)], 1),
    ],
)
def test_the_line_stands_below_the_last_place_that_gets_money_and_never_through_a_shared_one(rows, above) -> None:
    assert rows_above_line(rows) == above
