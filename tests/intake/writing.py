"""Write applications as others would: JSON, TOML, a filled-in form, a CSV file from Norwegian Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import openpyxl
import tomli_w

from reviewer.intake.columns import APPLICATION_COLUMNS, EFFECT_COLUMNS, FLOW_COLUMNS, extra_columns
from reviewer.intake.words import word
from reviewer.language.numbers import decimal_text, whole_text


def plain(value):
    """Return the value as nested dicts and lists, without what is unknown."""
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value) if getattr(value, item.name) is not None}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else float(value) if isinstance(value, Decimal) else value


def as_json(applications) -> bytes:
    return json.dumps({"applications": plain(applications)}, default=str, ensure_ascii=False).encode("utf-8")


def as_toml(applications) -> bytes:
    return tomli_w.dumps({"applications": plain(applications)}).encode("utf-8")


def fill(path, applications, committee):
    """Write the applications into the form at `path`, under the headings that it has."""
    book = openpyxl.load_workbook(path)
    columns = (*APPLICATION_COLUMNS, *extra_columns(committee))
    for row, application in enumerate(applications, start=2):
        _row(book["Søknader"], row, {column.nb: value_at(application, column.key) for column in columns})
    flows = [(application.id, flow) for application in applications for flow in application.flows]
    for row, (name, flow) in enumerate(flows, start=2):
        cells = {column.nb: getattr(flow, column.key) for column in FLOW_COLUMNS[1:]}
        _row(book["Kontantstrøm"], row, {"Søknads-ID": name, **cells, **flow.amounts})
    effects = [(application.id, effect) for application in applications for effect in application.effects]
    for row, (name, effect) in enumerate(effects, start=2):
        _row(book["Virkninger"], row, {"Søknads-ID": name, **{column.nb: getattr(effect, column.key) for column in EFFECT_COLUMNS[1:]}})
    book.save(path)


def _row(sheet, row, cells):
    headings = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        written = cell_of(value)
        if written not in {None, ""}:
            cell = sheet.cell(row, headings[heading], written)
            if isinstance(written, str):
                cell.data_type = "s"


def value_at(application, key):
    value = application
    for name in key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name)
    return value


def cell_of(value):
    """Return what a person would write in Excel."""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, StrEnum):
        return word(value, "nb")
    if isinstance(value, tuple):
        return "; ".join(item if isinstance(item, str) else _organisation(item) for item in value)
    return float(value) if isinstance(value, Decimal) else value


def _organisation(organisation):
    inside = ", ".join(filter(None, (organisation.kind and word(organisation.kind, "nb"), organisation.number)))
    return f"{organisation.name} ({inside})" if inside else organisation.name


def as_norwegian_csv(applications, committee) -> bytes:
    """Return the sheet of applications as Norwegian Excel saves it."""
    columns = (*APPLICATION_COLUMNS, *extra_columns(committee))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.nb for column in columns)
    for application in applications:
        writer.writerow(_csv_cell(value_at(application, column.key)) for column in columns)
    return text.getvalue().encode("cp1252")


def _csv_cell(value):
    if isinstance(value, date):
        return f"{value.day:02}.{value.month:02}.{value.year}"
    if isinstance(value, int) and not isinstance(value, bool):
        return whole_text(value, "nb").replace("\u2212", "-")
    return decimal_text(value, "nb").replace("\u2212", "-") if isinstance(value, Decimal) else cell_of(value)
