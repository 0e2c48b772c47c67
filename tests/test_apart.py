"""The files of a large case are made by processes of their own, and are the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reviewer import apart
from reviewer.apart import Draft, Export, Job, composed, export
from reviewer.casefile.file import open_case
from reviewer.documents.errors import DocumentError, StoppedError
from reviewer.domain.assessment import assess
from reviewer.domain.meeting.opened import read_by
from reviewer.domain.proposal import Audience, Kind
from reviewer.drafting import drafted
from reviewer.exporting import begun
from reviewer.language.speech import Speech
from reviewer.ordered import Order
from tests.tui.small_round import OPENED, small_case

PROPOSAL = Order(produced=date(2026, 11, 22), seat="sekretariat")
PUBLIC = Order(produced=date(2026, 11, 22), seat="sekretariat", audience=Audience.PUBLIC)
LETTERS = Order(produced=date(2026, 11, 22), seat="sekretariat", kind=Kind.LETTER)
FORMATS = ("docx", "pdf", "html", "json", "xlsx")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_case(tmp_path_factory.mktemp("sak"), OPENED)


def apart_for(case: Path, order: Order, told: Callable[[int], None] = lambda _: None) -> AbstractContextManager[Export]:
    return export(Job(case=case, order=order, formats=FORMATS, language="nn"), told, lambda: False)


@pytest.mark.parametrize("order", [PROPOSAL, PUBLIC, LETTERS])
def test_the_files_are_the_same_as_in_one_process(monkeypatch: pytest.MonkeyPatch, case: Path, order: Order) -> None:
    monkeypatch.setattr(apart, "_CHILD", f"from reviewer.documents import press; press._LONG = 60_000; {vars(apart)['_CHILD']}")
    steps: list[int] = []
    with apart_for(case, order, steps.append) as made:
        there = [(name, content.read()) for name, content in made.files]
    file = open_case(case)
    drafts, known = begun(file, order, FORMATS, Speech("nn"), case.parent)
    here = [one for step in known for one in step.make()]
    file.close()
    assert there == here
    assert (made.withheld, made.hints) == (drafts.withheld, drafts.hints)
    assert steps == list(range(len(FORMATS)))


@pytest.mark.parametrize("seat", ["sekretariat", "bergen"])
def test_the_paper_for_reading_is_the_same_as_in_one_process(case: Path, seat: str) -> None:
    file = open_case(case)
    here = drafted(file, assess(read_by(file.case(), seat)), PROPOSAL.produced, seat)
    there = composed(Draft(case=case, produced=PROPOSAL.produced, seat=seat), lambda: False)
    file.close()
    assert there == replace(here, data={})


def test_a_paper_that_is_not_wanted_any_more_ends_the_process(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    monkeypatch.setattr(apart, "_CHILD", "import time; time.sleep(600)")
    with pytest.raises(StoppedError):
        composed(Draft(case=case, produced=PROPOSAL.produced, seat="sekretariat"), lambda: True)


def test_what_stops_the_process_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    monkeypatch.setattr(apart, "_CHILD", "import os; os._exit(9)")
    with pytest.raises(DocumentError) as told, apart_for(case, PROPOSAL):
        pass
    assert Speech("nb").text(told.value.said) == "Filene ble ikke laget: Prosessen som lager dem, stanset (9)."


def test_why_they_cannot_be_made_is_told_as_in_one_process(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    refusing = """
from reviewer import exporting
from reviewer.documents.errors import DocumentError
from reviewer.domain.said import say

def refused(*_):
    raise DocumentError(say("{folder} is a file, not a folder.", folder="x"))

exporting.begun = refused
"""
    monkeypatch.setattr(apart, "_CHILD", f"{vars(apart)['_CHILD'].rpartition(';')[0]}\n{refusing}\nwork()")
    with pytest.raises(DocumentError) as told, apart_for(case, PROPOSAL):
        pass
    assert Speech("en").text(told.value.said) == "x is a file, not a folder."


def test_what_is_wrong_with_the_case_is_told_as_in_one_process(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as told, apart_for(tmp_path / "borte.sak", PROPOSAL):
        pass
    assert Speech("nb").text(told.value.said) == f"Filen {tmp_path / 'borte.sak'} finnes ikke."


def test_whoever_asks_no_more_ends_the_process(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    begun = "from reviewer.apart import _Begun; import pickle; pickle.dump(_Begun(0), sys.stdout.buffer); sys.stdout.flush()"
    monkeypatch.setattr(apart, "_CHILD", f"import sys, time; sys.path[:] = sys.argv[1:]; {begun}; time.sleep(600)")

    def gone(_: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError), apart_for(case, PROPOSAL, gone):
        pass


def test_files_that_are_not_wanted_any_more_end_the_process(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    monkeypatch.setattr(apart, "_CHILD", "import time; time.sleep(600)")
    job, soon = Job(case=case, order=PROPOSAL, formats=FORMATS, language="nb"), time.monotonic() + 0.2
    with pytest.raises(StoppedError), export(job, lambda _: None, lambda: time.monotonic() > soon):
        pass
