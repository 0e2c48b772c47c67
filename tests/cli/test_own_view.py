"""What the council assumes and how it grades, from the command line: set with a reason, told by `economics`, and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

ID = "2018-07"


@pytest.fixture
def path(demo: Path, tmp_path: Path) -> Path:
    """A copy of the illustrative case, to write in."""
    return Path(shutil.copy(demo, tmp_path / "sak.sak"))


def worth(reviewer: Call, path: Path, *more: str) -> Any:
    (found,) = reviewer("economics", path, ID, "--json", "--draws", "100", *more).data["applications"]
    return found


def test_economics_has_the_councils_figures_and_the_applicants(reviewer: Call, path: Path) -> None:
    before = worth(reviewer, path)
    assert before["assumptions"] == []
    assert reviewer("assume", path, ID, "rate=0.05", "municipalities=30", "--reason", "Usikkert.", "--as", "sekretariat").status == 0
    after, asked = worth(reviewer, path), worth(reviewer, path, "--what-if", "takeup=1")
    assert after["as_stated"]["npv"] == before["npv"]
    assert after["npv"] < 0 < before["npv"]
    assert [(one["name"], one["value"], one["reason"], one["seat"]) for one in after["assumptions"]] == [
        ("rate", "0.05", "Usikkert.", "sekretariat"),
        ("municipalities", "30", "Usikkert.", "sekretariat"),
    ]
    assert after["conventions"]["discount_rates"] == "0.05 from year 0"
    assert asked["without_what_if"]["npv"] == after["npv"]
    told = reviewer("economics", path).out.replace("\u00a0", " ")
    assert "Rådet forutsetter kalkulasjonsrente 5 % og utbredelse i 30 kommuner" in told
    assert asked["npv"] == worth_with(reviewer, path)["npv"]


def worth_with(reviewer: Call, path: Path) -> Any:
    """Return the worth at 5 % and full take-up, asked for in another way: the council's rate stays, its take-up is taken back."""
    assert reviewer("assume", path, ID, "municipalities=", "--reason", "Likevel.", "--as", "sekretariat").status == 0
    return worth(reviewer, path)


def test_check_says_what_the_verdict_rests_on(reviewer: Call, path: Path) -> None:
    assert reviewer("assume", path, ID, "benefits=50%", "--reason", "Usikkert.", "--as", "sekretariat").status == 0
    (one,) = reviewer("check", path, ID, "--json").data["applications"]
    (verdict,) = [verdict for verdict in one["verdicts"] if "forutsetninger" in verdict["reason"]]
    assert verdict["verdict"] == "not_met"


@pytest.mark.parametrize(
    ("given", "seat", "said"),
    [
        (("rate=mye", "--reason", "r"), "sekretariat", "er ikke et tall"),
        (("rate=0.03", "--reason", " "), "sekretariat", "begrunnelsen"),
        (("rate=0.03", "--reason", "r"), "bergen", "kan ikke sette rådets forutsetninger"),
    ],
)
def test_what_is_refused_writes_nothing(reviewer: Call, path: Path, given: tuple[str, ...], seat: str, said: str) -> None:
    before = path.read_bytes()
    found = reviewer("assume", path, ID, *given, "--as", seat)
    assert (found.status, said in found.err) == (1, True)
    assert path.read_bytes() == before


def test_a_value_without_a_name_is_a_wrong_call(reviewer: Call, path: Path) -> None:
    assert reviewer("assume", path, ID, "0.03", "--reason", "r", "--as", "sekretariat").status == 2


def test_a_grade_may_begin_with_a_minus(reviewer: Call, path: Path) -> None:
    (effect,) = worth(reviewer, path)["effects"]
    assert reviewer("grade", path, ID, effect["name"], "--grade", "--", "--reason", "Motsatt.", "--as", "sekretariat").status == 0
    (graded,) = worth(reviewer, path)["effects"]
    assert (graded["grade"], graded["council"], graded["council_reason"]) == (effect["grade"], "--", "Motsatt.")
    assert reviewer("undo", path, "--as", "sekretariat").status == 0
    assert worth(reviewer, path)["effects"] == [effect]


def test_an_effect_that_is_not_there_is_named(reviewer: Call, path: Path) -> None:
    found = reviewer("grade", path, ID, "Ukjent", "--grade", "+", "--reason", "r", "--as", "sekretariat")
    assert (found.status, "Ukjent" in found.err) == (1, True)


def test_a_single_line_is_assumed_otherwise_by_its_name(reviewer: Call, path: Path) -> None:
    line = worth(reviewer, path)["by_line"][0]["line"]
    asked = worth(reviewer, path, "--what-if", f"line:{line}=150%")
    assert reviewer("assume", path, ID, f"line:{line}=150%", "--reason", "Dyrere.", "--as", "sekretariat").status == 0
    after = worth(reviewer, path)
    assert after["npv"] == asked["npv"] != after["as_stated"]["npv"]
    assert after["assumptions"][0] | {"reason": ""} == {
        "name": f"line:{line}", "value": "150%", "reason": "", "seat": "sekretariat", "revision": 1, "remark": None,
    }  # fmt: skip
    refused = reviewer("assume", path, ID, "line:Fart=2", "--reason", "r", "--as", "sekretariat")
    assert (refused.status, "ingen linje «Fart»" in refused.err, line in refused.err) == (1, True, True)
    assert reviewer("economics", path, ID, "--what-if", "line:Fart=2").status == 2
