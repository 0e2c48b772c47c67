"""What breaks the form of a file is told in the language of the answer, with its line; the readers of TOML, JSON and CSV speak English."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.intake.batch import read_batch
from reviewer.intake.committee import CommitteeError, read_committee
from reviewer.language.speech import Speech
from reviewer.shipped import committee_path

TOML = {
    "a": 1,
    "søker = 1": 1,
    "x = 1\na = 1,5": 2,
    "a = 2 000": 1,
    "a = nei": 1,
    "a = 2018-13-01": 1,
    'a = "x': 1,
    "a = 'x": 1,
    'a = "x\ny"': 1,
    'a = "\\q"': 1,
    "a = [1": 1,
    "a = { b = 1": 1,
    "a = { b = 1, b = 2 }": 1,
    "[a]\n[a]": 2,
    "a = 1\na = 2": 2,
    "[a": 1,
    "= 1": 1,
    "# \x01": 1,
    "a = " + "1" * 5000: None,
}
JSON = {
    '{"a": 1,\n "a": 2}': 2,
    '{"a": 1\n "b": 2}': 2,
    "{a: 1}": 1,
    '{"a": 1,}': 1,
    '{"a" 1}': 1,
    "[1,\n2] 3": 2,
    '{"a": "x}': 1,
    '{"a": "\\q"}': 1,
    '{"a": "x\ty"}': 1,
    '{"a":\n NaN}': 2,
    '{"NaN": 1,\n\n"b": -Infinity}': 3,
    "": 1,
    '{"a": ' + "1" * 5000 + "}": None,
}
FORMS = [*((".toml", text, row) for text, row in TOML.items()), *((".json", text, row) for text, row in JSON.items())]
ENGLISH = ("expected", "expecting", "invalid", "unclosed", "cannot", "illegal", "extra", "unterminated", "limit", "engelsk", "duplicate")


@pytest.mark.parametrize(("suffix", "text", "row"), FORMS, ids=lambda value: str(value)[:20].encode("unicode_escape").decode())
def test_what_breaks_the_form_is_told_with_its_line_and_in_the_programs_words(
    tmp_path: Path, suffix: str, text: str, row: int | None
) -> None:
    path = tmp_path / f"runden{suffix}"
    path.write_text(text, encoding="utf-8")
    committee = read_committee(committee_path("kommit-radet"), Speech("nb")).committee
    (problem,) = read_batch(path, committee, Speech("nb")).problems
    assert problem.row == row
    assert not any(word in problem.expected.lower() for word in ENGLISH), problem.expected


def test_a_committees_file_speaks_the_same_language(tmp_path: Path) -> None:
    path = tmp_path / "radet.toml"
    path.write_text("id = 1,5", encoding="utf-8")
    with pytest.raises(CommitteeError) as refused:
        read_committee(path, Speech("nb"))
    (problem,) = refused.value.problems
    assert (problem.row, problem.expected.split(":")[0]) == (1, "Skriv én verdi")


def test_a_cell_without_end_is_placed_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "runden.csv"
    path.write_text('sep=;\nID;Tittel\n1;"to\nlinjer"\n2;"uten slutt\n' + "3;x\n" * 40_000, encoding="utf-8")
    committee = read_committee(committee_path("kommit-radet"), Speech("nb")).committee
    (problem,) = read_batch(path, committee, Speech("nb")).problems
    assert (problem.row, problem.value) == (5, '2;"uten slutt')
    assert "anførselstegn som ikke er avsluttet" in problem.expected


@pytest.mark.parametrize(
    ("name", "text", "row"),
    [
        ("a.toml", '[batch]\ncommittee = "kommit-radet"\n[[applications]]\nid = "1"\ntitle = "T"\namount_applied = "mye"\n', 6),
        ("a.json", '[\n {"id": "1",\n  "title": "T",\n  "amount_applied": "mye"}\n]', 4),
    ],
)
def test_a_wrong_value_is_placed_by_key_and_line(tmp_path: Path, name: str, text: str, row: int) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    committee = read_committee(committee_path("kommit-radet"), Speech("nb")).committee
    found = {problem.column: problem.row for problem in read_batch(path, committee, Speech("nb")).problems}
    assert found["applications[1].amount_applied"] == row
