"""The workbook computes what the program computes: LibreOffice recalculates it, and the figures are compared."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from reviewer.documents.workbook import workbook_bytes
from reviewer.domain.application import Actor, Application, Claim, Organisation, Role, TakeUp
from reviewer.domain.assessment import Assessment, assess
from reviewer.domain.case import fold
from reviewer.domain.committee import Committee, ExtraField
from reviewer.domain.economics import PRESETS, appraise
from reviewer.domain.economics.whatif import what_if
from reviewer.domain.events import (
    AssumptionsSet,
    BudgetSet,
    CaseOpened,
    Interest,
    InterestDeclared,
    Outcome,
    Rated,
    RatingState,
)
from reviewer.domain.method import BudgetDivisor, CountedFrom, FirstYear, InvestmentDivisor, Method, RateStep, RealGrowth, Residual, TaxedOn
from reviewer.domain.stationery import Stationery
from reviewer.language.speech import Speech
from tests.conftest import SYSTEM_PART
from tests.domain.economics.cases import benefit, cost
from tests.domain.small_round import COMMITTEE, application, events, received, recommendation

R_109 = PRESETS["r-109-14"]
STEPS = (RateStep(from_year=0, rate=Decimal("0.04")), RateStep(from_year=3, rate=Decimal("0.025")))
METHODS = (
    R_109,
    replace(PRESETS["omb-a94"], budget_divisor=BudgetDivisor.COSTS),
    replace(R_109, rates=STEPS, period=4, residual=Residual.GIVEN, taxed_on=TaxedOn.COSTS),
    replace(R_109, rates=STEPS, counted_from=CountedFrom.COMPLETION, investment_divisor=InvestmentDivisor.DISCOUNTED),
    replace(R_109, period=5, residual=Residual.CARRIED_ON, residual_years=6, first_year=FirstYear.DISCOUNTED, rates=STEPS),
    replace(R_109, real_growth=(RealGrowth(rate=Decimal("0.013"), actor=Actor.CITIZENS),)),
)
FLOWS = (
    cost({2020: 4_000_000, 2021: 6_000_000}, line="=2+2"),
    cost(dict.fromkeys(range(2022, 2029), 700_000), line="Drift", role=Role.OPERATION),
    benefit(
        {year: 500_000 * (year - 2020) for year in range(2022, 2029)}, line="Spart tid", actor=Actor.MUNICIPALITIES, scales_with_reuse=True
    ),
    benefit(dict.fromkeys(range(2023, 2029), 300_000), line="Tid", actor=Actor.CITIZENS, public=False),
)
STATED = (
    Application(
        id="1",
        title="=cmd|' /C calc'!A0",
        applicant=Organisation(name="@a"),
        flows=FLOWS,
        ends=date(2021, 12, 31),
        claimed=Claim(npv=1_000_000),
    ),
    Application(
        id="2", title="t", applicant=Organisation(name="s"), flows=FLOWS, reuse=TakeUp(intended=100, by_year={2022: 33, 2024: 100})
    ),
    Application(id="3", title="uten", applicant=Organisation(name="s")),
    Application(id="4", title="bare nytte", applicant=Organisation(name="s"), flows=FLOWS[3:]),
)

ASKED = (("A", 3_000_000, "helse"), ("B", 1_000_000, "skole"), ("C", 2_000_000, "helse"))


def round_of(method: Method) -> Assessment:
    opened = CaseOpened(committee=replace(COMMITTEE, method=method), committee_hash="0" * 64, program="0.1.0")
    return assess(fold(events([("sekretariat", opened), *received(*STATED)])))


@pytest.fixture(scope="module")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Find LibreOffice, and see that it can calculate: Calc is a package of its own."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folder = tmp_path_factory.mktemp("calc")
    (folder / "tall.csv").write_text("1;2\n", encoding="utf-8")
    if found is None or not converted(found, folder / "tall.csv", folder / "ut").exists():
        pytest.skip(f"{SYSTEM_PART} LibreOffice Calc")
    return found


def converted(soffice: str, path: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, path], check=True, capture_output=True, timeout=180
    )
    return folder / f"{path.stem}.xlsx"


def recalculated(soffice: str, content: bytes, folder: Path) -> openpyxl.Workbook:
    """Return the workbook as LibreOffice computes it; openpyxl takes out the values that it came with."""
    path = folder / "runde.xlsx"
    openpyxl.load_workbook(io.BytesIO(content)).save(path)
    return openpyxl.load_workbook(converted(soffice, path, folder / "ut"), data_only=True)


def results(book: openpyxl.Workbook) -> dict[str, dict[str, object]]:
    """Return the results of each application's block, by the text beside them."""
    found: dict[str, dict[str, object]] = {}
    for row in book["Regnestykket"].iter_rows(values_only=True):
        name, value = row[0], row[1]
        if isinstance(name, str) and name[:1] in "1234" and name[1:3] == "  ":
            found[name[0]] = {}
        elif found and isinstance(name, str):
            found[list(found)[-1]][name] = value
    return found


