"""The economics page: what it shows can be checked, what is tried is not saved, and what is saved has a reason and an author."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from textual.widgets import Input, TextArea

from reviewer.domain.application import Application, TakeUp
from reviewer.domain.economics.whatif import NAMES, thing
from reviewer.domain.events import AssumptionsSet, EffectGraded
from reviewer.domain.method import Spread, Uncertainty
from reviewer.tui.drawing.glyphs import ASCII
from reviewer.tui.forms.ask import AskForm
from reviewer.tui.forms.what_if import WhatIfForm
from reviewer.tui.panes.economics import EconomicsPane
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.widgets.turn import Turn
from tests.tui import small_round
from tests.tui.driving import on, settled, showing, shown
from tests.tui.small_round import COMMITTEE, FIRST, PROPOSED, events, received, reopened, small_case

UNCERTAIN = Uncertainty(basis=PROPOSED, spread=Spread.TRIANGULAR, low=Decimal("0.75"), high=Decimal("1.25"), draws=1000, seed=7)


def plain(screen) -> str:
    return shown(screen).replace("\u00a0", " ")


def lines_of(screen: ApplicationScreen) -> list[str]:
    """Return the whole page, also what lies below the screen."""
    pane = screen.query_one(EconomicsPane)
    assert pane.sheet is not None
    return ["".join(text for text, _ in line).replace("\u00a0", " ").rstrip() for line in pane.sheet.lines]


def number(text: str) -> Decimal:
    return Decimal(re.sub(r"[ ()]", "", text).replace("−", "-").replace(",", "."))


@pytest.fixture
def uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the committee's method say how uncertain the lines are."""
    monkeypatch.setattr(small_round, "COMMITTEE", replace(COMMITTEE, method=replace(COMMITTEE.method, uncertainty=UNCERTAIN)))


def scaling(application: Application = FIRST) -> Application:
    return replace(application, flows=(application.flows[0], replace(application.flows[1], scales_with_reuse=True)))


async def test_the_working_can_be_checked_with_a_pocket_calculator(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (120, 40)) as pilot:
        lines = lines_of(pilot.app.screen)
    start = next(at for at, line in enumerate(lines) if line.startswith("Utregningen"))
    rows = [re.split(r" {2,}", line) for line in lines[start + 2 : start + 7]]
    assert [row[0] for row in rows] == ["2018", "2019", "2020", "2021", "2022"]
    factor, total = Decimal(1), Decimal(0)
    for row in rows:
        rate, shown_factor, benefit, cost, tax, discounted, cumulated = row[1], *map(number, row[2:])
        assert rate == "4 %"
        assert shown_factor == factor.quantize(Decimal("0.000001"), ROUND_HALF_UP)
        assert tax == (cost - benefit) / 5
        assert abs((benefit - cost - tax) * factor - discounted) <= 1
        total += discounted
        assert abs(total - cumulated) <= 3
        factor /= Decimal("1.04")
    assert any(line.startswith("2019: (0 − 2 000 000 − 400 000) × 0,961538 = −2 307 692") for line in lines)


