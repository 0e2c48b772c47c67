"""A round from the empty form to the proposal and back, by the command line alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.conftest import Call

CRITERIA = ("gjenbruk", "nytte", "gjennomforing", "samarbeid", "arkitektur")
ROWS = (
    ("R-1", "Digital søknad på tvers", "Bergen kommune", "1201", 4_000_000, 9_000_000),
    ("R-2", "Felles vannvarsling", "Oslo kommune", "0301", 3_000_000, 6_000_000),
    ("R-3", "Ærlig oversikt over åpne data", "Tromsø kommune", "1902", 2_000_000, 5_000_000),
)


def fill(form: Path, rows: tuple[tuple[object, ...], ...]) -> None:
    """Fill in the form as a person would: by its headings, one row an application, one flow each way for the first."""
    book = openpyxl.load_workbook(form)
    sheet = book["Søknader"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, (key, title, applicant, municipality, amount, cost) in enumerate(rows, start=2):
        cells = {
            "Søknads-ID": key,
            "Tittel": title,
            "Søker": applicant,
            "Type søker": "kommune",
            "Kommunenummer": municipality,
            "Søknadsbeløp": amount,
            "Prosjektkostnad": cost,
            "Fase": "planlegging",
            "Startdato": date(2018, 3, 1),
            "Sluttdato": date(2019, 12, 31),
            "Gevinstrealiseringsplan": "utkast",
            "Kommuner som tar i bruk": "1201; 0301",
        }
        for heading, value in cells.items():
            sheet.cell(number, columns[heading], value)
    flows = book["Kontantstrøm"]
    columns = {cell.value: cell.column for cell in flows[1]}
    for number, (line, side, role, year, amount) in enumerate(
        [("Utvikling", "kostnad", "investering", 2018, 9_000_000), ("Spart tid", "nytte", "annet", 2019, 20_000_000)], start=2
    ):
        cells = {"Søknads-ID": "R-1", "Post": line, "Kostnad eller nytte": side, "Art": role, year: amount}
        for heading, value in cells.items():
            flows.cell(number, columns[heading], value)
    book.save(form)


def ratings(path: Path, scores: dict[str, int]) -> Path:
    """Write a seat's ratings: the same score for every criterion of an application."""
    lines = [f"{key};{one};{score};;\r\n" for key, score in scores.items() for one in CRITERIA]
    path.write_bytes(("application;criterion;score;state;comment\r\n" + "".join(lines)).encode("utf-8-sig"))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder whose name has spaces and Norwegian letters."""
    made = tmp_path / "Runde 1 – søknader på høring"
    made.mkdir()
    return made


def test_a_round_from_form_to_proposal(reviewer: Call, folder: Path) -> None:
    case, form = folder / "runde æøå.sak", folder / "skjema.xlsx"

    def ok(*call: object) -> None:
        answer = reviewer(*call)
        assert answer.status == 0, answer.err

    ok("form", "kommit-radet", "-o", form, "--first-year", 2018)
    fill(form, ROWS)
    register = folder / "kommuner.csv"
    register.write_text(
        "Kommunenr;Kommunenavn;Folketall;Medlem\n1201;Bergen;279792;ja\n0301;Oslo;673469;ja\n1902;Tromsø;75638;nei\n", encoding="utf-8"
    )
    ok("new", case, "--committee", "kommit-radet", form, "--municipalities", register, "--budget", "6 500 000", "--title", "Prøverunden")
    assert reviewer("import", case, form, "--json").data["unchanged"] == 3

    changed = [*ROWS[:1], (*ROWS[1][:4], 2_500_000, ROWS[1][5]), *ROWS[2:]]
    fill(form, tuple(changed))  # type: ignore[arg-type]
    answer = reviewer("import", case, form, "--json").data
    assert (answer["added"], answer["unchanged"], answer["revised"]) == (0, 2, 1)
    assert answer["changes"] == [{"id": "R-2", "fields": [{"field": "amount_applied", "before": 3_000_000, "after": 2_500_000}]}]

    late = folder / "sent inn.csv"
    late.write_bytes("Id;Tittel;Søker;Søknadsbeløp\r\nR-4;Sen søknad;Voss kommune;1 000 000\r\nR-5;Uten søker;;mye\r\n".encode("cp1252"))
    assert reviewer("import", case, late).status == 1
    answer = reviewer("import", case, late, "--partial", "--json")
    assert (answer.status, answer.data["added"], answer.data["set_aside"]) == (0, 1, 1)
    (row,) = reviewer("drop", case, "--json").data["set_aside"]
    ok("drop", case, row["key"][:8], "--reason", "Trukket av søkeren")

    eligible = {one["id"]: one["eligible"] for one in reviewer("check", case, "--json").data["applications"]}
    assert eligible == {"R-1": True, "R-2": None, "R-3": False, "R-4": None}

    ok("rate", case, ratings(folder / "a.csv", {"R-1": 4, "R-2": 5, "R-3": 5, "R-4": 2}), "--as", "oslo")
    ok("rate", case, ratings(folder / "b.csv", {"R-1": 5, "R-2": 4, "R-3": 5, "R-4": 1}), "--as", "lom")
    ok("open-ratings", case)
    places = reviewer("rank", case, "--json").data["places"]
    assert [(one["rank"], one["id"], one["score"], one["tied_with"]) for one in places] == [
        (1, "R-1", 4.5, ["R-2"]),
        (1, "R-2", 4.5, ["R-1"]),
        (3, "R-4", 1.5, []),
        (4, "R-3", 5, []),
    ]

    given = reviewer("fund", case, "--json").data
    assert [(one["id"], one["amount"]) for one in given["allocations"]] == [("R-1", 4_000_000), ("R-2", 2_500_000)]
    assert (given["left"], given["reserve"], [one["id"] for one in given["passed_over"]]) == (0, ["R-4"], ["R-4", "R-3"])

    ok("recommend", case, "R-1", "--outcome", "recommended", "--amount", 4_000_000, "--reasons", "Størst nytte.")
    condition = "Åpen lisens avtales før utbetaling."
    ok(
        "recommend",
        case,
        "R-2",
        "--outcome",
        "recommended_on_conditions",
        "--amount",
        2_500_000,
        "--condition",
        condition,
        "--reasons",
        "God.",
    )
    ok(
        "recommend",
        case,
        "R-3",
        "--outcome",
        "not_recommended",
        "--reasons",
        "Tromsø er ikke med i fondet.",
        "--dissent",
        "tromso",
        "Vi er på vei inn.",
    )
    ok("recommend", case, "R-4", "--outcome", "postponed", "--reasons", "Kom for sent.")

    ok("export", case, "--to", folder / "ut", "--format", "docx,md,json,ratings")
    word = words_of(folder / "ut" / "innstilling.docx")
    for expected in (
        "Prøverunden",
        *(title for _, title, *_ in ROWS),
        condition,
        "Vi er på vei inn.",
        "Kom for sent.",
        "4 000 000 kr",
        "Sen søknad",
    ):
        assert expected in word
    assert reviewer("verify", case, "--json").data["hash"] in word

    ok("verify", case)
    kinds = [one["kind"] for one in reviewer("log", case, "--json").data["events"]]
    assert kinds[:3] == ["case_opened", "municipalities_imported", "budget_set"]
    assert (kinds.count("application_received"), kinds.count("rated"), kinds.count("recommended")) == (5, 40, 4)

    assert reviewer("undo", case).err == "Angret: Rådets innstilling: utsettes.\n"
    shown = {one["id"]: one["recommendation"]["outcome"] for one in reviewer("show", case, "--json").data["applications"]}
    assert shown == {"R-1": "recommended", "R-2": "recommended_on_conditions", "R-3": "not_recommended", "R-4": None}
    ok("verify", case)


def words_of(path: Path) -> str:
    """Return all text of a Word document, with plain spaces."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\u00a0", " ")