@pytest.mark.parametrize("method", METHODS, ids=range(len(METHODS)))
def test_libreoffice_computes_the_same_figures(soffice: str, tmp_path: Path, method: Method) -> None:
    book = recalculated(soffice, workbook_bytes(round_of(method), Speech("nb")), tmp_path)
    found = results(book)
    assert set(found) == {"1", "2", "4"}
    for one in STATED:
        if one.id in found:
            own, told = appraise(one, method), found[one.id]
            for name, value in (
                ("Nåverdi av nytte", own.pv_benefits),
                ("Nåverdi av kostnader", own.pv_costs),
                ("Restverdi", own.residual_value),
                ("Netto nåverdi", own.npv),
                ("Netto nåverdi per investert krone", own.npv_per_invested_krone),
                ("Netto nytte per budsjettkrone", own.nnb),
                ("Nytte-kostnadsbrøk", own.benefit_cost_ratio),
            ):
                if value is None:
                    assert told[name] in {"", None}
                else:
                    assert told[name] == pytest.approx(float(value), rel=1e-9, abs=1e-6)
    overview = {str(row[1]): row for row in book["Økonomi"].iter_rows(min_row=2, values_only=True)}
    assert overview["1"][6] == pytest.approx(float(appraise(STATED[0], method).npv), rel=1e-9)
    assert overview["1"][7] == pytest.approx(float(appraise(STATED[0], method).npv_deviation), rel=1e-9)
    assert overview["3"][6] is None


def test_a_changed_rate_and_a_changed_amount_are_computed_anew(soffice: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(round_of(R_109), Speech("nb"))))
    book["Metode"]["B5"] = 0.07
    book["Regnestykket"]["F3"] = 5_000_000
    content = io.BytesIO()
    book.save(content)
    dearer = replace(STATED[0], flows=(replace(FLOWS[0], amounts={2020: 5_000_000, 2021: 6_000_000}), *FLOWS[1:]))
    method = replace(R_109, rates=(RateStep(from_year=0, rate=Decimal("0.07")),))
    found = results(recalculated(soffice, content.getvalue(), tmp_path))
    assert found["1"]["Netto nåverdi"] == pytest.approx(float(appraise(dearer, method).npv), rel=1e-9)


def test_what_the_council_assumes_is_computed_by_its_own_rates(soffice: str, tmp_path: Path) -> None:
    opened = CaseOpened(committee=replace(COMMITTEE, method=R_109), committee_hash="0" * 64, program="0.1.0")
    given = (("rate", "7 %"), ("tax", "10 %"), ("benefits", "80 %"), ("delay", "1"))
    assumed = AssumptionsSet(application="1", given=given, reason="Usikkert.")
    round_ = assess(fold(events([("sekretariat", opened), *received(*STATED), ("leder", assumed)])))
    book = recalculated(soffice, workbook_bytes(round_, Speech("nb")), tmp_path)
    found = results(book)
    asked = what_if(R_109, given)
    own, other = appraise(STATED[0], asked.method, asked.assumptions), appraise(STATED[1], R_109)
    assert found["1"]["Netto nåverdi"] == pytest.approx(float(own.npv), rel=1e-9)
    assert found["2"]["Netto nåverdi"] == pytest.approx(float(other.npv), rel=1e-9)
    assert any(str(row[0]).startswith("1: Rådet forutsetter") for row in book["Metode"].iter_rows(values_only=True))
    head, *rows = book["Økonomi"].iter_rows(values_only=True)
    overview = {str(row[1]): dict(zip(head, row, strict=True)) for row in rows}
    assert overview["1"]["Rådet forutsetter: NNV"] == pytest.approx(float(own.npv), rel=1e-9)
    assert overview["2"]["Rådet forutsetter: NNV"] is None