async def test_the_page_says_how_the_claim_stands(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        text = plain(pilot.app.screen)
    # By hand: (9 / 1.0816 + 9 / 1.124864 + 9 / 1.16985856 - 6 - 2 / 1.04) x 1.2 = 19,31, which is 3,4 % below 20; 19,31 / 8 = 2,41.
    assert "Lønnsomt. Søkerens tall avviker fra beregningen." in text
    assert "Beregnet på nytt             19,3         2,41  −3,4 %, etter R-109/14" in text


async def test_the_page_is_computed_anew_while_a_rate_is_typed_and_nothing_is_saved(tmp_path):
    path = small_case(tmp_path)
    before = len(events(path))
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        stood = lines_of(pilot.app.screen)
        await pilot.press("w", "0")
        assert isinstance(pilot.app.screen, WhatIfForm)
        text = plain(pilot.app.screen)
        # Nothing discounted: (27 - 8) x 1,2
        assert "Hva om                       22,8         2,85" in text
        assert "Ikke lagret (x forkaster): kalkulasjonsrente 0 %" in text
        await pilot.press("enter")
        page = lines_of(pilot.app.screen)
        heading = "Kontantstrøm per år, mill. kr"
        assert page.index(heading) == stood.index(heading)
        await pilot.press("x")
        assert lines_of(pilot.app.screen) == stood
    assert len(events(path)) == before


async def test_escape_drops_what_was_typed(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        stood = lines_of(pilot.app.screen)
        await pilot.press("w", "0", "escape")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert lines_of(pilot.app.screen) == stood


async def test_what_is_no_rate_is_said_and_the_page_stays(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        await pilot.press("w", *"mye", "enter")
        assert isinstance(pilot.app.screen, WhatIfForm)
        assert "er ikke et tall" in plain(pilot.app.screen)


async def test_a_what_if_is_saved_with_a_reason_and_can_be_undone(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2), (120, 60)) as pilot:
        await pilot.press("w", "0", "ctrl+s")
        assert isinstance(pilot.app.screen, WhatIfForm)
        assert not reopened(path).dossiers["A-1"].assumed
        pilot.app.screen.query_one("#reason", Input).value = "Vi diskonterer ikke."
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ApplicationScreen)
        text = plain(pilot.app.screen)
        assert "Rådet forutsetter            22,8" in text
        assert "kalkulasjonsrente 0 %. Vi diskonterer ikke. (Sekretariatet)" in text
        given = reopened(path).dossiers["A-1"].assumed["rate"]
        assert (given.value, given.reason, given.seat) == ("0%", "Vi diskonterer ikke.", "sekretariat")
        await pilot.press("u")
        assert "Rådet forutsetter               –" in plain(pilot.app.screen)
    assert not reopened(path).dossiers["A-1"].assumed


async def test_emptying_a_field_takes_back_what_the_council_assumes(tmp_path):
    assumption = AssumptionsSet(application="A-1", given=(("rate", "0.05"),), reason="Usikkert.")
    path = small_case(tmp_path, [("sekretariat", [assumption])])
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        await pilot.press("w")
        assert pilot.app.screen.query_one("#what-if-rate", Input).value == "5"
        await pilot.press("backspace")
        assert "kalkulasjonsrente som oppgitt" in plain(pilot.app.screen)
        pilot.app.screen.query_one("#reason", Input).value = "Likevel ikke."
        await pilot.press("ctrl+s")
    assert not reopened(path).dossiers["A-1"].assumed


async def test_a_member_tries_but_does_not_save(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        await pilot.press("w", "0")
        pilot.app.screen.query_one("#reason", Input).value = "Vi tror det."
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, WhatIfForm)
        assert "Bergen kommune kan ikke sette rådets forutsetninger." in plain(pilot.app.screen)
    assert not reopened(path).dossiers["A-1"].assumed


async def test_take_up_is_tried_as_a_number_of_municipalities(tmp_path):
    path = small_case(tmp_path, [("sekretariat", [received(scaling())])])
    async with showing(path, "sekretariat", on("A-1", 2), (120, 60)) as pilot:
        page = lines_of(pilot.app.screen)
        # 60 municipalities are worth 27,7 mill. at most less 9,5: break-even by the same figures as the rest of the page.
        assert any(line.strip().startswith("● 60 kommuner: regnes med her") for line in page)
        (mark,) = [line.strip() for line in page if "NNV er null" in line]
        await pilot.press("w", "tab", *re.findall(r"\d", mark.split(" ")[-1]), "enter")
        assert any("utbredelse i" in line for line in lines_of(pilot.app.screen))
        assert "Lønnsomt i så fall" in plain(pilot.app.screen)
        await pilot.press("w", "tab", "backspace", "backspace", "2", "enter")
        assert "Ikke lønnsomt i så fall" in plain(pilot.app.screen)


@pytest.mark.parametrize(
    ("cost", "caption"),
    [
        (43_000_000, "▲ 43 kommuner: NNV er null; lønnsomt fra 44"),
        (43_000_001, "▲ mellom 43 og 44 kommuner: NNV er null; lønnsomt fra 44"),
    ],
)
async def test_the_curve_marks_where_the_value_is_zero_and_the_page_says_the_same(tmp_path, cost, caption):
    """A hundred municipalities save a hundred million in the year in which the rest costs so much: 43 of them save 43 million."""
    spent, saved = FIRST.flows
    flows = (replace(spent, amounts={2020: cost}), replace(saved, actor=spent.actor, amounts={2020: 100_000_000}, scales_with_reuse=True))
    one = replace(FIRST, flows=flows, reuse=TakeUp(intended=100))
    path = small_case(tmp_path, [("sekretariat", [received(one)])])
    async with showing(path, "sekretariat", on("A-1", 2), (120, 60)) as pilot:
        page = lines_of(pilot.app.screen)
    assert caption in [line.strip() for line in page]
    assert any("Prosjektet er lønnsomt fra 44 kommuner; søkeren regner med 100." in line for line in page)


@pytest.mark.usefixtures("uncertain")
async def test_the_simulation_is_told_with_its_seed_and_moves_nothing(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        text = plain(pilot.app.screen)
        assert re.search(r"NNV er over 0 i 100 % av 1 000 trekninger \(frø 7\)\.", text)
        assert re.search(r"P10 \d+,\d, P50 \d+,\d, P90 \d+,\d mill\. kr\.", text)
        stood = lines_of(pilot.app.screen)
        await pilot.press("w", "9", "enter")
        drawing = lines_of(pilot.app.screen)
        assert len(drawing) == len(stood)


async def test_an_application_without_a_cash_flow_has_nothing_to_try(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-2", 2)) as pilot:
        await pilot.press("w")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert "Det finnes ingen kontantstrøm å regne på." in plain(pilot.app.screen)


async def test_an_effect_is_graded_for_the_council_with_a_reason(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2), (120, 60)) as pilot:
        await pilot.press("g")
        assert isinstance(pilot.app.screen, AskForm)
        await pilot.press("down", "ctrl+s")
        assert not reopened(path).dossiers["A-1"].grades
        pilot.app.screen.query_one(TextArea).text = "Få har det slik."
        await pilot.press("ctrl+s")
        assert any("Få har det slik. (Sekretariatet)" in line for line in lines_of(pilot.app.screen))
    given = reopened(path).dossiers["A-1"].grades["Tryggere hverdag"]
    assert (given.grade, given.reason, given.seat) == ("++", "Få har det slik.", "sekretariat")


async def test_a_member_does_not_grade(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        await pilot.press("g")
        assert isinstance(pilot.app.screen, ApplicationScreen)


async def test_another_application_is_not_shown_by_the_first_ones_what_if(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        await pilot.press("w", "0", "enter", "n", "p")
        assert "Ikke lagret" not in plain(pilot.app.screen)


async def test_the_pictures_have_a_form_of_plain_signs(tmp_path):
    path = small_case(tmp_path, [("sekretariat", [received(scaling())])])
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        pilot.app.glyphs = ASCII
        pane = pilot.app.screen.query_one(EconomicsPane)
        pane.write()
        lines = lines_of(pilot.app.screen)
    assert not set("█▀▁▂▃▄▅▆▇─●▲│┐┘┌└") & set("".join(lines))
    assert any("####" in line for line in lines)


@pytest.mark.parametrize("years", [1, 13, 45, 120])
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_cash_flow_of_any_length_has_room(tmp_path, years, size):
    gain = replace(FIRST.flows[1], amounts=dict.fromkeys(range(2019, 2019 + years), 9_000_000))
    path = small_case(tmp_path, [("sekretariat", [received(replace(FIRST, flows=(FIRST.flows[0], gain)))])])
    async with showing(path, "bergen", on("A-1", 2), size) as pilot:
        lines = lines_of(pilot.app.screen)
        assert [line for line in lines if len(line) > size[0] - 4] == []
        start = next(at for at, line in enumerate(lines) if line.startswith("Kontantstrøm per"))
        assert any(str(2018 + years) in line for line in lines[start : start + 40])


async def test_every_what_if_of_the_command_line_can_be_tried_in_the_panel(tmp_path):
    path = small_case(tmp_path, [("sekretariat", [received(scaling())])])
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        await pilot.press("w")
        fields = pilot.app.screen.query(".what-if-field")
        names = {field.id.removeprefix("what-if-") for field in fields}
        assert {thing(name) for name in NAMES} <= names
        assert {f"line-{at}" for at, _ in enumerate(FIRST.flows)} <= names


async def test_a_line_is_tried_and_saved_by_its_name(tmp_path):
    path = small_case(tmp_path)
    line = FIRST.flows[1].line
    async with showing(path, "sekretariat", on("A-1", 2), (120, 40)) as pilot:
        await pilot.press("w")
        pilot.app.screen.query_one("#what-if-line-1", Input).value = "50"
        await pilot.pause()
        # By hand: (4,5 / 1.0816 + 4,5 / 1.124864 + 4,5 / 1.16985856 - 6 - 2 / 1.04) x 1.2 = 4,9.
        assert "Hva om                        4,9" in plain(pilot.app.screen)
        assert f"linjen «{line}» 50 % av det oppgitte" in plain(pilot.app.screen)
        pilot.app.screen.query_one("#reason", Input).value = "Halvparten."
        await pilot.press("ctrl+s")
    assert reopened(path).dossiers["A-1"].assumed[f"line:{line}"].value == "50%"


async def test_the_method_and_its_first_year_are_turned(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2), (120, 40)) as pilot:
        stood = lines_of(pilot.app.screen)
        await pilot.press("w")
        pilot.app.screen.query_one("#what-if-first", Turn).focus()
        await pilot.press("right")
        # 19,31 discounted by one year more: 18,6.
        assert "Hva om                       18,6" in plain(pilot.app.screen)
        await pilot.press("right", "escape")
        assert lines_of(pilot.app.screen) == stood


async def test_the_line_of_what_is_cumulated_is_drawn_across_the_bars(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (120, 40)) as pilot:
        lines = lines_of(pilot.app.screen)
    start = next(at for at, line in enumerate(lines) if line.startswith("Kontantstrøm per"))
    chart = [line[:60] for line in lines[start + 2 : start + 13]]
    (told,) = [line for line in chart if line.startswith("● akk.")]
    drawn = chart[: chart.index(told)]
    points = sorted((line.index("●", at), row) for row, line in enumerate(drawn) for at, sign in enumerate(line) if sign == "●")
    assert len(points) == 5
    axis = next(row for row, line in enumerate(drawn) if line.lstrip().startswith("0 "))
    cumulated = [number(text) for text in re.split(r" {2,}| (?=−)", told.removeprefix("● akk.").strip())]
    assert [row < axis for _, row in points] == [value > 0 for value in cumulated]
    heights = [-row for _, row in points]
    assert sorted(range(5), key=cumulated.__getitem__) == sorted(range(5), key=lambda at: (heights[at], cumulated[at]))


async def test_an_assumption_from_an_earlier_revision_says_so_at_a_glance(tmp_path):
    assumption = AssumptionsSet(application="A-1", given=(("rate", "0.05"),), reason="Usikkert.")
    path = small_case(tmp_path, [("sekretariat", [assumption]), ("sekretariat", [received(scaling())])])
    async with showing(path, "sekretariat", on("A-1", 2), (120, 60)) as pilot:
        text = plain(pilot.app.screen)
    assert "! Fra en tidligere versjon, se under: kalkulasjonsrente 5 %" in text
    assert "Satt på versjon 1. Søknaden er nå versjon 2. Endret siden: kontantstrømmen" in text


def section(lines: list[str], heading: str) -> list[str]:
    """Return what stands under a heading, down to the next empty line."""
    start = next(at for at, line in enumerate(lines) if line.startswith(heading))
    return lines[start : next(at for at in range(start, len(lines) + 1) if at == len(lines) or not lines[at])]


async def test_two_things_at_a_time_stand_in_a_table(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        table = section(lines_of(pilot.app.screen), "To ting om gangen")
    assert "all nytte (nedover) og investeringen (bortover)" in " ".join(" ".join(table).split())
    rows = [re.split(r" {2,}", line) for line in table if re.match(r"\d+ %", line)]
    # By hand: benefits 23,10 and costs 7,92 as present values, and NPV is 1,2 times their difference.
    assert rows[2][3] == "19,3"
    assert [row[0] for row in rows] == ["50 %", "75 %", "100 %", "125 %", "150 %"]


@pytest.mark.usefixtures("uncertain")
async def test_the_draws_are_a_picture_and_nothing_jumps_when_they_come(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        picture = section(lines_of(pilot.app.screen), "Slik ligger trekningene")
    assert len(picture) == 7
    assert "●" in picture[-2]
    assert "P50" in picture[-1]


async def test_the_width_of_the_changes_is_turned(tmp_path):
    bounded = replace(FIRST, flows=(FIRST.flows[0], replace(FIRST.flows[1], low=Decimal("0.8"), high=Decimal("1.1"))))
    path = small_case(tmp_path, [("sekretariat", [received(bounded)])])
    async with showing(path, "bergen", on("A-1", 2)) as pilot:
        shown_widths = []
        for _ in range(4):
            shown_widths += [line for line in lines_of(pilot.app.screen) if line.startswith("Hva betyr mest")]
            await pilot.press("b")
    assert [line.partition("ved ")[2] for line in shown_widths] == ["±25 %", "±50 %", "søkerens eget lave og høye anslag", "±10 %"]


async def test_what_has_no_price_stands_beside_what_has_one(tmp_path):
    path = small_case(tmp_path, [("sekretariat", [EffectGraded(application="A-1", effect="Tryggere hverdag", grade="+", reason="Få.")])])
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        assert "Uten pris: + Tryggere hverdag" in plain(pilot.app.screen)


def rows_under(lines: list[str], heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, cell by cell."""
    start = next(at for at, line in enumerate(lines) if line.startswith(heading))
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].strip()), len(lines))
    return [re.split(r" {2,}", line.strip()) for line in lines[start + 1 : end]]


async def test_every_line_and_parameter_is_there_one_at_a_time_and_can_be_checked(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (120, 40)) as pilot:
        rows = rows_under(lines_of(pilot.app.screen), "Én ting om gangen")
    assert rows[0] == ["−50 %", "−25 %", "−10 %", "+10 %", "+25 %", "+50 %"]
    found = {row[0]: [number(cell) for cell in row[1:]] for row in rows[1:]}
    assert set(found) == {"Spart tid", "Utvikling", "Analyseperiode: 2, 3, 4 | 4, 5, 6 år", "Skattefinansiering", "Kalkulasjonsrente"}
    # By hand: the benefits are 9 / 1.0816 + 9 / 1.124864 + 9 / 1.16985856 = 24.015, the costs 6 + 2 / 1.04 = 7.923, and it all x 1.2.
    assert found["Spart tid"] == [Decimal(text) for text in ("4.9", "12.1", "16.4", "22.2", "26.5", "33.7")]
    assert found["Utvikling"] == [Decimal(text) for text in ("24.1", "21.7", "20.3", "18.4", "16.9", "14.6")]
    # A tax rate of 10 % leaves 16.092 x 1.1; a rate of 2 % gives (9 / 1.0404 + 9 / 1.061208 + 9 / 1.08243216 - 6 - 2 / 1.02) x 1.2.
    assert found["Skattefinansiering"][0] == Decimal("17.7")
    assert found["Kalkulasjonsrente"][0] == Decimal("21.0")
    widths = [max(cells) - min(cells) for cells in found.values()]
    assert widths == sorted(widths, reverse=True)


async def test_other_conventions_stand_by_their_words_with_their_figures(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (120, 40)) as pilot:
        rows = rows_under(lines_of(pilot.app.screen), "Med andre regnemåter")
    found = {" ".join(row[0].split()[:7]): row[1:3] for row in rows[1:]}
    assert found["Første år: diskontert med ett år"] == ["18,6", "2,32"]
    # By hand: 24.015 - 7.923 x 1.2, and the discounted investment of 7.923 as divisor of 19.31.
    assert found["Skattefinansieringskostnad: 20 % av kostnadene på offentlige"] == ["14,5", "1,81"]
    assert found["NNV per investert krone: NNV delt på"] == ["19,3", "2,44"]
    assert set(found) >= {"Metode: OMB A-94", "Metode: Excel"}


async def test_the_lines_of_a_year_are_what_the_working_sums(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (120, 40)) as pilot:
        lines = lines_of(pilot.app.screen)
    rows = rows_under(lines, "Linjene år for år, ikke diskontert, i tusen kroner")
    assert rows[0] == ["2018", "2019", "2020", "2021", "2022"]
    assert rows[1:] == [["Utvikling", "−6 000", "−2 000", "–", "–", "–"], ["Spart tid", "–", "–", "9 000", "9 000", "9 000"]]


async def test_the_page_tells_every_convention(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "bergen", on("A-1", 2), (120, 40)) as pilot:
        lines = lines_of(pilot.app.screen)
    told = "\n".join(lines[next(at for at, line in enumerate(lines) if line.startswith("Slik er det beregnet")) :])
    for words in ("regnet fra basisåret", "2018, ikke diskontert", "Restverdi", "Reell vekst", "inngår i NNV", "delt på investeringen"):
        assert words in told


async def test_a_later_start_is_tried_like_everything_else(tmp_path):
    path = small_case(tmp_path)
    async with showing(path, "sekretariat", on("A-1", 2)) as pilot:
        await pilot.press("w")
        field = pilot.app.screen.query_one("#what-if-start", Input)
        field.focus()
        await pilot.press("1")
        text = plain(pilot.app.screen)
    # By hand: (9 / 1.124864 + 9 / 1.16985856 - 6 / 1.04 - 2 / 1.0816) x 1.2: the last year of three is lost.
    assert "Hva om                        9,7         1,21" in text
    assert "prosjektet kommer 1 år senere" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
async def test_no_amount_is_broken_or_cut_however_large(tmp_path, size):
    large = replace(
        scaling(), flows=tuple(replace(flow, amounts={y: a * 10**7 for y, a in flow.amounts.items()}) for flow in scaling().flows)
    )
    path = small_case(tmp_path, [("sekretariat", [received(large)])])
    async with showing(path, "sekretariat", on("A-1", 2), size) as pilot:
        lines = lines_of(pilot.app.screen)
    for heading in ("Hva betyr mest", "Én ting om gangen")[size[0] > 80 :]:
        rows = rows_under(lines, heading)
        assert len(rows) == 1 + 6
        amounts = [cell for row in rows[1:] for cell in row[-2:]]
        assert all(re.fullmatch(r"([─●│ ]* )?−?\d{1,3}( \d{3})*,\d", cell) for cell in amounts), amounts
    two = rows_under(lines, "To ting om gangen")
    assert all(re.fullmatch(r"−?\d{1,3}( \d{3})*,\d", cell) for row in two[-5:] for cell in row[1:]), two
