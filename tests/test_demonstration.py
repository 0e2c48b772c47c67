"""The illustrative round: whole, the same every time, and saying what it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer.casefile.file import CaseFile, CaseFileError, open_case
from reviewer.demonstration import demo_case
from reviewer.domain.assessment import assess
from reviewer.domain.case import Case
from reviewer.domain.events import Outcome, Stage

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    path = tmp_path_factory.mktemp("demo") / "ny mappe" / "demo.sak"
    demo_case(path, NOON)
    return open_case(path)


@pytest.fixture(scope="module")
def case(file: CaseFile) -> Case:
    return file.case()


def test_it_says_that_it_is_illustrative(case: Case) -> None:
    assert case.opened.illustrative
    assert "illustrativ" in case.opened.title
    assert all("illustrativ" in dossier.application.summary for dossier in case.dossiers.values())


def test_a_dozen_applications_are_rated_and_opened(case: Case) -> None:
    assert len(case.dossiers) == 12
    assert case.stage is Stage.OPENED
    assert case.set_aside == case.conflicts == ()
    seats = {seat.id for seat in case.committee.rating_seats()}
    for dossier in case.dossiers.values():
        assert {seat for seat, _ in dossier.ratings} <= seats - dossier.recused()


def test_it_shows_every_kind_of_thing_that_a_round_meets(case: Case) -> None:
    assessment = assess(case)
    assert {one.verdicts.eligible for one in assessment.judged.values()} == {True, False, None}
    assert any(place.tied_with for place in assessment.places)
    assert assessment.allocation.reserve
    assert {dossier.recommendation.outcome for dossier in case.dossiers.values()} >= set(Outcome)
    assert any(dossier.dissents for dossier in case.dossiers.values())
    assert any(dossier.recused() for dossier in case.dossiers.values())


def test_a_recommendation_that_departs_says_why(case: Case) -> None:
    assessment = assess(case)
    for key, dossier in case.dossiers.items():
        if assessment.departure(key):
            assert dossier.recommendation.departure.strip()


def test_nothing_in_it_is_later_than_the_moment_it_was_made(file: CaseFile) -> None:
    assert max(event.at for event in file.events()) <= NOON


def test_what_was_done_was_done_in_order(file: CaseFile) -> None:
    moments = [event.at for event in file.events()]
    assert moments == sorted(moments)


def test_it_is_whole(file: CaseFile) -> None:
    assert file.verify().ok


def test_a_place_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_text("hei", encoding="utf-8")
    with pytest.raises(CaseFileError):
        demo_case(path, NOON)
    assert path.read_text(encoding="utf-8") == "hei"
