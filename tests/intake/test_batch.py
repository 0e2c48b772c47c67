"""A batch comes in: what is good goes on, and everything wrong is told at once, with its place and what to write."""

import json
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from reviewer.domain.application import (
    Actor,
    Application,
    Batch,
    Claim,
    Effect,
    Flow,
    GainsPlan,
    Level,
    Organisation,
    OrganisationKind,
    Phase,
    Role,
    Side,
    TakeUp,
)
from reviewer.intake.batch import read_batch
from reviewer.intake.tree import committee_named
from reviewer.language.speech import Speech

NB = Speech("nb")

EXAMPLE = """
[batch]
committee = "prove"
call      = "2018-1"
received  = 2018-01-15

[[applications]]
id = "2018-01"
title = "..."
applicant = { name = "Bergen kommune", kind = "municipality", number = "1201" }
partners  = [{ name = "...", kind = "county", number = "12" }]
contact = "..."
summary = "..."
amount_applied = 5_000_000
project_cost   = 10_000_000
phase = "planning"
starts = 2018-03-01
ends   = 2019-12-31
gains_plan = "draft"
reuse = { municipalities = ["0301", "1201"], intended = 120, statement = "..." }
claimed = { npv = 613_000_000, npv_per_invested_krone = 15.8, years = 10 }
flows = [
  { line = "Utvikling", side = "cost", role = "investment", actor = "applicant", public = true,
    amounts = { 2018 = 4_000_000, 2019 = 6_000_000 } },
  { line = "Spart tid", side = "benefit", role = "other", actor = "municipalities", public = true, scales_with_reuse = true,
    amounts = { 2020 = 9_000_000 } },
]
effects = [{ name = "Tryggere hverdag", meaning = "high", extent = "medium", grade = "+++", reason = "..." }]
attachments = ["gevinstplan.pdf"]
extra = { granted = 400_000, decided = 2018-05-01, factor = 1.25, national = true }
"""

EXPECTED = Application(
    id="2018-01",
    title="...",
    applicant=Organisation(name="Bergen kommune", kind=OrganisationKind.MUNICIPALITY, number="1201"),
    partners=(Organisation(name="...", kind=OrganisationKind.COUNTY, number="12"),),
    contact="...",
    summary="...",
    amount_applied=5_000_000,
    project_cost=10_000_000,
    phase=Phase.PLANNING,
    starts=date(2018, 3, 1),
    ends=date(2019, 12, 31),
    gains_plan=GainsPlan.DRAFT,
    reuse=TakeUp(municipalities=("0301", "1201"), intended=120, statement="..."),
    claimed=Claim(npv=613_000_000, npv_per_invested_krone=Decimal("15.8"), years=10),
    flows=(
        Flow(line="Utvikling", side=Side.COST, role=Role.INVESTMENT, amounts={2018: 4_000_000, 2019: 6_000_000}),
        Flow(line="Spart tid", side=Side.BENEFIT, actor=Actor.MUNICIPALITIES, scales_with_reuse=True, amounts={2020: 9_000_000}),
    ),
    effects=(Effect(name="Tryggere hverdag", meaning=Level.HIGH, extent=Level.MEDIUM, grade="+++", reason="..."),),
    attachments=("gevinstplan.pdf",),
    extra={"granted": 400_000, "decided": date(2018, 5, 1), "factor": Decimal("1.25"), "national": True},
    call="2018-1",
    received=date(2018, 1, 15),
)


def read(folder, name, content, committee):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_batch(path, committee, NB)


def told(reading):
    return [(problem.sheet, problem.row, problem.column, problem.application, problem.value) for problem in reading.problems]


def test_the_published_example_loads_as_it_says(tmp_path, committee):
    reading = read(tmp_path, "sak.toml", EXAMPLE, committee)
    assert reading.problems == ()
    expected = Batch(committee="prove", call="2018-1", received=date(2018, 1, 15), source="sak.toml", applications=(EXPECTED,))
    assert reading.batch == expected


