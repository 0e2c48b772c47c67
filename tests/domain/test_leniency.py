"""How strict each member is: least squares with a ridge, as advice."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewer.domain.leniency import RIDGE, Scores, leniency

SCORES = st.dictionaries(st.sampled_from("ABCDE"), st.dictionaries(st.sampled_from("wxyz"), st.integers(1, 5).map(Fraction)), min_size=1)


def loss(scores: Scores, levels: dict[str, Fraction], by_seat: dict[str, Fraction]) -> Fraction:
    misses = sum(
        ((value - levels[key] - by_seat[seat]) ** 2 for key, given_to in scores.items() for seat, value in given_to.items()), Fraction(0)
    )
    return misses + RIDGE * sum((one**2 for one in by_seat.values()), Fraction(0))


@settings(deadline=None)
@given(SCORES, st.data())
def test_no_other_levels_and_leniencies_fit_better(scores: Scores, data) -> None:
    fit = leniency(scores)
    assume(fit.by_seat)
    levels, by_seat = dict(fit.adjusted), dict(fit.by_seat)
    best = loss({key: given_to for key, given_to in scores.items() if given_to}, levels, by_seat)
    step = data.draw(st.sampled_from([Fraction(1, 7), Fraction(-1, 100)]))
    where = data.draw(st.sampled_from([levels, by_seat]))
    where[data.draw(st.sampled_from(sorted(where)))] += step
    assert loss({key: given_to for key, given_to in scores.items() if given_to}, levels, by_seat) > best


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=1, max_size=6))
def test_where_all_have_rated_all_the_order_is_that_of_the_means(rows: list[list[int]]) -> None:
    scores = {str(at): {str(seat): Fraction(value) for seat, value in enumerate(row)} for at, row in enumerate(rows)}
    adjusted = leniency(scores).adjusted
    for one, other in ((one, other) for one in scores for other in scores):
        assert (adjusted[one] < adjusted[other]) == (sum(scores[one].values()) < sum(scores[other].values()))


def test_a_mild_member_is_found_and_a_single_score_swings_little() -> None:
    """Two members rate eight alike but one is a step milder; a third has a single score, four steps above theirs."""
    scores = {str(at): {"mild": Fraction(4), "strict": Fraction(3)} for at in range(8)}
    scores["last"] = {"mild": Fraction(4), "strict": Fraction(3), "rare": Fraction(5)}
    fit = leniency(scores)
    assert fit.by_seat["mild"] > 0 > fit.by_seat["strict"]
    assert 0 < fit.by_seat["rare"] < Fraction(5) - Fraction(7, 2)
