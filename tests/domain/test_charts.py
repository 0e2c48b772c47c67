"""Charts: what they draw is in proportion to the figures, and what they say in words is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.application import Application, Curve, TakeUp
from reviewer.domain.blocks import Axis, Chart, Paragraph, as_table
from reviewer.domain.committee import ExtraField
from reviewer.domain.economics import YearSum
from reviewer.domain.events import Outcome, PlaceMoved
from reviewer.domain.proposal.charts import MOST_APPLICANTS, flow_chart, money_chart, take_up_chart, theme_chart
from reviewer.domain.proposal.composing import reading_of
from reviewer.domain.proposal.ranked import ranked_blocks
from reviewer.domain.proposal.reading import Reading
from reviewer.domain.said import Said
from reviewer.language.speech import Speech
from tests.domain.small_round import IMPRINT, application, assessed, opening, paper, received, recommendation, scores, settled

SPEECH = Speech("nb")
RATERS = ("leder", "voss", "lom")
YEARS = (YearSum(2018, 4_000_000, 0), YearSum(2019, 1_000_000, 3_000_000), YearSum(2020, 0, 8_000_000))


def charts() -> list[Chart]:
    return [block for block in paper(settled()).blocks if isinstance(block, Chart)]


def test_the_frames_line_stands_below_the_last_one_that_gets_money() -> None:
    places = charts()[1]
    labels = [SPEECH.text(mark.label) if mark.rule is None else "---" for mark in places.marks]
    assert labels == ["1  Ask", "---", "2=  Bjørk", "2=  Eik", "4  Dunk"]
    points = [mark.parts[0].length for mark in places.marks if mark.rule is None and mark.parts[0]]
    assert points == [Fraction(1, 8), Fraction(3, 8), Fraction(3, 8), Fraction(7, 8)]  # the middle of the first, second and fourth quarter
    assert places.axis
    assert places.axis.line == Fraction(1, 4)
    assert "Streken for rammen går under Ask (A)." in SPEECH.text(places.alt)


def rated(seats: Sequence[str], count: int) -> Reading:
    """Return a round of so many applications that these seats rate each in an order of their own."""
    asked = [application(f"S{number}", f"Søknad {number}", 1_000_000) for number in range(count)]
    given = [
        one
        for number in range(count)
        for one in scores(f"S{number}", *((seat, 1 + (number + at) % 5, 1 + (number * (at + 2)) % 5) for at, seat in enumerate(seats)))
    ]
    return reading_of(assessed([*opening(), *received(*asked), *given]), IMPRINT)


def places_of(reading: Reading) -> Chart:
    return next(block for block in ranked_blocks(reading) if isinstance(block, Chart))


def axis_of(chart: Chart) -> Axis:
    assert chart.axis
    return chart.axis


@pytest.mark.parametrize("count", [1, 2, 12, 100])
def test_each_place_is_a_point_with_a_line_over_the_places_of_its_uncertainty(count: int) -> None:
    reading = rated(RATERS, count)
    chart, places = places_of(reading), {place.id: place for place in reading.assessment.places}
    assert reading.certain
    drawn = [mark.parts[0] for mark in chart.marks if mark.rule is None]
    last = max(max(ends) for ends in reading.certain.intervals.values())
    for one, part in zip(reading.ordered, drawn, strict=True):
        assert part
        assert part.reach
        ends = (part.reach[0], part.length, part.reach[1])
        best, worst = reading.certain.intervals[one.dossier.id]
        assert [share * last + Fraction(1, 2) for share in ends] == [best, places[one.dossier.id].rank, worst]
    ticks = axis_of(chart).ticks
    assert ticks[0][0] == 1
    assert len(ticks) <= 12
    assert all(at * last + Fraction(1, 2) == shown for shown, at in ticks)


def test_how_many_may_stand_on_the_other_side_of_the_line_is_said() -> None:
    reading = rated(RATERS, 12)
    assert reading.certain
    above = reading.last_awarded + 1
    crossing = sum(best <= above < worst for best, worst in reading.certain.intervals.values())
    assert crossing > 0
    assert f"For {crossing} søknader går usikkerheten over streken for rammen." in SPEECH.text(places_of(reading).alt)


def test_where_one_member_has_rated_no_uncertainty_is_drawn_and_the_paper_says_why() -> None:
    reading = rated(RATERS[:1], 3)
    chart = places_of(reading)
    assert all(part.reach is None for mark in chart.marks for part in mark.parts if part)
    assert axis_of(chart).reach is None
    told = [SPEECH.text(block.text) for block in ranked_blocks(reading) if isinstance(block, Paragraph) and isinstance(block.text, Said)]
    assert "Usikkerhet er ikke vist: Det må til vurderinger fra minst to medlemmer." in told


def test_a_place_that_the_council_gave_stands_beside_the_computed_one() -> None:
    reading = reading_of(assessed([*settled(), ("leder", PlaceMoved(application="B", to=1, reason="Haster."))]), IMPRINT)
    chart = places_of(reading)
    assert SPEECH.text(axis_of(chart).other or "") == "Beregnet plass"
    first = chart.marks[0].parts
    assert [part and part.length for part in first] == [Fraction(1, 8), Fraction(3, 8)]
    assert first[0]
    assert SPEECH.value(first[0].shown) == "3,00, beregnet plass 2"


def test_where_the_budget_is_not_stated_the_axis_is_not_parted() -> None:
    bodies = [*opening(budget=None), *settled()[len(opening()) :]]
    assert axis_of(places_of(reading_of(assessed(bodies), IMPRINT))).line is None


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
    assert SPEECH.text(chart.marks[-1].label) == "10 andre søkere til sammen"
    assert [part and part.length for part in chart.marks[-1].parts] == [0, None]  # a bar of their sum would dwarf the others
    assert chart.marks[0].parts[0].length == 1
    assert sum(mark.parts[0].shown for mark in chart.marks) == sum(one.amount_applied or 0 for one in many)


def test_costs_go_down_and_benefits_up_and_the_turn_is_the_year_it_is() -> None:
    chart = flow_chart(YEARS)
    assert chart
    assert [[part.length for part in mark.parts if part] for mark in chart.marks] == [
        [Fraction(-1, 2), 0],
        [Fraction(-1, 8), Fraction(3, 8)],
        [0, 1],
    ]
    assert SPEECH.text(chart.alt).endswith("Fra og med 2020 er samlet nytte større enn samlede kostnader.")
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
    assert "Mest er innstilt til «skole», 2\u00a0500\u00a0000\u00a0kr." in SPEECH.text(chart.alt)


def test_without_a_theme_there_is_no_such_chart() -> None:
    judged = reading_of(assessed([*opening(), *received(themed("helse", 1, 1))]), IMPRINT).ordered
    silent = reading_of(assessed([*opening(), *received(themed("", 1, 1))]), IMPRINT).ordered
    assert theme_chart(judged, None) is None
    assert theme_chart(silent, THEME) is None