def test_the_recomputed_figure_is_as_stated_whatever_the_council_assumes() -> None:
    """The papers' «Beregnet på nytt» and the sheet's «Beregnet NNV» are one figure; the council's own stands beside it."""
    opened = CaseOpened(committee=replace(COMMITTEE, method=R_109), committee_hash="0" * 64, program="0.1.0")
    given = (("benefits", "80 %"),)
    assumed = AssumptionsSet(application="1", given=given, reason="Usikkert.")
    round_ = assess(fold(events([("sekretariat", opened), *received(*STATED), ("leder", assumed)])))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(round_, Speech("nb"))), data_only=True)
    head, *rows = book["Økonomi"].iter_rows(values_only=True)
    found = next(dict(zip(head, row, strict=True)) for row in rows if str(row[1]) == "1")
    stated, asked = appraise(STATED[0], R_109), what_if(R_109, given)
    own = appraise(STATED[0], asked.method, asked.assumptions)
    for name, value in (
        ("Beregnet NNV", stated.npv),
        ("Beregnet per krone", stated.npv_per_invested_krone),
        ("Avvik", stated.npv_deviation),
        ("Rådet forutsetter: NNV", own.npv),
        ("Rådet forutsetter: per krone", own.npv_per_invested_krone),
    ):
        assert found[name] == pytest.approx(float(value), rel=1e-9)


def test_readers_that_do_not_calculate_find_the_same_figures() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(round_of(R_109), Speech("nb"))), data_only=True)
    own = appraise(STATED[0], R_109)
    assert results(book)["1"]["Netto nåverdi"] == pytest.approx(float(own.npv), rel=1e-12)
    assert results(book)["1"]["Kostnad på offentlige budsjetter"] == pytest.approx(float(own.public_net_cost), rel=1e-9)


def test_no_text_from_outside_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(round_of(R_109), Speech("nb"))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {"=cmd|' /C calc'!A0", "@a", "=2+2"} <= texts
    assert not [cell.value for cell in cells if cell.data_type == "f" and ("cmd" in cell.value or cell.value == "=2+2")]


def rated_round(committee: Committee = COMMITTEE) -> Assessment:
    """Return a round in which Lom has not rated `B`, is recused from `C`, and defers a criterion of `A`."""
    opened = CaseOpened(committee=committee, committee_hash="0" * 64, program="0.1.0")
    asked = [replace(application(name, f"Tittel {name}", amount), extra={"tema": theme}) for name, amount, theme in ASKED]
    given = [
        ("leder", rated("A", "leder", 5, 4)),
        ("voss", rated("A", "voss", 4, 2)),
        ("lom", rated("A", "lom", 2, None)),
        ("leder", rated("B", "leder", 3, 3)),
        ("leder", rated("C", "leder", 1, 1)),
        ("lom", rated("C", "lom", 5, 5)),
    ]
    declared = InterestDeclared(application="C", declarer="lom", interest=Interest.RECUSED, ground="Partner.")
    bodies = [
        ("sekretariat", opened),
        *received(*asked),
        *((seat, body) for seat, several in given for body in several),
        ("lom", declared),
        recommendation("A", Outcome.RECOMMENDED, amount=2_000_000),
        ("sekretariat", BudgetSet(amount=4_000_000)),
    ]
    return assess(fold(events(bodies)))


def rated(key: str, seat: str, benefit_score: int, ability: int | None) -> list[Rated]:
    state = RatingState.SCORED if ability is not None else RatingState.DEFERRED
    return [
        Rated(application=key, seat=seat, criterion="nytte", state=RatingState.SCORED, score=benefit_score, comment="=1+1"),
        Rated(
            application=key, seat=seat, criterion="evne", state=state, score=ability, comment="" if ability is not None else "Mangler plan."
        ),
    ]


def table(book: openpyxl.Workbook, sheet: str, head: int) -> list[dict[str, object]]:
    """Return the rows below the head, by the words of the head."""
    rows = list(book[sheet].iter_rows(values_only=True))
    names = [str(name) for name in rows[head] if name]
    return [dict(zip(names, row, strict=False)) for row in rows[head + 1 :] if row[1] not in {None, ""}]


