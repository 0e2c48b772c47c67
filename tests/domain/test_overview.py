"""The heat map and what it tells: four states that are no number, who has still to rate, where the members differ."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.events import Interest, InterestDeclared, Rated, RatingState
from reviewer.domain.interventions import RatingExcluded
from reviewer.domain.overview import Given, by_disagreement, missing, overview
from tests.domain.small_round import application, assessed, opening, received, scores

ROUND = [
    *opening(),
    *received(*(application(key, key, 1_000_000) for key in "ABCDE")),
    *scores("A", ("leder", 5, 5), ("voss", 1, 1)),
    *scores("B", ("leder", 3, 3), ("voss", 4, 4)),
    ("lom", InterestDeclared(application="A", declarer="lom", interest=Interest.RECUSED)),
    ("lom", Rated(application="B", criterion="nytte", state=RatingState.ABSTAINED, comment="x", seat="lom")),
    ("lom", Rated(application="C", criterion="nytte", state=RatingState.DEFERRED, comment="x", seat="lom")),
    ("lom", Rated(application="D", criterion="nytte", state=RatingState.SCORED, score=2, seat="lom")),
    *scores("E", ("lom", 3, 3)),
    ("sekretariat", RatingExcluded(application="E", rater="lom", reason="Brøt fristen.")),
]


def test_what_is_no_number_is_told_apart() -> None:
    lines = {line.id: line for line in overview(assessed(ROUND))}
    assert [lines[key].cells["lom"].given for key in "ABCDE"] == [
        Given.RECUSED,
        Given.ABSTAINED,
        Given.DEFERRED,
        Given.PARTLY,
        Given.EXCLUDED,
    ]
    assert lines["A"].cells["leder"].value == 5
    assert lines["C"].cells["leder"].given is Given.NOT_RATED
    assert all(cell.value is None for line in lines.values() for cell in line.cells.values() if cell.given is not Given.SCORED)


def test_the_figures_of_a_line_are_those_of_its_scores() -> None:
    line = next(line for line in overview(assessed(ROUND)) if line.id == "A")
    assert (line.mean, line.median, line.spread, line.variance, line.ratings) == (3, 3, (1, 5), 4, 2)
    assert (line.rank_by_mean, line.rank_by_median) == (2, 2)


def test_what_to_discuss_comes_first_by_disagreement() -> None:
    found = by_disagreement(overview(assessed(ROUND)))
    assert [line.id for line in found[:2]] == ["A", "B"]
    assert found[1].variance == Fraction(1, 4)


def test_who_has_still_to_rate_what_is_named_and_recused_or_abstained_is_done() -> None:
    assert missing(overview(assessed(ROUND)))["lom"] == ("C", "D")
    assert missing(()) == {}
