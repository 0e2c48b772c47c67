"""Agreement against published figures, and what must hold of it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.agreement import Metric, agreement, correlation, figures, krippendorff_alpha, meaning
from reviewer.language.numbers import NBSP
from reviewer.language.speech import Speech

Rows = tuple[str, ...]
THREE_CODERS = ("*****341211 33*3".replace(" ", ""), "1*213343*******", "**21344*21133*4")
"""The canonical example of the krippendorff package: three coders, fifteen units."""
FOUR_OBSERVERS = ("123321412***", "1233224125*3", "*3332342251*", "1233244125 1*".replace(" ", ""))
"""K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: four observers, twelve units."""
SHROUT_FLEISS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
"""P. E. Shrout and J. L. Fleiss (1979), table 2: six targets, four judges."""


def table(rows: Rows) -> list[dict[str, Fraction]]:
    return [{f"s{seat}": Fraction(row[unit]) for seat, row in enumerate(rows) if row[unit] != "*"} for unit in range(len(rows[0]))]


@pytest.mark.parametrize(
    ("rows", "metric", "expected"),
    [
        (THREE_CODERS, Metric.NOMINAL, "0.691"),
        (THREE_CODERS, Metric.ORDINAL, "0.807"),
        (THREE_CODERS, Metric.INTERVAL, "0.811"),
        (FOUR_OBSERVERS, Metric.NOMINAL, "0.743"),
        (FOUR_OBSERVERS, Metric.ORDINAL, "0.815"),
        (FOUR_OBSERVERS, Metric.INTERVAL, "0.849"),
    ],
)
def test_alpha_is_the_published_one(rows: Rows, metric: Metric, expected: str) -> None:
    alpha = krippendorff_alpha(table(rows), metric)
    assert alpha is not None
    assert f"{float(alpha):.3f}" == expected


def test_icc_is_shrout_and_fleiss() -> None:
    found = correlation([{str(judge): Fraction(value) for judge, value in enumerate(row)} for row in SHROUT_FLEISS])
    assert found is not None
    assert (f"{float(found.single):.2f}", f"{float(found.average):.2f}") == ("0.29", "0.62")
    assert (found.applications, found.members) == (6, 4)


def test_an_application_that_not_all_have_rated_is_left_out_of_icc_only() -> None:
    whole = [{str(judge): Fraction(value) for judge, value in enumerate(row)} for row in SHROUT_FLEISS]
    more = [*whole, {"0": Fraction(1), "1": Fraction(9)}]
    assert correlation(more) == correlation(whole)
    assert krippendorff_alpha(more, Metric.INTERVAL) != krippendorff_alpha(whole, Metric.INTERVAL)


def test_too_little_is_said_to_be_too_little() -> None:
    assert krippendorff_alpha([], Metric.INTERVAL) is None
    assert krippendorff_alpha([{"a": Fraction(1)}, {"b": Fraction(2)}], Metric.ORDINAL) is None
    assert krippendorff_alpha([{"a": Fraction(1), "b": Fraction(1)}], Metric.INTERVAL) is None
    assert correlation([{"a": Fraction(1), "b": Fraction(1)}]) is None
    assert "For få har vurdert" in Speech("nb").text(meaning(agreement([])))


def test_one_application_tells_nothing_of_agreement() -> None:
    """Of one unit alpha is 0 by its own arithmetic, be the members as agreed as they may."""
    for scores in ((1, 5, 3), (4, 4, 5)):
        found = agreement([{str(seat): Fraction(value) for seat, value in enumerate(scores)}])
        assert (found.alpha, found.ordinal) == (None, None)
        assert Speech("nb").text(meaning(found)) == Speech("nb").text(figures(found))
        assert Speech("nb").text(meaning(found)).startswith("Bare én søknad er vurdert av flere medlemmer.")


def test_the_sentence_says_that_it_is_no_grade() -> None:
    said = Speech("nb").text(meaning(agreement(table(THREE_CODERS)))).replace(NBSP, " ")
    assert said.startswith("Medlemmene er godt enige (alfa 0,81, 12 søknader).")
    assert said.endswith("Det er ingen karakter til noen.")


ROWS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5).map(Fraction), min_size=2), min_size=2, max_size=8)


@given(ROWS, st.sampled_from(Metric))
def test_full_agreement_is_one_and_nothing_is_more(rows: list[dict[str, Fraction]], metric: Metric) -> None:
    alpha = krippendorff_alpha(rows, metric)
    same = [dict.fromkeys(row, next(iter(row.values()))) for row in rows]
    assert alpha is None or alpha <= 1
    assert krippendorff_alpha(same, metric) in {None, Fraction(1)}


@given(ROWS, st.integers(1, 9), st.integers(-9, 9))
def test_another_scale_for_the_same_ratings_changes_nothing(rows: list[dict[str, Fraction]], factor: int, shift: int) -> None:
    scaled = [{seat: value * factor + shift for seat, value in row.items()} for row in rows]
    for metric in Metric:
        assert krippendorff_alpha(scaled, metric) == krippendorff_alpha(rows, metric)
    assert correlation(scaled) == correlation(rows)


def test_icc_is_over_the_largest_table_without_gaps() -> None:
    """Three rate six applications, a fourth only one: the fourth is left out rather than the five."""
    rows = [{str(judge): Fraction(value) for judge, value in enumerate(row[:3])} for row in SHROUT_FLEISS]
    found = correlation([rows[0] | {"rare": Fraction(5)}, *rows[1:]])
    assert found == correlation(rows)
    assert found is not None
    assert (found.applications, found.members) == (6, 3)


def test_all_four_figures_are_told() -> None:
    whole = [{str(judge): Fraction(value) for judge, value in enumerate(row)} for row in SHROUT_FLEISS]
    text = Speech("nb").text(figures(agreement(whole)))
    found = agreement(whole)
    assert found.alpha is not None
    assert "ICC(2,1) 0,29" in text
    assert "ICC(2,k) 0,62" in text
    assert f"alfa {float(found.alpha):.2f}".replace(".", ",") in text
    assert "snittet av 4, over de 6 søknadene" in text
    assert "Det er ingen karakter til noen." in text
