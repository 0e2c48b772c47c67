"""The fill-in workbook: protected headings, cells of the right kind, drop-downs from a hidden sheet, a page of guidance."""

import openpyxl
import pytest

from reviewer.intake.batch import read_batch
from reviewer.intake.columns import APPLICATION_COLUMNS, EFFECT_COLUMNS, FLOW_COLUMNS
from reviewer.intake.form import write_form
from reviewer.language.speech import Speech


@pytest.fixture
def book(tmp_path, committee):
    write_form(committee, tmp_path / "skjema.xlsx", Speech("nb"), first_year=2018)
    return openpyxl.load_workbook(tmp_path / "skjema.xlsx")


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def test_the_sheets_and_their_headings(book, committee):
    assert book.sheetnames == ["Søknader", "Kontantstrøm", "Virkninger", "Veiledning", "Lister"]
    assert headings(book["Søknader"]) == [*(column.nb for column in APPLICATION_COLUMNS), *(field.name for field in committee.fields)]
    assert headings(book["Kontantstrøm"]) == [*(column.nb for column in FLOW_COLUMNS), *range(2018, 2033)]
    assert headings(book["Virkninger"]) == [column.nb for column in EFFECT_COLUMNS]
    assert book["Lister"].sheet_state == "hidden"


def test_headings_are_locked_and_the_cells_below_are_open(book):
    for name in ("Søknader", "Kontantstrøm", "Virkninger"):
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.freeze_panes == "C2"
        assert all(cell.protection.locked for cell in sheet[1])
        assert not any(column.protection.locked for column in sheet.column_dimensions.values())


def test_numbers_of_municipalities_are_text_and_dates_are_dates(book):
    sheet = book["Søknader"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]}
    assert (formats["Kommunenummer"], formats["Startdato"], formats["Søknadsbeløp"]) == ("@", "dd.mm.yyyy", "#,##0")


def test_drop_downs_offer_the_words_that_are_read(book):
    sheet = book["Søknader"]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "Fase")
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if f"{column}2" in rule.sqref]
    sheet_name, cells = next(iter(book.defined_names[rule.formula1.lstrip("=")].destinations))
    assert [cell.value for (cell,) in book[sheet_name][cells]] == ["konsept", "planlegging", "gjennomføring", "avsluttet"]


def test_the_guidance_explains_every_column(book):
    told = {(row[0], row[1]) for row in book["Veiledning"].iter_rows(values_only=True)}
    for name in ("Søknader", "Kontantstrøm", "Virkninger"):
        assert {(name, heading) for heading in headings(book[name]) if isinstance(heading, str)} <= told


def test_the_empty_form_loads_as_nothing_with_nothing_wrong(tmp_path, committee):
    write_form(committee, tmp_path / "tomt.xlsx", Speech("nb"), first_year=2018)
    reading = read_batch(tmp_path / "tomt.xlsx", committee, Speech("nb"))
    assert (reading.batch.applications, reading.problems, reading.notes) == ((), (), ())


def test_a_form_in_english_loads_too(tmp_path, committee):
    write_form(committee, tmp_path / "form.xlsx", Speech("en"), first_year=2018)
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for column, value in ((1, "a"), (2, "T"), (3, "KS"), (4, "KS"), (11, "concept")):
        book["Applications"].cell(2, column, value)
    book.save(tmp_path / "form.xlsx")
    reading = read_batch(tmp_path / "form.xlsx", committee, Speech("en"))
    assert reading.problems == ()
    assert [(item.applicant.kind, item.phase) for item in reading.batch.applications] == [("ks", "concept")]
