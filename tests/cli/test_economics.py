"""`economics` with something assumed otherwise, and the analysis of the applications that are named."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from reviewer.domain.economics import PRESETS
from reviewer.domain.economics.whatif import LINE, NAMES
from reviewer.shipped import shipped
from tests.cli.conftest import NUMBER, Call, fits


def one(reviewer: Call, demo: Path, *arguments: str) -> dict:
    (found,) = reviewer("economics", demo, "2018-01", *arguments, "--json").data["applications"]
    return found


def test_a_what_if_is_computed_beside_the_committees_own(reviewer: Call, demo: Path) -> None:
    stated = one(reviewer, demo)
    answer = reviewer("economics", demo, "2018-01", "--what-if", "rate=0.03", "--what-if", "takeup=0.5", "--json").data
    (found,) = answer["applications"]
    assert answer["what_if"] == {"rate": "0.03", "takeup": "0.5"}
    assert "0.03 from year 0" in answer["conventions"]["discount_rates"]
    assert found["without_what_if"] == {"npv": stated["npv"], "npv_per_invested_krone": stated["npv_per_invested_krone"]}
    assert found["npv"] < stated["npv"]
    assert "without_what_if" not in stated


def test_a_what_if_is_marked_as_one_in_words(reviewer: Call, demo: Path) -> None:
    out = reviewer("economics", demo, "2018-01", "--what-if", "takeup=50%").out
    assert out.startswith("Hva om: takeup=50%. Dette er ikke tallene som saken bygger på.")
    assert "Hva om" not in reviewer("economics", demo).out


AGREED, TRIED = "stemmer med det søkeren oppgir: Forskjellen kommer av", "det som er prøvd her"


def verdict(out: str, key: str) -> str:
    return next(line for line in out.splitlines() if line.startswith(f"{key}  ") and ": " in line)


def test_verdict_and_deviation_are_of_the_same_figure_under_a_what_if(reviewer: Call, demo: Path) -> None:
    out = reviewer("economics", demo, "2018-06", "--what-if", "takeup=0.5").out
    assert verdict(out, "2018-06").endswith("avviker mye fra det som er oppgitt")
    assert f"{AGREED} {TRIED}." in out
    (found,) = reviewer("economics", demo, "2018-06", "--what-if", "takeup=0.5", "--json").data["applications"]
    assert found["deviation"]["npv"] < -1
    assert found["deviation_size"]["npv"] == "large"
    assert abs(found["claim_against_stated"]["deviation"]["npv"]) < 0.01
    assert found["claim_against_stated"]["deviation_size"]["npv"] == "agrees"


def test_verdict_and_deviation_are_of_the_same_figure_after_the_council_assumes(reviewer: Call, case: Path) -> None:
    reviewer("assume", case, "2018-06", "takeup=0.5", "--reason", "Halvparten tar den i bruk.", "--as", "sekretariat")
    out = reviewer("economics", case, "2018-06").out
    assert verdict(out, "2018-06").endswith("avviker mye fra det som er oppgitt")
    assert f"{AGREED} rådets forutsetninger." in out
    (found,) = reviewer("economics", case, "2018-06", "--json").data["applications"]
    assert (found["deviation_size"]["npv"], found["claim_against_stated"]["deviation_size"]["npv"]) == ("large", "agrees")


def test_without_anything_assumed_there_is_one_verdict(reviewer: Call, demo: Path) -> None:
    out = reviewer("economics", demo, "2018-06").out
    assert verdict(out, "2018-06").endswith("stemmer med det som er oppgitt")
    assert AGREED not in out
    assert "claim_against_stated" not in one(reviewer, demo)


def test_ratios_internal_rates_and_payback_stand_in_the_text_as_in_the_data(reviewer: Call, demo: Path) -> None:
    lines = [line.replace("\u00a0", " ") for line in reviewer("economics", demo, "2018-06").out.splitlines()]
    (found,) = reviewer("economics", demo, "2018-06", "--json").data["applications"]
    start = lines.index(next(line for line in lines if line.startswith("Beregnet av kontantstrømmen")))
    told = {line[:28].strip(): line[28:].strip() for line in lines[start : start + 15]}
    assert told["NNV per krone"] == f"{found['npv_per_invested_krone']:.2f}".replace(".", ",")
    assert told["Nytte-kostnadsbrøk"] == f"{found['benefit_cost_ratio']:.2f}".replace(".", ",")
    assert found["nnb"] is None
    assert told["Netto nytte/budsjettkrone"] == "–"
    (rate,) = found["irr"]
    assert told["Internrente"] == f"{100 * rate:.1f} %".replace(".", ",")
    assert told["Tilbakebetalt"] == f"{found['payback_years']:.2f} år etter 2018".replace(".", ",")
    assert told["Tilbakebetalt, diskontert"] == f"{found['discounted_payback_years']:.2f} år etter 2018".replace(".", ",")


@pytest.mark.parametrize("given", ["rente=0.03", "rate", "rate=tre", "takeup=-1", "method=r-109"])
def test_a_what_if_that_cannot_be_meant_is_a_wrong_call(reviewer: Call, demo: Path, given: str) -> None:
    answer = reviewer("economics", demo, "--what-if", given, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err


def test_a_preset_replaces_the_method_with_its_own_conventions(reviewer: Call, demo: Path) -> None:
    found = reviewer("economics", demo, "--what-if", "method=omb-a94", "--json").data
    assert found["conventions"]["method"] == "OMB A-94"
    assert found["conventions"]["first_year"] == "discounted"


def test_a_named_application_is_analysed(reviewer: Call, demo: Path) -> None:
    found = one(reviewer, demo)
    fits(
        found,
        {
            "by_actor": [{"actor": str, "costs": int, "benefits": int}],
            "by_line": [{"line": str, "present_value": int, "npv": int}],
            "own_gains": [{"year": int, "gain": int, "cut": int}],
            "working": [{"year": int, "factor": NUMBER, "cost": int, "benefit": int, "cumulated": int}],
            "simulation": {"draws": int, "seed": int, "above_zero": NUMBER, "p10": int, "p50": int, "p90": int},
        },
    )
    assert found["working"][-1]["cumulated"] == found["npv"]
    assert abs(sum(line["npv"] for line in found["by_line"]) - found["npv"]) <= len(found["by_line"])
    assert found["break_even_take_up"]["profitable"] == "from"
    assert 0 < found["break_even_take_up"]["municipalities"] < found["break_even_take_up"]["stated"]


def test_the_whole_list_is_not_simulated(reviewer: Call, demo: Path) -> None:
    assert all("simulation" not in one for one in reviewer("economics", demo, "--json").data["applications"])


def test_at_the_break_even_the_sign_changes(reviewer: Call, demo: Path) -> None:
    number = one(reviewer, demo)["break_even_take_up"]["municipalities"]
    assert one(reviewer, demo, "--what-if", f"municipalities={number}")["npv"] >= 0
    assert one(reviewer, demo, "--what-if", f"municipalities={number - 1}")["npv"] < 0


def test_a_seed_and_a_number_of_draws_are_told_back(reviewer: Call, demo: Path) -> None:
    found = one(reviewer, demo, "--draws", "2000", "--seed", "715")["simulation"]
    assert (found["draws"], found["seed"]) == (2000, 715)
    assert found == one(reviewer, demo, "--draws", "2000", "--seed", "715")["simulation"]
    assert reviewer("economics", demo, "2018-01", "--draws", "0").status == 2


def test_npv_takes_the_rates_of_a_known_method(reviewer: Call) -> None:
    omb = "-10,-20,-25,-20,10,30,35,35,35,20"
    found = reviewer("npv", "--method", "omb-a94", "--flows", omb, "--json").data
    assert found["npv"] == pytest.approx(61.55, abs=5e-3)
    assert found["convention"] == {
        "rate": 0.031,
        "first_year": "discounted",
        "method": "omb-a94",
        "rates": [{"from_year": 0, "rate": 0.031}],
    }
    falling = reviewer("npv", "--method", "r-109-14", "--flows", ",".join(["0"] * 41 + ["1"]), "--json").data
    assert falling["npv"] == pytest.approx(1.04**-40 / 1.03)


def test_a_rate_and_a_method_together_are_a_wrong_call(reviewer: Call) -> None:
    assert reviewer("npv", "--method", "excel", "--rate", "4%", "--flows", "1").status == 2
    assert reviewer("npv", "--flows", "1").status == 2


def test_prices_say_what_each_municipality_pays(reviewer: Call, demo: Path) -> None:
    answer = reviewer("prices", demo, "2018-01", "--model", "digiorden", "--years", "3", "--json").data
    oslo = next(one for one in answer["payers"] if one["number"] == "0301")
    assert oslo == {"number": "0301", "name": "Oslo", "inhabitants": 673_469, "once": 60_000, "yearly": 1_016_204}
    (found,) = answer["applications"]
    assert len(found["repayment"]["inflow"]) == 3
    assert found["repayment"]["named"] + found["repayment"]["others"] == 180


def test_a_price_model_has_to_be_named_where_there_are_several(reviewer: Call, demo: Path) -> None:
    answer = reviewer("prices", demo)
    assert (answer.status, answer.out) == (2, "")
    assert "digiorden, fiks-folkeregister" in answer.err


def test_the_workbook_is_written_beside_the_other_formats(reviewer: Call, demo: Path, tmp_path: Path) -> None:
    assert reviewer("export", demo, "--to", tmp_path / "ut", "--format", "xlsx").status == 0
    book = openpyxl.load_workbook(tmp_path / "ut" / "innstilling.xlsx", data_only=True)
    stated = {one["id"]: one["npv"] for one in reviewer("economics", demo, "--json").data["applications"]}
    rows = {row[1]: row[6] for row in book["Økonomi"].iter_rows(min_row=2, values_only=True)}
    assert {key: None if value is None else round(value) for key, value in rows.items()} == stated


def test_two_things_are_changed_at_a_time(reviewer: Call, demo: Path) -> None:
    stated = one(reviewer, demo)
    table = stated["two_way"]
    assert (table["rows"]["what"], table["columns"]["what"]) == ("take_up", "investment")
    assert table["npv"][2][2] == stated["npv"]
    both = one(reviewer, demo, "--what-if", "takeup=0.5", "--what-if", "investment=1.5")
    assert table["npv"][table["rows"]["factors"].index(0.5)][table["columns"]["factors"].index(1.5)] == both["npv"]
    assert "etter utbredelsen (nedover) og investeringen (bortover)" in reviewer("economics", demo, "2018-01").out


def test_the_published_figures_of_2017_tell_the_investment_they_imply_as_derived(reviewer: Call, tmp_path: Path) -> None:
    """1 600 million over 30.9 is 51.8 million; the source states no investment."""
    path = tmp_path / "2017.sak"
    assert reviewer("new", path, "--committee", "difi-medfinansiering", shipped("fixtures") / "medfinansiering-2017.json").status == 0
    out = reviewer("economics", path, "2017-2").out.replace("\u00a0", " ")
    assert "gir til sammen en investering på 51 779 935 kr (fra 51 179 321 kr til 52 382 496 kr etter avrundingen)" in out
    assert "Det er utledet, ikke oppgitt." in out


def test_an_explanation_names_no_rate_of_the_committees_own(reviewer: Call, demo: Path) -> None:
    """No convention gives what 2018-10 states; what 2018-11 states is the computed figures, rounded, and that needs none."""
    for key, unexplained in (("2018-10", True), ("2018-11", False)):
        answer = reviewer("economics", demo, key, "--json").data["applications"][0]
        assert answer["explained_by"] == []
        assert ("Ingen av de vanlige" in reviewer("economics", demo, key).out) is unexplained
    everything = reviewer("economics", demo, "--json").data["applications"]
    rates = {one["rate"] for found in everything for trial in found["explained_by"] for one in trial["departures"]}
    assert 0.04 not in rates


def test_the_fund_is_told_from_year_to_year(reviewer: Call, demo: Path) -> None:
    data = reviewer("prices", demo, "--model", "digiorden", "--years", "5", "--fund", "--json").data
    years = data["years"]
    assert years[0]["opening"] == data["opening"] > 125_000_000
    assert all(one["opening"] - one["granted"] + one["flowed_back"] == pytest.approx(one["closing"], abs=1) for one in years)
    assert all(one["closing"] == other["opening"] for one, other in pairwise(years))
    assert data["grants"] == "recommended"
    assert sum(one["granted"] for one in years) == 24_700_000
    assert "Tilskuddene er det rådet innstiller." in reviewer("prices", demo, "--model", "digiorden", "--fund").out


def test_every_answer_in_words_ends_with_its_conventions(reviewer: Call, demo: Path) -> None:
    for arguments in ((), ("2018-01",), ("--what-if", "first=discounted")):
        out = reviewer("economics", demo, *arguments).out.replace("\u00a0", " ")
        _, told = out.split("Slik er det beregnet")
        for name in (
            "Metode",
            "Kalkulasjonsrente",
            "Basisår",
            "Priser",
            "Reell vekst",
            "Analyseperiode",
            "Restverdi",
            "Skattefinansieringskostnad",
        ):
            assert name in told
        assert ("diskontert med ett år" in told) == bool(arguments and arguments[0] == "--what-if")


def test_a_project_that_starts_later_loses_its_last_years(reviewer: Call, demo: Path) -> None:
    worth = [one(reviewer, demo, "--what-if", f"start={years}")["npv"] for years in range(5)]
    assert worth[0] == one(reviewer, demo)["npv"]
    assert worth == sorted(worth, reverse=True)
    longest = one(reviewer, demo)["break_even"]["start_years"]
    assert [npv >= 0 for npv in worth] == [years <= longest for years in range(5)]


def test_each_convention_is_turned_to_its_other_value(reviewer: Call, demo: Path) -> None:
    found = {other["convention"]: other for other in one(reviewer, demo)["other_conventions"]}
    assert found["first_year"]["value"] == "discounted"
    assert found["first_year"]["npv"] == one(reviewer, demo, "--what-if", "first=discounted")["npv"]
    assert (
        found["method"]["npv"]
        == one(reviewer, demo, "--what-if", f"method={'excel' if found['method']['value'] == 'Excel' else 'omb-a94'}")["npv"]
    )


def test_the_readme_names_every_what_if() -> None:
    told = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = told[told.index("## How worth is computed") : told.index("## Documents")]
    assert {name for name in (*NAMES, f"{LINE}NAME", *PRESETS) if f"`{name}`" not in section} == set()


def test_npv_is_told_as_a_line_over_take_up(reviewer: Call, demo: Path) -> None:
    found = one(reviewer, demo)
    line, share = found["npv_by_take_up"], found["break_even_take_up"]["share"]
    assert line["at_stated"] == found["npv"]
    assert line["at_none"] == one(reviewer, demo, "--what-if", "takeup=0")["npv"]
    assert abs(line["at_none"] + share * (line["at_stated"] - line["at_none"])) < 1


def test_a_simulation_can_draw_by_either_distribution(reviewer: Call, demo: Path) -> None:
    found = {spread: one(reviewer, demo, "--spread", spread)["simulation"] for spread in ("triangular", "pert")}
    assert [simulation["spread"] for simulation in found.values()] == ["triangular", "pert"]
    assert found["triangular"]["bounds_where_none_are_given"] == [0.75, 1.25]
    # A PERT distribution lies closer around the likeliest value than a triangular one with the same bounds.
    width = {spread: simulation["p90"] - simulation["p10"] for spread, simulation in found.items()}
    assert width["pert"] < width["triangular"]


def test_what_is_said_of_the_claim_does_not_change_with_a_what_if(reviewer: Call, demo: Path) -> None:
    told = [
        [line for line in reviewer("economics", demo, "2018-05", *what_if).out.splitlines() if "oppgitte" in line]
        for what_if in ((), ("--what-if", "first=discounted"))
    ]
    assert told[0] == told[1] != []
