"""The plus/minus method: nine steps, meaning by extent, and never a krone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.domain.application import Effect, Level
from reviewer.domain.economics.effects import STEPS, grade_text, graded, size_by_table, step_of, table_text
from reviewer.domain.method import Grading
from tests.domain.economics.cases import R_109, application

TABLE = Grading(basis=R_109.basis, table=((0, 1, 2), (1, 2, 3), (2, 3, 4)))


@pytest.mark.parametrize("step", range(-4, 5))
def test_the_nine_steps_are_written_and_read(step) -> None:
    assert step_of(grade_text(step)) == step
    assert step_of(grade_text(step).replace("-", "\u2212")) == step
    assert len(STEPS) == 9


@pytest.mark.parametrize("grade", [None, "", "+-", "+++++", "svært bra"])
def test_what_is_no_grade_is_unknown_and_not_zero(grade) -> None:
    assert step_of(grade) is None


def test_meaning_is_the_row_and_extent_the_column() -> None:
    lopsided = replace(TABLE, table=((0, 1, 2), (0, 2, 3), (1, 3, 4)))
    assert size_by_table(Level.HIGH, Level.LOW, lopsided) == 1
    assert size_by_table(Level.LOW, Level.HIGH, lopsided) == 2
    assert size_by_table(Level.HIGH, None, lopsided) is None
    assert size_by_table(Level.HIGH, Level.HIGH, None) is None


@pytest.mark.parametrize(
    ("grade", "meaning", "extent", "by_table", "apart"),
    [
        ("++++", Level.HIGH, Level.HIGH, 4, 0),
        ("++++", Level.MEDIUM, Level.MEDIUM, 2, 2),
        ("-", Level.HIGH, Level.HIGH, -4, 3),
        ("+", Level.LOW, Level.LOW, 0, 1),
        ("0", Level.HIGH, Level.HIGH, None, None),
        (None, Level.HIGH, Level.HIGH, None, None),
        ("++", None, Level.HIGH, None, None),
    ],
)
def test_the_table_has_the_size_and_the_applicant_the_sign(grade, meaning, extent, by_table, apart) -> None:
    one = application(effects=(Effect(name="e", meaning=meaning, extent=extent, grade=grade),))
    (found,) = graded(one, TABLE)
    assert (found.by_table, found.apart) == (by_table, apart)


@pytest.mark.parametrize(
    ("grade", "meaning", "extent", "text"),
    [
        (None, Level.HIGH, Level.MEDIUM, "+++/---"),
        (None, Level.LOW, Level.LOW, "0"),
        ("--", Level.HIGH, Level.MEDIUM, "---"),
        (None, Level.HIGH, None, None),
    ],
)
def test_meaning_and_extent_give_a_grade_without_the_applicants_own_and_its_sign_is_open(grade, meaning, extent, text) -> None:
    (found,) = graded(application(effects=(Effect(name="e", meaning=meaning, extent=extent, grade=grade),)), TABLE)
    assert table_text(found) == text