def test_scores_are_computed_from_the_ratings_in_the_sheet(soffice: str, tmp_path: Path) -> None:
    assessment = rated_round()
    book = recalculated(soffice, workbook_bytes(assessment, Speech("nb")), tmp_path)
    found = {row["ID"]: row for row in table(book, "Rangering", 1)}
    # A: (3·(5+4+2)/3 + 1·(4+2)/2) / 4 = 14/4; B: 3; C without the recused seat: 1
    assert {key: found[key]["Poeng"] for key in "ABC"} == {"A": pytest.approx(3.5), "B": pytest.approx(3), "C": pytest.approx(1)}
    assert [found[key]["Plass"] for key in "ABC"] == [1, 2, 3]
    assert all(float(assessment.judged[key].score.value) == pytest.approx(found[key]["Poeng"]) for key in "ABC")


def test_a_changed_rating_and_a_changed_weight_change_the_score(soffice: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(rated_round(), Speech("nb"))))
    scores = book["Vurderinger"]
    assert (scores["B6"].value, scores["E6"].value) == ("B", 3)
    scores["E6"] = 5
    book["Rangering"]["F1"] = 1
    content = io.BytesIO()
    book.save(content)
    found = {row["ID"]: row["Poeng"] for row in table(recalculated(soffice, content.getvalue(), tmp_path), "Rangering", 1)}
    assert found == {"A": pytest.approx((11 / 3 + 3) / 2), "B": pytest.approx(4), "C": pytest.approx(1)}


def test_what_is_no_number_stands_as_words_beside_the_ratings() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(rated_round(), Speech("nb"))), data_only=True)
    rows = {(row["ID"], row["Medlem"]): row for row in table(book, "Vurderinger", 1)}
    assert rows["A", "Lom kommune"]["Gjennomføringsevne"] == "utsatt"
    assert rows["C", "Lom kommune"]["Nytte"] == "inhabil"
    assert rows["A", "Lom kommune"]["Vektet snitt"] in {None, ""}
    assert rows["A", "Oslo kommune (leder)"]["Vektet snitt"] == pytest.approx(4.75)
    assert ("B", "Lom kommune") not in rows


def test_a_member_finds_no_rating_that_it_may_not_see() -> None:
    case = rated_round().case
    told = openpyxl.load_workbook(io.BytesIO(workbook_bytes(assess(case.seen_by("lom")), Speech("nb"))), data_only=True)
    assert {row["Medlem"] for row in table(told, "Vurderinger", 1)} == {"Lom kommune"}
    cells = [str(cell.value) for page in told for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [text for text in cells if "Tittel C" in text or text == "C"]


def test_the_money_is_summed_by_theme_and_by_applicant(soffice: str, tmp_path: Path) -> None:
    themed = replace(COMMITTEE, fields=(ExtraField(id="tema", name="Innsatsområde"),), documents=Stationery(theme="tema"))
    book = recalculated(soffice, workbook_bytes(rated_round(themed), Speech("nb")), tmp_path)
    rows = [(row[2], row[4], row[6]) for row in book["Ramme"].iter_rows(values_only=True)]
    assert rows[rows.index(("Innsatsområde", "Søknadsbeløp", "Innstilt")) :][1:3] == [
        ("helse", 5_000_000, 2_000_000),
        ("skole", 1_000_000, 0),
    ]
    assert [book["Ramme"][f"B{row}"].value for row in (1, 2, 3)] == [4_000_000, 2_000_000, 2_000_000]
    assert [row["Igjen av rammen"] for row in table(book, "Ramme", 4)[:3]] == [2_000_000] * 3


def test_every_chart_says_in_words_what_it_shows() -> None:
    content = workbook_bytes(round_of(R_109), Speech("nb"))
    with ZipFile(io.BytesIO(content)) as package:
        drawn = "".join(package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name)
        charts = [name for name in package.namelist() if "/charts/chart" in name]
    frames = re.findall(r"<xdr:cNvPr [^>]*>", drawn)
    assert len(frames) == len(charts) > 0
    assert all(re.search(r'descr="[^"]{20,}"', frame) for frame in frames)


def test_each_list_keeps_its_head_and_can_be_filtered() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(rated_round(), Speech("nb"))))
    for name in ("Rangering", "Vurderinger", "Krav", "Økonomi", "Ramme"):
        assert book[name].freeze_panes, name
        assert book[name].auto_filter.ref, name


def test_the_same_round_gives_the_same_bytes() -> None:
    assert workbook_bytes(rated_round(), Speech("nb")) == workbook_bytes(rated_round(), Speech("nb"))
