"""The heat map and what it tells: four states that are no number, who has still to rate, where the members differ."""

from __future__ import annotations

from fractions import Fraction

from reviewer.domain.events import Interest, InterestDeclared, Rated, RatingRound, RatingState, Stage, StageSet
from reviewer.domain.interventions import RatingExcluded
from reviewer.domain.overview import Given, by_disagreement, missing, movements, overview
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


def test_what_is_left_out_of_nothing_or_of_a_part_does_not_hide_what_is_still_to_rate() -> None:
    nothing = ("sekretariat", RatingExcluded(application="C", rater="voss", reason="Brøt fristen."))
    part = ("sekretariat", RatingExcluded(application="D", rater="lom", criterion="nytte", reason="Brøt fristen."))
    found = assessed([*ROUND, nothing, part])
    assert "C" in missing(overview(found))["voss"]
    assert "D" in missing(overview(found))["lom"]
    assert found.judged["C"].candidate.left_out == 0
    assert found.judged["D"].candidate.left_out == 1


def again(key: str, seat: str, nytte: int, evne: int) -> list[tuple[str, Rated]]:
    return [
        (seat, Rated(application=key, criterion=name, state=RatingState.SCORED, score=value, seat=seat, round=RatingRound.AFTER))
        for name, value in (("nytte", nytte), ("evne", evne))
    ]


def test_what_the_discussion_moved_is_told_with_scores_and_places_before_and_now() -> None:
    """Before: A (3·5 + 5 + 3·1 + 1) / 8 = 3, B (3·3 + 3 + 3·4 + 4) / 8 = 3,5. Voss then gives A 5 and 4: (20 + 19) / 8 = 4,875."""
    second = [*ROUND, ("sekretariat", StageSet(stage=Stage.SECOND_ROUND)), *again("A", "voss", 5, 4), *again("B", "leder", 3, 2)]
    first, other = movements(assessed(second))
    assert (first.id, [(one.seat, one.criterion, one.distance) for one in first.shifts]) == (
        "A",
        [("voss", "evne", 3), ("voss", "nytte", 4)],
    )
    assert (first.mean_before, first.mean_after) == (3, Fraction(39, 8))
    assert (first.rank_before, first.rank_after) == (2, 1)
    assert (other.id, other.mean_before, other.mean_after) == ("B", Fraction(7, 2), Fraction(27, 8))


def test_where_nobody_rated_anew_nothing_moved() -> None:
    assert movements(assessed(ROUND)) == ()
    same = [*ROUND, ("sekretariat", StageSet(stage=Stage.SECOND_ROUND)), *again("A", "voss", 1, 1)]
    assert movements(assessed(same)) == ()
