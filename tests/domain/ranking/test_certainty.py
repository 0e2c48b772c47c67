"""How certain a place is: the same draws everywhere, exact bounds for weights, and what depends on the method."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import islice

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewer.domain.committee import Fund, PartialGrant, RankMethod, TooLarge
from reviewer.domain.funding import fund
from reviewer.domain.leniency import leniency
from reviewer.domain.ordering import Leniency
from reviewer.domain.ranking import Candidate, rank
from reviewer.domain.ranking.advice import advice, advised
from reviewer.domain.ranking.comparison import compare, optimal_orders, optimal_words
from reviewer.domain.ranking.robustness import least_swaps, weight_ranges
from reviewer.domain.ranking.seeded import numbers
from reviewer.domain.ranking.setting import Given, Money, Setting
from reviewer.domain.ranking.uncertainty import RESAMPLES, uncertainty
from reviewer.domain.rating import CriterionScore
from reviewer.language.speech import Speech
from tests.domain.ranking.orders import ranking
from tests.domain.small_round import BASIS

RULES = Fund(name="f", basis=BASIS, partial=PartialGrant.REFUSED, too_large=TooLarge.STOP)
WEIGHTS = {"nytte": Fraction(3), "evne": Fraction(1)}


def a_setting(scores: Given, budget: int = 2, method: RankMethod = RankMethod.MEAN, weights: dict[str, Fraction] = WEIGHTS) -> Setting:
    """Everybody applies for 1 krone."""
    found = []
    for key, by_seat in scores.items():
        lists = {name: tuple(sorted(given[name] for given in by_seat.values() if name in given)) for name in weights}
        criteria = {name: CriterionScore(criterion=name, values=values) for name, values in lists.items()}
        total = sum(weights.values())
        whole = all(lists.values())
        score = sum(weights[name] * (criteria[name].mean or 0) for name in weights) / total if whole else None
        members = {
            seat: Fraction(sum(weights[name] * given[name] for name in weights)) / total
            for seat, given in by_seat.items()
            if len(given) == len(weights)
        }
        found.append(Candidate(id=key, eligible=True, score=score, criteria=criteria, members=members))
    money = Money(rules=RULES, budget=budget, asked=dict.fromkeys(scores, 1))
    return Setting(ranking=ranking(method), candidates=tuple(found), given=scores, weights=weights, money=money)


def both(value: int) -> dict[str, int]:
    return {"nytte": value, "evne": value}


# --- The draws


def test_the_numbers_are_read_from_sha_256_as_the_document_says() -> None:
    digest = sha256(b"lodd|0").digest()
    by_hand = [int.from_bytes(digest[at : at + 4], "big") % 16 for at in range(0, 32, 4)]
    assert list(islice(numbers("lodd", 16), 8)) == by_hand


@given(st.text(st.characters(codec="utf-8")), st.integers(1, 50))
def test_every_number_is_below_the_bound(seed: str, below: int) -> None:
    assert all(0 <= number < below for number in islice(numbers(seed, below), 40))


# --- Uncertainty


def test_where_all_members_agree_nothing_is_uncertain() -> None:
    scores = {key: {f"s{at}": both(value) for at in range(4)} for key, value in (("A", 5), ("B", 4), ("C", 2), ("D", 1))}
    found = uncertainty(given := a_setting(scores), rank(given.ranking, given.candidates))
    assert found is not None
    assert found.intervals == found.left_out == {"A": (1, 1), "B": (2, 2), "C": (3, 3), "D": (4, 4)}
    assert found.above == {"A": 1, "B": 1, "C": 0, "D": 0}
    assert (found.grey, found.decisive, found.resamples) == ((), (), RESAMPLES)


def test_one_member_who_decides_is_named_and_the_line_is_grey() -> None:
    scores = {"A": {"s0": both(5), "s1": both(3), "s2": both(3)}, "B": {"s0": both(1), "s1": both(4), "s2": both(4)}}
    found = uncertainty(given := a_setting(scores, budget=1), rank(given.ranking, given.candidates))
    assert found is not None
    assert (found.intervals["A"], found.left_out["A"]) == ((1, 2), (1, 2))
    assert found.decisive == ("s0",)
    assert found.grey == ("A", "B")
    assert found.above["A"] + found.above["B"] <= 1


def test_the_same_ratings_give_the_same_draws() -> None:
    scores = {key: {f"s{at}": both(1 + (at * place) % 5) for at in range(5)} for place, key in enumerate("ABCDE", start=1)}
    found = [uncertainty(a_setting(scores), rank(a_setting(scores).ranking, a_setting(scores).candidates)) for _ in range(2)]
    assert found[0] == found[1]


def test_an_order_that_does_not_rest_on_ratings_has_no_such_uncertainty() -> None:
    given = a_setting({"A": {"s0": both(1), "s1": both(2)}}, method=RankMethod.NPV_PER_KRONE)
    assert uncertainty(given, ()) is None


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from("ABCDE"),
        st.dictionaries(
            st.sampled_from(["s0", "s1", "s2"]), st.fixed_dictionaries({"nytte": st.integers(1, 5), "evne": st.integers(1, 5)})
        ),
        min_size=1,
    ),
    st.sampled_from([RankMethod.MEAN, RankMethod.MEDIAN, RankMethod.BORDA, RankMethod.COPELAND, RankMethod.SCHULZE]),
)
def test_leaving_a_member_out_is_ranking_without_that_member(scores: Given, method: RankMethod) -> None:
    if method is RankMethod.MEDIAN:
        return
    whole = a_setting(scores, method=method)
    found = uncertainty(whole, rank(whole.ranking, whole.candidates))
    if found is None:
        return
    expected = {place.id: [place.rank] for place in rank(whole.ranking, whole.candidates) if place.rank}
    for seat in {seat for by_seat in scores.values() for seat in by_seat}:
        without = a_setting(
            {key: {other: given for other, given in by_seat.items() if other != seat} for key, by_seat in scores.items()}, method=method
        )
        for place in rank(without.ranking, without.candidates):
            if place.rank and place.id in expected:
                expected[place.id].append(place.rank)
    assert found.left_out == {key: (min(places), max(places)) for key, places in expected.items()}


# --- Weights


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from("ABCD"), st.dictionaries(st.sampled_from(("s0", "s1", "s2")), st.integers(1, 5), min_size=1), min_size=2
    )
)
def test_leaving_a_member_out_where_strictness_is_taken_out_finds_it_anew(drawn: dict[str, dict[str, int]]) -> None:
    """As the order without that member would be: strictness of those who are left, by the model itself."""
    members = {key: {seat: Fraction(value) for seat, value in given_by.items()} for key, given_by in drawn.items()}
    fit = leniency(members)
    found = tuple(Candidate(id=key, eligible=True, score=fit.adjusted[key], members=own) for key, own in members.items())
    setting = replace(a_setting({key: {seat: both(value) for seat, value in own.items()} for key, own in drawn.items()}), candidates=found)
    setting = replace(setting, ranking=replace(setting.ranking, leniency=Leniency.APPLIED))
    certain = uncertainty(setting, places := rank(setting.ranking, found))
    assume(certain is not None)
    for place in places:
        expected = [place.rank]
        for seat in {seat for own in members.values() for seat in own}:
            rest = {key: {other: value for other, value in own.items() if other != seat} for key, own in members.items()}
            adjusted = leniency({key: own for key, own in rest.items() if own}).adjusted
            if place.id in adjusted:
                expected.append(1 + sum(value > adjusted[place.id] for value in adjusted.values()))
        assert certain is not None
        assert certain.left_out[place.id] == (min(expected), max(expected))


def test_a_weights_range_is_where_two_applications_become_equal() -> None:
    """A is 5·3 + 1, B is 1·3 + 4 of 4: with nytte at w they are equal where 5w + 1 = w + 4, that is w = 3/4."""
    given = a_setting({"A": {"s": {"nytte": 5, "evne": 1}}, "B": {"s": {"nytte": 1, "evne": 4}}}, budget=1)
    nytte, evne = weight_ranges(given)
    assert (nytte.least, nytte.most) == (Fraction(3, 4), None)
    assert (evne.least, evne.most) == (None, Fraction(4))
    assert nytte.at_least == evne.at_most
    (swap,) = least_swaps(given, rank(given.ranking, given.candidates))
    assert (swap.upper, swap.lower, swap.criterion, swap.becomes, swap.change) == ("A", "B", "nytte", Fraction(3, 4), Fraction(9, 16))


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from("ABCDEF"), st.fixed_dictionaries({"nytte": st.integers(1, 5), "evne": st.integers(1, 5)}), min_size=2),
    st.integers(1, 4),
)
def test_inside_its_range_a_weight_changes_nothing_and_at_the_bound_it_does(means: dict[str, dict[str, int]], budget: int) -> None:
    scores = {key: {"s": given} for key, given in means.items()}

    def recipients(criterion: str, weight: Fraction) -> frozenset[str]:
        given = a_setting(scores, budget, weights={**WEIGHTS, criterion: weight})
        places = rank(given.ranking, given.candidates)
        return frozenset(award.id for award in fund(RULES, budget, places, given.money.asked).awards)

    for one in weight_ranges(a_setting(scores, budget)):
        present = recipients(one.criterion, one.weight)
        low = one.least if one.least is not None else Fraction(0)
        high = one.most if one.most is not None else one.weight + 100
        for share in (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)):
            assert recipients(one.criterion, one.weight + (high - one.weight) * share) == present
            assert recipients(one.criterion, one.weight - (one.weight - low) * share) == present
        for bound, away in ((one.least, -1), (one.most, 1)):
            if bound is not None:
                just_beyond = bound + away * Fraction(1, 10**6)
                beyond = just_beyond if just_beyond > 0 else bound
                assert present != recipients(one.criterion, bound) or present != recipients(one.criterion, beyond)


def test_equals_need_no_change_to_be_equal() -> None:
    given = a_setting({"A": {"s": {"nytte": 5, "evne": 1}}, "B": {"s": {"nytte": 4, "evne": 4}}})
    assert rank(given.ranking, given.candidates)[0].tied_with
    assert least_swaps(given, rank(given.ranking, given.candidates)) == ()


def test_where_strictness_is_taken_out_the_weights_are_not_held_against_the_plain_means() -> None:
    given = a_setting({"A": {"s": {"nytte": 5, "evne": 1}}, "B": {"s": {"nytte": 1, "evne": 4}}}, budget=1)
    applied = replace(given, ranking=replace(given.ranking, leniency=Leniency.APPLIED))
    assert weight_ranges(applied) == ()
    assert least_swaps(applied, rank(applied.ranking, applied.candidates)) == ()


# --- Strictness


def test_the_advice_names_the_places_and_the_money_that_strictness_decides() -> None:
    """The strict member alone has rated B, a point below what the mild one gives the same two; without that B stands above C."""
    scores = {
        "A": {"mild": both(5), "strict": both(4)},
        "C": {"mild": both(4), "strict": both(3)},
        "D": {"mild": both(3), "strict": both(2)},
        "X": {"mild": both(4)},
        "B": {"strict": both(4)},
    }
    given = a_setting(scores, budget=2)
    places = rank(given.ranking, given.candidates)
    assert [(place.id, place.rank) for place in places] == [("A", 1), ("B", 2), ("X", 2), ("C", 4), ("D", 5)]
    found = advice(given, places)
    assert {one.id: (one.before, one.after) for one in found.moved} == {"X": (2, 3)}
    assert (found.gains, found.loses) == (("B",), ())
    assert advised(found).message.startswith("Taking out how strict each member is would change places")


def test_one_that_nobody_has_rated_in_full_keeps_its_score_in_the_advice() -> None:
    given = a_setting({"A": {"s0": {"nytte": 4}, "s1": {"evne": 4}}, "B": {"s0": both(3), "s1": both(2)}})
    found = advice(given, rank(given.ranking, given.candidates))
    assert (found.moved, found.loses) == ((), ())


def test_where_all_rate_all_there_is_nothing_to_advise() -> None:
    scores = {key: {"mild": both(value + 1), "strict": both(value)} for key, value in (("A", 4), ("B", 3), ("C", 1))}
    given = a_setting(scores)
    found = advice(given, rank(given.ranking, given.candidates))
    assert (found.moved, found.gains, found.loses) == ((), (), ())


# --- Methods side by side


def test_whose_money_depends_on_the_method_is_named() -> None:
    """B has the best mean and the worse place with two of three members."""
    scores = {
        "A": {"s0": both(4), "s1": both(4), "s2": both(1)},
        "B": {"s0": both(3), "s1": both(3), "s2": both(5)},
        "C": {"s0": both(5), "s1": both(5), "s2": both(5)},
    }
    found = compare(a_setting(scores), tuple(method for method in RankMethod if method is not RankMethod.NPV_PER_KRONE))
    assert found.places[RankMethod.MEAN]["B"].rank == 2
    assert found.places[RankMethod.COPELAND]["B"].rank == 3
    assert (found.always, found.depends) == (frozenset("C"), frozenset("AB"))


def test_kemeny_tells_how_many_orders_are_equally_good() -> None:
    """A majority prefers A to B, B to C and C to A, each by one: three orders disagree with the members in equally many pairs."""
    circle = {
        "A": {"s0": both(5), "s1": both(1), "s2": both(3)},
        "B": {"s0": both(3), "s1": both(5), "s2": both(1)},
        "C": {"s0": both(1), "s1": both(3), "s2": both(5)},
    }
    assert optimal_orders(a_setting(circle)) == compare(a_setting(circle)).optimal == 3
    agreed = {key: {seat: both(value) for seat in ("s0", "s1")} for key, value in (("A", 5), ("B", 3))}
    assert optimal_orders(a_setting(agreed)) == 1
    assert "er 3 rekkefølger like nær" in Speech("nb").text(optimal_words(3))


def test_where_nobody_has_rated_no_number_of_orders_is_told() -> None:
    assert optimal_orders(a_setting({"A": {}, "B": {}}, method=RankMethod.KEMENY)) is None


def test_a_method_that_refuses_says_why_and_the_others_stand() -> None:
    ids = [f"{at:02}" for at in range(16)]
    scores = {key: {f"s{turn}": both(1 + (at + turn) % 16) for turn in range(16)} for at, key in enumerate(ids)}
    found = compare(a_setting(scores))
    assert set(found.refused) == {RankMethod.KEMENY}
    assert found.optimal is None
    assert RankMethod.SCHULZE in found.places


def test_thirty_and_more_applications_are_no_reason_to_draw_less() -> None:
    scores = {f"{at:03}": {f"s{seat}": both(1 + at * seat % 5) for seat in range(3)} for at in range(40)}
    found = uncertainty(given := a_setting(scores), rank(given.ranking, given.candidates))
    assert found is not None
    assert found.resamples == RESAMPLES
    with_kemeny = replace(given, ranking=ranking(RankMethod.KEMENY), candidates=given.candidates[:9])
    few = uncertainty(with_kemeny, rank(with_kemeny.ranking, with_kemeny.candidates))
    assert few is not None
    assert few.resamples == 0
    assert few.intervals == few.left_out
