"""What a committee's file says of its order is read, and what names nothing is told with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reviewer.domain.committee import RankMethod
from reviewer.domain.ordering import Leniency, Measure, TieKey, TieKind
from reviewer.intake.committee import read_committee
from tests.intake.committee_text import COMMITTEE
from tests.intake.test_committee import problems_of, written

RANKING = '[ranking]\nbasis = { source = "Prøve" }'


def test_method_ties_thresholds_and_measure_are_read(tmp_path: Path) -> None:
    more = """
method = "schulze"
ties = [{ kind = "criterion", of = "nytte" }, { kind = "theme", of = "category" }, { kind = "draw" }]
least_sum = 5.5
leniency = "applied"
certainty = 0.8
"""
    text = COMMITTEE.replace(RANKING, RANKING + more).replace('name = "Nytte"\n', 'name = "Nytte"\nthreshold = 2.5\n')
    committee = read_committee(
        written(tmp_path, text.replace('name = "Prøvefondet"\n', 'name = "Prøvefondet"\nmeasure = "npv"\n'))
    ).committee
    ranking = committee.ranking
    assert ranking.method is RankMethod.SCHULZE
    assert ranking.ties == (
        TieKey(kind=TieKind.CRITERION, of="nytte"),
        TieKey(kind=TieKind.THEME, of="category"),
        TieKey(kind=TieKind.DRAW),
    )
    assert (ranking.least_sum, ranking.leniency, ranking.certainty) == (Decimal("5.5"), Leniency.APPLIED, Decimal("0.8"))
    assert committee.criteria[0].threshold == Decimal("2.5")
    assert committee.fund.measure is Measure.NPV


@pytest.mark.parametrize(
    ("more", "key", "value", "expected"),
    [
        ('ties = [{ kind = "lodd" }]', "ranking.ties[1].kind", "lodd", "Skriv en av: thresholds, criterion,"),
        (
            'ties = [{ kind = "draw" }, { kind = "criterion", of = "pris" }]',
            "ranking.ties[2].of",
            "pris",
            "Skriv en av: gjennomforing, nytte",
        ),
        ('ties = [{ kind = "theme", of = "tema" }]', "ranking.ties[1].of", "tema", "Skriv en av: category"),
        ('ties = [{ kind = "draw", of = "nytte" }]', "ranking.ties[1].of", "nytte", "Utelat denne"),
        ('overall = "helhet"', "ranking.overall", "helhet", "Skriv en av: gjennomforing, nytte"),
        ("certainty = 1", "ranking.certainty", "1", "Skriv en andel mellom 0 og 1"),
    ],
)
def test_what_names_nothing_is_told_with_its_place(tmp_path: Path, more: str, key: str, value: str, expected: str) -> None:
    ((column, found, said),) = problems_of(tmp_path, RANKING, f"{RANKING}\n{more}")
    assert (column, found) == (key, value)
    assert said.startswith(expected)


def test_a_threshold_stands_on_its_scale(tmp_path: Path) -> None:
    ((column, found, said),) = problems_of(tmp_path, 'name = "Nytte"\n', 'name = "Nytte"\nthreshold = 6\n')
    assert (column, found) == ("criteria[nytte].threshold", "6")
    assert said == "Skriv en terskel på skalaen, fra 1 til 5."
