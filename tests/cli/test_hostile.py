"""The hostile batches through every command: no crash, no lost character, nothing that moves the cursor."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from unicodedata import category, normalize

import docx
import pytest

from reviewer.cli.main import main
from reviewer.shipped import shipped
from tests.cli.conftest import Call

FIXTURES = shipped("fixtures")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def said(text: str) -> str:
    """Return the text as a case holds it: composed, trimmed, lines ended by LF; a control, which no format holds, as the sign for one."""
    text = re.sub(r"\r\n?|[\u0085\u2028\u2029]", "\n", normalize("NFC", text))
    return "".join("\ufffd" if category(one) in {"Cc", "Cs"} and one not in "\n\t" else one for one in text).strip()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fiende") / "[b]=fiende.sak"
    assert (
        main(
            [
                "new",
                str(path),
                "--committee",
                "kommit-radet",
                str(FIXTURES / "hostile.csv"),
                str(FIXTURES / "hostile.json"),
                "--budget=9000000",
            ]
        )
        == 0
    )
    return path


def given() -> dict[str, str]:
    """Return the titles as they stand in the two files, by id."""
    with (FIXTURES / "hostile.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    titles = {row[0]: row[1] for row in rows[1:] if row and row[0]}
    content = json.loads((FIXTURES / "hostile.json").read_text(encoding="utf-8"))
    return titles | {one["id"]: one["title"] for one in content["applications"]}


def test_every_title_is_in_the_case_to_the_last_character(reviewer: Call, hostile: Path) -> None:
    shown = {one["id"]: one["title"] for one in reviewer("show", hostile, "--json").data["applications"]}
    expected = {said(key): said(title) for key, title in given().items()}
    assert shown.keys() == expected.keys()
    assert {key: squeezed(title) for key, title in shown.items()} == {key: squeezed(title) for key, title in expected.items()}


def squeezed(text: str) -> str:
    """Return the text without its spaces, which the batch may tidy."""
    return "".join(text.split())


@pytest.mark.parametrize("command", ["show", "check", "economics", "rank", "fund", "log", "verify", "drop"])
def test_nothing_in_an_answer_moves_the_cursor_or_turns_the_text(reviewer: Call, hostile: Path, command: str) -> None:
    answer = reviewer(command, hostile)
    assert (answer.status, answer.err) == (0, "")
    assert not CONTROL.search(answer.out)
    assert not TURNING.search(answer.out)
    json.loads(reviewer(command, hostile, "--json").out)


def test_each_application_is_shown_whole(reviewer: Call, hostile: Path) -> None:
    for one in reviewer("show", hostile, "--json").data["applications"]:
        answer = reviewer("show", hostile, one["id"])
        assert answer.status == 0
        assert squeezed(TURNING.sub("\ufffd", said(one["title"]))) in squeezed(answer.out)
        assert not CONTROL.search(answer.out)


def test_a_list_cuts_a_title_that_would_push_the_rest_off_the_screen(reviewer: Call, hostile: Path) -> None:
    assert max(len(line) for line in reviewer("rank", hostile).out.splitlines()) < 200


def test_an_id_like_an_option_or_a_path_is_an_id(reviewer: Call, hostile: Path) -> None:
    for key in ("=H+18", "../h-19", "[b]h-20[/b]"):
        assert reviewer("show", hostile, key, "--json").data["applications"][0]["id"] == key
        assert reviewer("check", hostile, key).status == 0


def test_the_documents_hold_every_title(reviewer: Call, hostile: Path, tmp_path: Path) -> None:
    answer = reviewer("export", hostile, "--to", tmp_path)
    assert answer.status == 0
    assert not CONTROL.search(answer.err)
    assert not TURNING.search(answer.err)
    document = docx.Document(str(tmp_path / "innstilling.docx"))
    word = squeezed("".join(paragraph.text for paragraph in document.paragraphs))
    for one in reviewer("show", hostile, "--json").data["applications"]:
        assert squeezed(said(one["title"])) in word


def test_the_refused_batch_is_refused_whole_and_every_fault_is_told(reviewer: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.sak"
    file = FIXTURES / "hostile-refused.csv"
    answer = reviewer("new", path, "--committee", "kommit-radet", file, "--json")
    assert (answer.status, path.exists()) == (1, False)
    assert {problem["row"] for problem in answer.data["problems"]} == set(range(2, 23))
    partly = reviewer("new", path, "--committee", "kommit-radet", file, "--partial", "--json")
    assert (partly.status, partly.data["added"], partly.data["set_aside"]) == (0, 0, 21)
    rows = reviewer("drop", path, "--json").data["set_aside"]
    assert len(rows) == 21
    for row in rows[:3]:
        assert reviewer("drop", path, row["key"], "--reason", "=cmd|' /C calc'!A0 [b]").status == 0
    assert reviewer("verify", path).status == 0


def test_hostile_words_of_seats_come_back_as_they_were(reviewer: Call, hostile: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.sak"
    path.write_bytes(hostile.read_bytes())
    comment = "=1+1 [b]x[/] \u202eergot \u001b[31m {title} å"
    file = tmp_path / "v.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerows([("application", "criterion", "score", "state", "comment"), ("=H+18", "nytte", "4", "", comment)])
    assert reviewer("rate", path, file, "--as", "lom").status == 0
    event = reviewer("log", path, "--as", "lom", "--json").data["events"][-1]
    assert squeezed(event["body"]["comment"]) == squeezed(said(comment))
    for command in ("log", "undo"):
        answer = reviewer(command, path, "--as", "lom")
        assert answer.status == 0
        assert not CONTROL.search(answer.out + answer.err)
        assert not TURNING.search(answer.out + answer.err)
