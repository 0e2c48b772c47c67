"""Members drawn anew meet the committee's thresholds and tie keys anew; what the council moves by hand is not in the draws."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reviewer.domain.committee import RankMethod
from reviewer.domain.ordering import Leniency, TieKey, TieKind
from reviewer.domain.ranking import Candidate, Circumstances, rank
from reviewer.domain.ranking.moves import Move
from reviewer.domain.ranking.seeded import numbers
from reviewer.domain.ranking.uncertainty import RESAMPLES, SEED, uncertainty
from reviewer.language.speech import Speech
from tests.domain.ranking.orders import ranking
from tests.domain.ranking.test_certainty import a_setting, both

EVEN = {"s0": both(4), "s1": both(4), "s2": both(1), "s3": both(1)}


def draws_where_the_mean_is_at_least(least: Fraction) -> int:
    """Count the draws by hand: four of the four seats, with replacement."""
    stream, scores = numbers(SEED, 4), (4, 4, 1, 1)
    return sum(Fraction(sum(scores[next(stream)] for _ in range(4)), 4) >= least for _ in range(RESAMPLES))


def test_one_on_a_threshold_gets_money_in_the_draws_that_meet_it_only() -> None:
    given = replace(a_setting({"A": EVEN}, budget=1), thresholds={"nytte": Fraction(5, 2)})
    found = uncertainty(given, rank(given.ranking, given.candidates))
    assert found is not None
    assert found.above["A"] == Fraction(draws_where_the_mean_is_at_least(Fraction(5, 2)), RESAMPLES)
    assert found.above["A"] < Fraction(3, 4)
    assert found.grey == ("A",)
    assert found.decisive == ("s0", "s1")


def test_the_threshold_of_the_sum_is_put_to_each_draw_too() -> None:
    given = a_setting({"A": EVEN}, budget=1)
    given = replace(given, ranking=ranking(RankMethod.MEAN, least_sum=Decimal(5)))
    found = uncertainty(given, rank(given.ranking, given.candidates))
    assert found is not None
    assert found.above["A"] == Fraction(draws_where_the_mean_is_at_least(Fraction(5, 2)), RESAMPLES)


def test_where_all_agree_a_tie_key_decides_in_every_draw() -> None:
    alike = {f"s{at}": both(3) for at in range(3)}
    given = a_setting({"A": alike, "B": alike}, budget=1)
    keys = (TieKey(kind=TieKind.CRITERION, of="nytte"), TieKey(kind=TieKind.DRAW))
    given = replace(given, ranking=ranking(RankMethod.MEAN, ties=keys), circumstances=Circumstances(seed="frø"))
    places = rank(given.ranking, given.candidates, given.circumstances)
    found = uncertainty(given, places)
    assert found is not None
    assert [found.above[place.id] for place in places] == [1, 0]
    assert [found.intervals[place.id] for place in places] == [(1, 1), (2, 2)]


def test_a_criterion_that_parts_equals_is_drawn_anew() -> None:
    one = {"s0": {"nytte": 5, "evne": 1}, "s1": {"nytte": 1, "evne": 5}}
    other = {"s0": {"nytte": 2, "evne": 4}, "s1": {"nytte": 3, "evne": 3}}
    even = {"nytte": Fraction(1), "evne": Fraction(1)}
    given = a_setting({"A": one, "B": other}, budget=1, weights=even)
    given = replace(given, ranking=ranking(RankMethod.MEAN, ties=(TieKey(kind=TieKind.CRITERION, of="nytte"),)))
    found = uncertainty(given, rank(given.ranking, given.candidates))
    assert found is not None
    stream = numbers(SEED, 2)
    drawn = [[next(stream), next(stream)] for _ in range(RESAMPLES)]
    nytte = [(sum((5, 1)[at] for at in seats), sum((2, 3)[at] for at in seats)) for seats in drawn]
    assert found.above["A"] == Fraction(sum(a > b for a, b in nytte), RESAMPLES)


def test_the_places_are_the_computed_ones_where_the_council_has_moved() -> None:
    given = a_setting({key: {"s0": both(value), "s1": both(value)} for key, value in (("A", 5), ("B", 4), ("C", 3))})
    moved = Circumstances(moves=(Move(application="C", to=1, reason="Haster."),))
    found = uncertainty(given, rank(given.ranking, given.candidates, moved))
    assert found is not None
    assert found.intervals == found.left_out == {"A": (1, 1), "B": (2, 2), "C": (3, 3)}


def test_a_place_says_where_strictness_is_taken_out_of_its_value() -> None:
    one = Candidate(id="A", eligible=True, score=Fraction(3), members={"s0": Fraction(3)})
    two = Candidate(id="B", eligible=True, score=Fraction(2))
    applied = replace(ranking(RankMethod.MEAN), leniency=Leniency.APPLIED)
    told = [Speech("nb").text(place.reason) for place in rank(applied, (one, two))]
    assert told == [
        "Blant de støtteberettigede: vektet snitt 3,00, korrigert for hvor streng hvert medlem er.",
        "Blant de støtteberettigede: vektet snitt 2,00.",
    ]


def test_one_without_a_place_because_ratings_wait_for_their_authors_says_so() -> None:
    waits = Candidate(id="A", eligible=True, waiting=2)
    told = [Speech("nb").text(place.reason) for place in rank(ranking(RankMethod.MEAN), (waits, Candidate(id="B", eligible=True)))]
    assert told == [
        "Ingen plass: 2 vurderinger fra før reglene ble endret, venter på å bli bekreftet eller gitt på nytt.",
        "Ingen plass: Ikke alle kriterier er vurdert.",
    ]