def test_json_tells_every_fault_by_its_key_path(tmp_path, committee):
    document = {
        "batch": {"committee": "prove", "call": 7},
        "applications": [
            {"id": "a", "title": "", "applicant": {"name": "A", "kind": "kingdom"}, "amount_aplied": 5, "starts": "15.01.2018"},
            {
                "id": "b",
                "title": "B",
                "applicant": {"name": "B"},
                "project_cost": "5",
                "flows": [{"line": "x", "side": "cost", "amounts": {"2018": -1}}],
            },
            {"id": "c", "title": "C", "applicant": {"name": "C"}},
        ],
        "comment": "",
    }
    reading = read(tmp_path, "b.json", json.dumps(document), committee)
    assert [application.id for application in reading.batch.applications] == ["c"]
    assert {(problem.column, problem.value) for problem in reading.problems} == {
        ("batch.call", "7"),
        ("comment", None),
        ("applications[a].title", ""),
        ("applications[a].applicant.kind", "kingdom"),
        ("applications[a].amount_aplied", "5"),
        ("applications[a].starts", "15.01.2018"),
        ("applications[b].project_cost", "5"),
        ("applications[b].flows[1].amounts.2018", "-1"),
    }
    expected = {problem.column: problem.expected for problem in reading.problems}
    assert expected["applications[a].amount_aplied"] == "Denne nøkkelen er ukjent her. Mente du «amount_applied»?"
    assert [row.application for row in reading.set_aside] == ["a", "b"]


def test_another_committees_batch_gives_no_applications(tmp_path, committee):
    reading = read(tmp_path, "b.toml", EXAMPLE.replace('"prove"', '"difi"'), committee)
    assert reading.batch.applications == ()
    assert [(problem.column, problem.value) for problem in reading.problems] == [("batch.committee", "difi")]
    assert "en sak med reglene til difi, eller skriv prove" in reading.problems[0].expected
    assert committee_named(tmp_path / "b.toml") == "difi"


@pytest.mark.parametrize(
    "content", ["", "[batch]\ncommittee = 7\n", "batch = 1\n", "[[applications]]\n", "ikke toml", "[batch]\ncall = 'x'\n"]
)
def test_a_file_that_names_no_committee_names_none(tmp_path, content):
    path = tmp_path / "b.toml"
    path.write_text(content, encoding="utf-8")
    assert committee_named(path) == ""
    assert committee_named(tmp_path / "b.csv") == ""


CSV = """Søker;tittel;SØKNADS-ID;Søkt beløp (kr);Prosjektkostnad;Oppstart;Slutt;Fase;Type søker;Kommunenr.;Kommuner;Kategori;Fotnote
Bergen kommune;Første;a;kr 4 500 000,-;1,5 mill.;15.01.2018;2019-12-31;konseptfase;Kommune;1201;301, 1201;2;x
Oslo kommune;Andre;b;mange penger;-5;2018-13-01;;nesten ferdig;kommune;20;12 01;9;
;;;;;;;;;;;;
Lom kommune;Tredje;c;1;2;01.02.2019;01.01.2018;;;;;;
"""


def test_a_norwegian_csv_is_read_and_its_faults_told_by_row_and_heading(tmp_path, committee):
    reading = read(tmp_path, "søknader.csv", CSV.encode("cp1252"), committee)
    (first,) = reading.batch.applications
    assert (first.amount_applied, first.project_cost, first.phase) == (4_500_000, 1_500_000, Phase.CONCEPT)
    assert first.reuse.municipalities == ("0301", "1201")
    assert first.extra == {"category": "2"}
    assert told(reading) == [
        (None, 3, "Søkt beløp (kr)", "b", "mange penger"),
        (None, 3, "Oppstart", "b", "2018-13-01"),
        (None, 3, "Fase", "b", "nesten ferdig"),
        (None, 3, "Kategori", "b", "9"),
        (None, 3, "Prosjektkostnad", "b", "-5"),
        (None, 3, "Kommunenr.", "b", "20"),
        (None, 3, "Kommuner", "b", "12 01"),
        (None, 3, "Kommuner", "b", "12 01"),
        (None, 5, "Slutt", "c", "01.01.2018"),
    ]
    assert reading.problems[0].expected == "Skriv kroner, for eksempel 4 500 000."
    assert reading.problems[2].expected == "Skriv en av disse: konsept, planlegging, gjennomføring, avsluttet."
    assert reading.notes[0].endswith("Sjekk at dette ser riktig ut: " + CSV.splitlines()[0][:120])
    assert reading.notes[1] == "søknader.csv: Disse kolonnene er ukjente og ble ikke lest: Fotnote."
    assert reading.notes[2] == "1 kommunenummer hadde mistet nullen foran og er lest med den, for eksempel 0301."


