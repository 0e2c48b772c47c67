"""Charts: what they draw is in proportion to the figures, and what they say in words is true."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Application, Curve, TakeUp
from reviewer.domain.blocks import Chart, as_table
from reviewer.domain.committee import ExtraField
from reviewer.domain.economics import YearSum
from reviewer.domain.events import Outcome
from reviewer.domain.proposal.charts import MOST_APPLICANTS, flow_chart, money_chart, take_up_chart, theme_chart
from reviewer.domain.proposal.composing import reading_of
from reviewer.language.speech import Speech
from tests.domain.small_round import IMPRINT, application, assessed, opening, paper, received, recommendation, settled

SPEECH = Speech("nb")
YEARS = (YearSum(2018, 4_000_000, 0), YearSum(2019, 1_000_000, 3_000_000), YearSum(2020, 0, 8_000_000))


def charts() -> list[Chart]:
    return [block for block in paper(settled()).blocks if isinstance(block, Chart)]


def test_the_frames_line_stands_below_the_last_one_that_gets_money() -> None:
    places = charts()[1]
    labels = [SPEECH.text(mark.label) if mark.rule is None else "---" for mark in places.marks]
    assert labels == ["1  Ask", "---", "2=  Bjørk", "2=  Eik", "4  Dunk"]
    lengths = [mark.parts[0].length for mark in places.marks if mark.rule is None and mark.parts[0]]
    assert lengths == [1, Fraction(3, 1) / Fraction(35, 8), Fraction(24, 35), Fraction(8, 35)]
    assert "Streken for rammen går under Ask (A)." in SPEECH.text(places.alt)


def test_money_is_drawn_by_applicant_largest_first() -> None:
    money = charts()[0]
    shown = [(mark.label, *(part.shown for part in mark.parts if part)) for mark in money.marks]
    assert shown[:2] == [("Ask kommune", 6_000_000, 5_500_000), ("Bjørk kommune", 3_000_000, 3_000_000)]
    assert money.marks[0].parts[1].length == Fraction(55, 60)


def test_what_is_not_stated_or_not_settled_is_no_bar_of_zero_kroner() -> None:
    asked = (application("A", "Ask", None), application("B", "Bjørk", None), application("C", "Ask", None), application("D", "Dunk", None))
    settled_ones = (
        recommendation("A", Outcome.RECOMMENDED, amount=2_000_000),
        recommendation("B", Outcome.NOT_RECOMMENDED),
        recommendation("D", Outcome.POSTPONED),
    )
    chart = money_chart(reading_of(assessed([*opening(), *received(*asked), *settled_ones]), IMPRINT).ordered)
    assert chart
    shown = {mark.label: [part.shown if part else None for part in mark.parts] for mark in chart.marks}
    assert shown == {"Ask kommune": [None, 2_000_000], "Bjørk kommune": [None, 0], "Dunk kommune": [None, None]}
    assert SPEECH.text(chart.alt).endswith("Ingen av søknadene oppgir noe beløp.")


def test_many_applicants_share_the_last_bar_and_no_krone_is_lost() -> None:
    many = [application(f"A{number}", f"By {number}", 1_000_000 + number) for number in range(30)]
    chart = money_chart(reading_of(assessed([*opening(), *received(*many)]), IMPRINT).ordered)
    assert chart
    assert len(chart.marks) == MOST_APPLICANTS + 1
    assert SPEECH.text(chart.marks[-1].label) == "10 andre søkere"
    assert sum(mark.parts[0].shown for mark in chart.marks) == sum(one.amount_applied or 0 for one in many)


def test_costs_go_down_and_benefits_up_and_the_turn_is_the_year_it_is() -> None:
    chart = flow_chart(YEARS)
    assert chart
    assert [[part.length for part in mark.parts if part] for mark in chart.marks] == [
        [Fraction(-1, 2), 0],
        [Fraction(-1, 8), Fraction(3, 8)],
        [0, 1],
    ]
    assert SPEECH.text(chart.alt).endswith("Fra 2020 er nytten hittil større enn kostnadene hittil.")
    never = flow_chart(YEARS[:2])
    assert never
    assert SPEECH.text(never.alt).endswith("Nytten blir aldri større enn kostnadene i denne perioden.")


def test_nothing_to_draw_is_no_chart() -> None:
    assert flow_chart(()) is None
    assert flow_chart((YearSum(2018, 0, 0),)) is None
    assert take_up_chart(TakeUp(intended=10), YEARS) is None
    assert money_chart(reading_of(assessed([*opening(), *received(application("A", "Ask", None))]), IMPRINT).ordered) is None


def test_take_up_is_drawn_where_the_application_says_how_it_goes() -> None:
    chart = take_up_chart(TakeUp(by_year={2018: 10, 2020: 40}), YEARS)
    assert chart
    assert [mark.parts[0].shown for mark in chart.marks if mark.parts[0]] == [10, 10, 40]
    assert SPEECH.text(chart.alt) == "I 2018 bruker 10 kommuner løsningen, i 2020 40."
    curve = take_up_chart(TakeUp(curve=Curve(final=100, midpoint=Decimal(2019), years=Decimal(2))), YEARS)
    assert curve
    assert [mark.parts[0].shown for mark in curve.marks if mark.parts[0]] == [10, 50, 90]  # from a tenth to nine tenths in two years


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)), min_size=1, max_size=60))
def test_no_column_is_longer_than_the_chart_and_the_table_has_every_year(amounts: list[tuple[int, int]]) -> None:
    years = tuple(YearSum(2000 + number, cost, benefit) for number, (cost, benefit) in enumerate(amounts))
    chart = flow_chart(years)
    if chart is None:
        assert not any(map(any, amounts))
        return
    lengths = [part.length for mark in chart.marks for part in mark.parts if part]
    assert max(map(abs, lengths)) == 1
    assert [row.cells[0] for row in as_table(chart).rows] == [str(year.year) for year in years]


def test_a_chart_that_a_table_tells_already_is_told_by_that_table() -> None:
    places = charts()[1]
    captions = {block.caption for block in paper(settled()).blocks if hasattr(block, "caption") and not isinstance(block, Chart)}
    assert places.told_by in captions
    assert replace(places, told_by=None).marks == places.marks


def themed(theme: str, amount: int, number: int) -> Application:
    return replace(application(f"T{number}", f"By {number}", amount), extra={"tema": theme} if theme else {})


THEME = ExtraField(id="tema", name="Innsatsområde")


def test_money_is_drawn_by_the_field_that_the_committee_calls_the_theme() -> None:
    asked = (themed("helse", 3_000_000, 1), themed("skole", 4_000_000, 2), themed("helse", 2_000_000, 3), themed("", 1_000_000, 4))
    bodies = [*opening(), *received(*asked), recommendation("T2", Outcome.RECOMMENDED, amount=2_500_000)]
    chart = theme_chart(reading_of(assessed(bodies), IMPRINT).ordered, THEME)
    assert chart
    shown = [(SPEECH.text(mark.label), *(part.shown for part in mark.parts if part)) for mark in chart.marks]
    assert shown == [("helse", 5_000_000), ("skole", 4_000_000, 2_500_000), ("Ikke oppgitt", 1_000_000)]
    assert "Mest er innstilt til skole, 2\u00a0500\u00a0000\u00a0kr." in SPEECH.text(chart.alt)


def test_without_a_theme_there_is_no_such_chart() -> None:
    judged = reading_of(assessed([*opening(), *received(themed("helse", 1, 1))]), IMPRINT).ordered
    silent = reading_of(assessed([*opening(), *received(themed("", 1, 1))]), IMPRINT).ordered
    assert theme_chart(judged, None) is None
    assert theme_chart(silent, THEME) is None
