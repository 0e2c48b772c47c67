"""From batches to a case: what is planned is what is written, and what is refused leaves nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from reviewer.casefile.file import CaseFile, CaseFileError, open_case
from reviewer.domain.events import BudgetSet, RowSettled
from reviewer.domain.rights import SeatRole
from reviewer.domain.seats import secretariat
from reviewer.intake.committee import CommitteeError, read_committee
from reviewer.language.speech import Speech
from reviewer.opening import Imported, NewCase, Plan, Taking, create_case, drop_row, plan_import, write_import
from reviewer.shipped import committee_path
from tests.cli.conftest import an_application, batch

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NB = Speech("nb")
BAD = {"id": "x-1", "title": "Uten søker"}
OFFICE = "sekretariat"


def counts(answer: Imported) -> tuple[int, int, int, int]:
    return answer.added, answer.unchanged, answer.revised, answer.set_aside


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ny.sak"


@pytest.fixture
def file(path: Path, tmp_path: Path) -> CaseFile:
    """A case with a-1 and a-2."""
    create_case(
        path,
        NewCase(committee="kommit-radet", batches=(batch(tmp_path / "a.json", an_application("a-1"), an_application("a-2")),)),
        NOON,
        NB,
    )
    return open_case(path)


def planned(file: CaseFile, *paths: Path, taking: Taking = Taking.ALL_OR_NOTHING) -> Plan:
    return plan_import(file.case(), paths, NB, taking)


def test_a_new_case_has_its_title_budget_and_register(path: Path, tmp_path: Path) -> None:
    register = tmp_path / "kommuner.csv"
    register.write_text("Kommunenr;Kommunenavn\n1201;Bergen\n", encoding="utf-8")
    new = NewCase(committee="kommit-radet", batches=(batch(tmp_path / "a.json", an_application("a-1")),), municipalities=register, budget=5)
    assert create_case(path, new, NOON, NB).written
    case = open_case(path).case()
    assert (case.opened.title, case.budget, list(case.dossiers)) == ("2018-1", 5, ["a-1"])
    assert case.municipalities is not None
    assert case.opened.committee == read_committee(committee_path("kommit-radet")).committee


def test_a_title_of_ones_own_goes_before_the_calls(path: Path, tmp_path: Path) -> None:
    create_case(path, NewCase(committee="kommit-radet", batches=(batch(tmp_path / "a.json"),), title="Høst"), NOON, NB)
    assert open_case(path).case().opened.title == "Høst"


@pytest.mark.parametrize("name", ["a.json", "mangler.json", "kommuner.csv"])
def test_what_is_refused_leaves_no_file(path: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "kommuner.csv").write_text("Navn\nBergen\n", encoding="utf-8")
    batch(tmp_path / "a.json", BAD)
    bad_register = name == "kommuner.csv"
    batches = () if bad_register else (tmp_path / name,)
    new = NewCase(committee="kommit-radet", batches=batches, municipalities=tmp_path / name if bad_register else None)
    answer = create_case(path, new, NOON, NB)
    assert (answer.written, counts(answer)) == (False, (0, 0, 0, 0))
    assert {problem.file for problem in answer.problems} == {name}
    assert not path.exists()


def test_a_committee_that_cannot_be_used_leaves_no_file(path: Path, tmp_path: Path) -> None:
    with pytest.raises(CommitteeError):
        create_case(path, NewCase(committee=str(tmp_path / "mangler.toml")), NOON, NB)
    assert not path.exists()


def test_a_place_that_is_taken_is_left_alone(path: Path) -> None:
    path.write_text("hei", encoding="utf-8")
    with pytest.raises(CaseFileError):
        create_case(path, NewCase(committee="kommit-radet"), NOON, NB)
    assert path.read_text(encoding="utf-8") == "hei"


def test_what_is_planned_is_written_and_nothing_before(file: CaseFile, tmp_path: Path) -> None:
    changed = batch(tmp_path / "b.json", an_application("a-1"), an_application("a-2", title="Ny"), an_application("a-3"))
    before = file.hash()
    plan = planned(file, changed)
    assert (counts(plan.answer), plan.answer.written, file.hash()) == ((1, 1, 1, 0), False, before)
    answer = write_import(file, plan, OFFICE, NOON)
    assert (counts(answer), answer.written) == ((1, 1, 1, 0), True)
    assert file.case().dossiers["a-2"].application.title == "Ny"
    assert [(change.id, [one.field for one in change.differences]) for change in answer.changes] == [("a-2", ["title"])]


def test_the_same_again_writes_nothing(file: CaseFile, tmp_path: Path) -> None:
    before = file.hash()
    plan = planned(file, tmp_path / "a.json")
    assert (counts(plan.answer), plan.bodies) == ((0, 2, 0, 0), ())
    write_import(file, plan, OFFICE, NOON)
    assert file.hash() == before


def test_a_refused_plan_writes_nothing(file: CaseFile, tmp_path: Path) -> None:
    before = file.hash()
    plan = planned(file, batch(tmp_path / "b.json", an_application("a-3"), BAD))
    assert (plan.refused, plan.bodies) == (True, ())
    assert not write_import(file, plan, OFFICE, NOON).written
    assert file.hash() == before


def test_a_file_without_one_good_row_is_refused_even_in_part(file: CaseFile, tmp_path: Path) -> None:
    assert planned(file, tmp_path / "mangler.csv", taking=Taking.GOOD_ROWS).refused


def test_a_row_set_aside_is_settled_by_the_repaired_one(file: CaseFile, tmp_path: Path) -> None:
    bad = batch(tmp_path / "b.json", BAD)
    plan = planned(file, bad, batch(tmp_path / "c.json", an_application("a-3")), taking=Taking.GOOD_ROWS)
    write_import(file, plan, OFFICE, NOON)
    (row,) = file.case().set_aside
    assert row.application == "x-1"
    assert planned(file, bad, taking=Taking.GOOD_ROWS).answer.set_aside == 0
    repaired = planned(file, batch(tmp_path / "d.json", an_application("x-1")))
    assert RowSettled(key=row.key, reason="repaired") in repaired.bodies
    write_import(file, repaired, OFFICE, NOON)
    assert file.case().set_aside == ()


def test_a_row_is_dropped_by_the_beginning_of_its_key_if_that_is_one_row(file: CaseFile, tmp_path: Path) -> None:
    bad = [{**BAD, "id": f"x-{number}"} for number in range(20)]
    write_import(file, planned(file, batch(tmp_path / "b.json", *bad), taking=Taking.GOOD_ROWS), OFFICE, NOON)
    keys = sorted(row.key for row in file.case().set_aside)
    shared = next(one[0] for one, other in pairwise(keys) if one[0] == other[0])
    for unclear in (shared, "", "z"):
        with pytest.raises(CaseFileError):
            drop_row(file, unclear, "r", OFFICE, NOON)
    drop_row(file, keys[0][:12], "r", OFFICE, NOON)
    assert sorted(row.key for row in file.case().set_aside) == keys[1:]


def test_an_import_is_one_act(file: CaseFile, tmp_path: Path) -> None:
    file.append(OFFICE, [BudgetSet(amount=1)], NOON)
    write_import(file, planned(file, batch(tmp_path / "b.json", *(an_application(f"b-{number}") for number in range(5)))), OFFICE, NOON)
    assert len(file.undo(OFFICE, NOON)) == 5
    assert sorted(file.case().dossiers) == ["a-1", "a-2"]


def test_the_secretariat_is_the_first_seat_of_that_role() -> None:
    committee = read_committee(committee_path("kommit-radet")).committee
    seat = committee.seat(secretariat(committee.seats))
    assert seat is not None
    assert seat.role is SeatRole.SECRETARIAT