def test_a_bad_row_is_kept_as_it_stood_under_a_key_that_depends_on_its_cells_only(tmp_path, committee):
    row = read(tmp_path, "en.csv", CSV, committee).set_aside[0]
    again = read(tmp_path, "to.csv", CSV, committee).set_aside[0]
    assert row.cells["Søkt beløp (kr)"] == "mange penger"
    assert row.cells["Søker"] == "Oslo kommune"
    assert len(row.problems) == 7 + 1
    assert row.key == again.key
    assert row.key != read(tmp_path, "tre.csv", CSV.replace("mange penger", "penger"), committee).set_aside[0].key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_found(tmp_path, committee, encoding, separator):
    text = f'Id{separator}Tittel{separator}Søker\r\n1{separator}"Blå, grønn; rød"{separator}Ås kommune\r\n'
    reading = read(tmp_path, "a.csv", text.encode(encoding), committee)
    assert reading.problems == ()
    assert [(item.id, item.title, item.applicant.name) for item in reading.batch.applications] == [("1", "Blå, grønn; rød", "Ås kommune")]


@pytest.mark.parametrize(
    "headings", ["Søknads-ID;Tittel;Søkjar;Samandrag", "Application ID;Title;Applicant;Summary", "id;prosjekt;soker;omtale"]
)
def test_headings_in_nynorsk_english_and_of_published_tables(tmp_path, committee, headings):
    (application,) = read(tmp_path, "a.csv", f"{headings}\n1;T;S;O\n", committee).batch.applications
    assert (application.id, application.title, application.applicant.name, application.summary) == ("1", "T", "S", "O")


@pytest.mark.parametrize("heading", ["Importance", "Meaning", "Betydning", "Betyding", "Tyding"])
def test_how_important_an_effect_is_may_be_headed_as_in_older_forms(tmp_path, committee, heading):
    book = openpyxl.Workbook()
    book.active.title = "Applications"
    book.active.append(("Application ID", "Title", "Applicant"))
    book.active.append(("1", "A", "Oslo"))
    effects = book.create_sheet("Effects")
    effects.append(("Application ID", "Effect", heading, "Extent"))
    effects.append(("1", "Tryggere hverdag", "high", "low"))
    book.save(tmp_path / "bok.xlsx")
    reading = read_batch(tmp_path / "bok.xlsx", committee, NB)
    ((effect,),) = (one.effects for one in reading.batch.applications)
    assert (effect.meaning, effect.extent) == (Level.HIGH, Level.LOW)


def test_published_tables_without_ids_are_numbered_within_their_year(tmp_path, committee):
    text = (
        "aar;soker;prosjekt;tildelt_nok;netto_naaverdi_nok;nnv_per_investert_krone;analyseperiode_aar\n"
        "2017;Direktoratet for e-helse;DigiHelse;;1600000000;30.9;10\n2017;Politiet;politi.no;400000;50000000;2,6;5\n"
    )
    reading = read(tmp_path, "tildelt.csv", text, committee)
    first, second = reading.batch.applications
    assert (first.id, first.claimed) == ("2017-01", Claim(npv=1_600_000_000, npv_per_invested_krone=Decimal("30.9"), years=10))
    assert (second.id, second.claimed.npv_per_invested_krone, second.extra) == ("2017-02", Decimal("2.6"), {"granted": 400_000})
    assert reading.batch.call == "2017"
    assert reading.notes == ("Filen har ingen søknads-ID-er. Søknadene er nummerert fra 2017-01.",)


def test_an_id_that_stands_twice_is_refused_in_both_rows(tmp_path, committee):
    reading = read(tmp_path, "a.csv", "Id;Tittel;Søker\n1;A;B\n2;A;B\n1;C;D\n", committee)
    assert [application.id for application in reading.batch.applications] == ["2"]
    assert [(problem.row, problem.expected) for problem in reading.problems] == [
        (2, "Gi hver søknad sin egen ID. Rad 4 har også denne."),
        (4, "Gi hver søknad sin egen ID. Rad 2 har også denne."),
    ]


def test_a_row_shifted_by_an_unquoted_separator_is_refused(tmp_path, committee):
    reading = read(tmp_path, "a.csv", "Id;Tittel;Søker\n1;A;og B;C\n", committee)
    assert reading.batch.applications == ()
    assert told(reading) == [(None, 2, None, "1", "C")]


