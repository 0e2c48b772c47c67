"""How every command behaves: statuses, streams, no traceback for any absurd call, and no trace in a file that is no case."""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.casefile.connection import SCHEMA_VERSION
from reviewer.cli.callwords import speak
from reviewer.cli.main import COMMANDS, read_call
from reviewer.cli.meeting_arguments import STEPS
from reviewer.cli.placeholders import WORDS
from reviewer.home import data_folder
from tests.cli.conftest import Call, hash_of

ON_A_CASE: dict[str, tuple[str, ...]] = {
    "open": (),
    "import": ("x.json",),
    "drop": (),
    "budget": ("5",),
    "show": (),
    "check": (),
    "economics": (),
    "assume": ("2018-02", "rate=0.03", "--reason", "x"),
    "grade": ("2018-02", "Virkning", "--grade", "+", "--reason", "x"),
    "prices": (),
    "rule": ("2018-02", "belop", "met", "--reason", "x"),
    "rate": ("x.csv", "--as", "oslo"),
    "open-ratings": (),
    "exclude": ("2018-02", "bergen", "--reason", "x"),
    "ratings": (),
    "second-round": (),
    "confirm": ("--as", "oslo"),
    "amend": ("kommit-radet", "--reason", "x"),
    "draw": ("frø",),
    "rank": (),
    "place": ("2018-02", "3", "--reason", "x"),
    "recommend-line": (),
    "decline": ("2018-02", "--reason", "x"),
    "fund": (),
    "recommend": ("2018-02", "--reasons", "x"),
    "hand-in": ("--as", "oslo"),
    "phase": (),
    "pack": ("--as", "oslo", "-o", "ut.sakspakke"),
    "status": (),
    "conflicts": (),
    "settle": ("0",),
    "declare": ("2018-02", "none", "--as", "oslo"),
    "agenda": (),
    "meeting": (),
    "minute": ("x.toml",),
    "minutes": (),
    "decide": ("2018-02",),
    "milestone": ("2018-02", "payment", "--due", "2018-06-01"),
    "reserve": (),
    "due": (),
    "undo": (),
    "export": ("--to", "ut"),
    "archive": ("--to", "arkiv"),
    "log": (),
    "verify": (),
}
WITHOUT_A_CASE = {"identity", "merge", "sync", "demo", "committees", "form", "schema", "new", "npv", "serve", "template"}


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, and stand in it."""
    folder = tmp_path / "arbeid"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_every_command_that_takes_a_case_is_tried() -> None:
    assert {name for name, *_ in COMMANDS} - WITHOUT_A_CASE <= ON_A_CASE.keys()


def strange_file(what: str, place: Path, case: Path) -> None:
    """Put something that is no case of this program at the place, or nothing."""
    match what:
        case "folder":
            place.mkdir()
        case "text":
            place.write_text("hei", encoding="utf-8")
        case "empty":
            place.touch()
        case "another database":
            sqlite3.connect(place).execute("CREATE TABLE t (x)").connection.close()
        case "newer":
            content = bytearray(case.read_bytes())
            content[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
            place.write_bytes(content)


@pytest.mark.parametrize("command", ON_A_CASE)
@pytest.mark.parametrize("what", ["missing", "folder", "text", "empty", "another database", "newer"])
def test_what_is_no_case_is_refused_in_one_line_and_not_touched(
    reviewer: Call, demo: Path, own_folder: Path, command: str, what: str
) -> None:
    place = own_folder / "runde.sak"
    strange_file(what, place, demo)
    before = place.read_bytes() if place.is_file() else None
    answer = reviewer(command, place, *ON_A_CASE[command])
    assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert str(place) in answer.err
    assert (place.read_bytes() if place.is_file() else None) == before
    assert not (own_folder / "ut").exists()


@pytest.mark.parametrize("command", [name for name in ON_A_CASE if name not in {"open", "verify", "archive"}])
def test_a_seat_that_is_not_there_is_refused_with_those_that_are(reviewer: Call, case: Path, own_folder: Path, command: str) -> None:
    (own_folder / "x.json").write_text('{"applications": []}', encoding="utf-8")
    before = hash_of(case)
    answer = reviewer(command, case, *(one for one in ON_A_CASE[command] if one not in {"--as", "oslo"}), "--as", "kongen")
    assert (answer.status, answer.out) == (1, "")
    assert "kongen" in answer.err
    assert "sekretariat" in answer.err
    assert hash_of(case) == before


@pytest.mark.parametrize("command", ["show", "check", "economics"])
def test_an_application_that_is_not_there_is_named(reviewer: Call, demo: Path, command: str) -> None:
    answer = reviewer(command, demo, "2018-02", "2018-99", "--json")
    assert (answer.status, answer.out, answer.err) == (1, "", "Søknad 2018-99 finnes ikke i saken.\n")


@pytest.mark.parametrize(
    "call",
    [
        ("tull",),
        ("show",),
        ("show", "a.sak", "--tull"),
        ("new", "a.sak"),
        ("fund", "a.sak", "--budget", "x"),
        ("fund", "a.sak", "--strategy", "tull"),
        ("rank", "a.sak", "--method", "tull"),
        ("rule", "a.sak", "1", "belop", "tull", "--reason", "x"),
        ("recommend", "a.sak", "1", "--outcome", "tull"),
        ("form", "kommit-radet"),
        ("form", "kommit-radet", "-o", "x.xlsx", "--first-year", "x"),
        ("export", "a.sak"),
        ("show", "a.sak", "--lang", "sv"),
        ("npv",),
    ],
)
def test_a_wrong_call_is_2_and_writes_nothing(reviewer: Call, own_folder: Path, call: tuple[str, ...]) -> None:
    answer = reviewer(*call)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err
    assert list(own_folder.iterdir()) == []


def test_a_case_alone_is_opened() -> None:
    call = read_call(["runde.sak", "--as", "oslo"])
    assert (call.module, call.function, call.case, call.seat) == ("app", "open_app", Path("runde.sak"), "oslo")


@pytest.mark.parametrize(("word", "meant"), [("opne", "«reviewer open»"), ("innstilling", "")])
def test_what_is_no_command_is_said_in_one_line_with_the_one_that_may_be_meant(reviewer: Call, word: str, meant: str) -> None:
    answer = reviewer(word, "runde.sak")
    assert answer.status == 2
    *_, line = answer.err.strip().splitlines()
    assert f"«{word}» er ingen kommando." in line
    assert (f"Mente du {meant}?" in line) is bool(meant)
    assert len(line) < 120


@pytest.mark.parametrize("name", [name for name, *_ in COMMANDS])
def test_help_is_data_in_the_users_language(reviewer: Call, name: str) -> None:
    answer = reviewer(name, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert f"reviewer {name}" in answer.out


@pytest.mark.parametrize("call", [("--lang", "en", "rank", "--help"), ("--lang=en", "rank", "--help"), ("rank", "--help", "--lang", "en")])
def test_a_language_may_stand_before_the_command_and_its_help_is_in_it(reviewer: Call, call: tuple[str, ...]) -> None:
    answer = reviewer(*call)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("usage: reviewer rank")
    assert "the seat that acts or looks" in answer.out


def test_the_app_asks_for_a_terminal_where_there_is_none(reviewer: Call, demo: Path) -> None:
    answer = reviewer("open", str(demo))
    assert (answer.status, answer.out) == (2, "")
    assert "terminalvindu" in answer.err


@pytest.mark.parametrize("call", [*((one[0],) for one in COMMANDS), *(("meeting", "x.sak", step) for step in STEPS)], ids=" ".join)
def test_every_argument_says_what_it_is(call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    readers: list[argparse.ArgumentParser] = []
    monkeypatch.setattr(argparse.ArgumentParser, "parse_intermixed_args", lambda reader, _arguments: readers.append(reader))
    monkeypatch.setenv("LANGUAGE", "nb")
    speak("nb")
    read_call(call)
    silent = [action.dest for action in readers[0]._actions if not action.help]  # noqa: SLF001 - the reader tells of them nowhere else
    assert silent == []
    usage = re.sub(r"\{.*?\}", "", readers[0].format_usage(), flags=re.DOTALL)
    english = {word for word in re.findall(r"[A-Z]{2,}", usage) if word in WORDS}
    assert english == set(), "what a value is called is in the user's language, as in the program's sentences"


def test_a_step_of_a_meeting_stands_in_its_usage_where_it_is_written(reviewer: Call) -> None:
    usage, *_ = reviewer("meeting", "x.sak", "chair", "--help").out.split("\n\n")
    assert " ".join(usage.split()).endswith("SAK chair ID [DELTAKER]")
    assert usage.count("SAK") == 1


def test_the_version_is_the_packages(reviewer: Call) -> None:
    from reviewer import __version__

    assert reviewer("--version").out == f"reviewer {__version__}\n"


def test_an_enormous_budget_is_only_a_number(reviewer: Call, case: Path) -> None:
    enormous = 10**30
    given = reviewer("fund", case, "--budget", enormous, "--json").data
    assert given["left"] + given["spent"] == enormous
    assert reviewer("budget", case, enormous).status == 0
    assert reviewer("show", case, "--json").data["case"]["budget"] == enormous
    assert reviewer("verify", case).status == 0


def test_demo_makes_the_case_once(reviewer: Call, own_folder: Path) -> None:
    path = own_folder / "prøve på nytt.sak"
    assert reviewer("demo", path, "--no-open").err == f"Laget: {path}\n"
    before = path.read_bytes()
    again = reviewer("demo", path, "--no-open")
    assert (again.status, again.err) == (0, f"Den illustrative saken finnes fra før: {path}\n")
    assert path.read_bytes() == before
    assert reviewer("show", path, "--json").data["case"]["illustrative"] is True


def test_demo_without_a_place_goes_to_the_users_folder(reviewer: Call, own_home: Path) -> None:
    assert data_folder() == own_home
    assert reviewer("demo", "--no-open").status == 0
    assert [path.name for path in own_home.iterdir()] == ["illustrativ.sak"]


def test_demo_refuses_a_place_that_holds_something_else(reviewer: Call, own_folder: Path) -> None:
    place = own_folder / "brev.txt"
    place.write_text("hei", encoding="utf-8")
    assert reviewer("demo", place, "--no-open").status == 1
    assert reviewer("demo", place / "x.sak", "--no-open").status == 1
    assert place.read_text(encoding="utf-8") == "hei"


def test_an_unknown_language_is_answered_in_bokmal(reviewer: Call, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_LANG", "xx")
    assert "Plass" in reviewer("rank", demo).out


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REVIEWER", "PYTHONIO", "PYTHONUTF8"))}
    command = [sys.executable, "-m", "reviewer", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=kept | environment, stdin=subprocess.DEVNULL)


def test_a_process_of_its_own_writes_utf8_whatever_the_console_says(case: Path) -> None:
    done = run("show", case, "--json", PYTHONIOENCODING="cp1252", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    titles = [one["title"] for one in json.loads(done.stdout.decode("utf-8"))["applications"]]
    assert "Vår beboer – oppslag i sentrale registre for pleie og omsorg" in titles


def test_a_process_of_its_own_gives_its_status_and_no_colour(tmp_path: Path) -> None:
    done = run("show", tmp_path / "å.sak", NO_COLOR="1")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode("utf-8").split() == ["Filen", str(tmp_path / "å.sak"), "finnes", "ikke."]
    assert run("tull").returncode == 2


def test_a_reader_that_stops_early_is_no_failure(case: Path) -> None:
    command = [sys.executable, "-m", "reviewer", "log", str(case), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        process.wait()


@pytest.mark.parametrize("call", [("identity", "zz"), ("template", "zz", "a.docx"), ("schema", "zz"), ("phase", "a.sak", "zz")])
def test_a_word_that_is_none_of_the_choices_is_named_and_no_name_out_of_the_code(reviewer: Call, call: tuple[str, ...]) -> None:
    answer = reviewer(*call)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.splitlines()[-1].startswith(f"reviewer {call[0]}: 'zz' er ikke blant valgene: ")