def test_missing_headings_are_one_problem_each(tmp_path, committee):
    reading = read(tmp_path, "a.csv", "Id;Tittel;Fase\n" + "1;A;konsept\n" * 50, committee)
    assert told(reading) == [(None, 1, "Søker", None, None)]


def test_text_is_composed_and_characters_that_nothing_can_hold_are_seen_to_be_gone(tmp_path, committee):
    title = "Bla\u030a\x00 \x1b[31m\r\nlinje \u200fبسم 😀 [/x]"
    document = {"applications": [{"id": "1", "title": title, "applicant": {"name": "=cmd|' /C calc'!A0"}}]}
    reading = read(tmp_path, "a.json", json.dumps(document), committee)
    (application,) = reading.batch.applications
    assert application.title == "Blå\ufffd \ufffd[31m\nlinje \u200fبسم 😀 [/x]"
    assert application.applicant.name == "=cmd|' /C calc'!A0"
    assert reading.notes == ("1 tekst hadde tegn som ikke kan stå i et dokument. Hvert av dem er erstattet med �.",)


def test_a_workbook_with_a_title_above_the_headings_keeps_excels_row_numbers(tmp_path, committee):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Søknader"
    sheet["A1"] = "Søknader 2018"
    for column, heading in enumerate(("Tittel", "Søknads-ID", "Søker", "Kommunenummer", "Mottatt", "Søknadsbeløp"), start=2):
        sheet.cell(4, column, heading)
    for column, value in enumerate(("A", 1.0, "Oslo", 301, datetime(2018, 1, 15), 4_500_000), start=2):  # noqa: DTZ001
        sheet.cell(5, column, value)
    for column, value in enumerate(("B", "b", "Oslo", 301, "15.01.2018", "4,5 kr"), start=2):
        sheet.cell(7, column, value)
    flows = book.create_sheet("Cash flow")
    for row in (
        ("Application ID", "Line", "Cost or benefit", 2018, "2019"),
        ("1", "Drift", "kostnad", 5, -1),
        ("9", "Drift", "nytte", 1, 1),
    ):
        flows.append(row)
    book.create_sheet("Notater")["A1"] = "hei"
    book.save(tmp_path / "bok.xlsx")
    reading = read_batch(tmp_path / "bok.xlsx", committee, NB)
    assert told(reading) == [
        ("Cash flow", 2, "2019", "1", "-1"),
        ("Søknader", 7, "Søknadsbeløp", "b", "4,5 kr"),
        ("Cash flow", 3, "Application ID", "9", "9"),
    ]
    assert reading.set_aside[0].cells["Cash flow 2: 2019"] == "-1"
    assert reading.notes[0] == "Disse arkene er ukjente og ble ikke lest: Notater."
    sheet["D4"], flows["E2"], sheet["G7"] = "Søker", 1, 45
    flows.delete_rows(3)
    book.save(tmp_path / "bok.xlsx")
    good = read_batch(tmp_path / "bok.xlsx", committee, NB).batch.applications
    assert [(item.id, item.applicant.number, item.received, item.amount_applied) for item in good] == [
        ("1", "0301", date(2018, 1, 15), 4_500_000),
        ("b", "0301", date(2018, 1, 15), 45),
    ]
    assert good[0].flows == (Flow(line="Drift", side=Side.COST, amounts={2018: 5, 2019: 1}),)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"no workbook"),
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.json", b'{"applications": [}'),
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"applications": [{"id": NaN}]}'),
        ("a.json", b'{"applications": [{"id": "a", "id": "b"}]}'),
        ("a.json", b'"text"'),
        ("a.toml", b"a = = 1"),
        ("a.csv", b""),
        ("a.csv", b"hei"),
        ("a.docx", b"x"),
        ("a", b"x"),
    ],
)
def test_a_file_that_is_no_batch_is_one_problem_and_no_traceback(tmp_path, committee, name, content):
    reading = read(tmp_path, name, content, committee)
    assert reading.batch.applications == ()
    assert [problem.file for problem in reading.problems] == [name]


def test_a_missing_file_is_one_problem(tmp_path, committee):
    assert [problem.expected for problem in read_batch(tmp_path / "borte.csv", committee, NB).problems] == [
        "Filen kan ikke leses. Sjekk navnet og mappen."
    ]


def test_the_line_of_broken_json_is_named(tmp_path, committee):
    (problem,) = read(tmp_path, "a.json", '{\n "applications": [\n  oops\n]}', committee).problems
    assert (problem.row, problem.value) == (3, "  oops")
