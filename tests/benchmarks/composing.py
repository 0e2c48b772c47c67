"""The papers, in this process: what composing a proposal costs, everything about each worked out anew, and writing it in each format."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from reviewer.casefile.file import open_case
from reviewer.documents.export import FORMATS
from reviewer.drafting import Drafts, papers
from reviewer.exporting import steps
from reviewer.language.speech import Speech
from reviewer.ordered import KNOWN, Order
from tests.benchmarks.computing import forget
from tests.benchmarks.measures import REVIEWER, Bench, Measured, run


def composing(path: Path, rounds: int, limit: float | None) -> list[Measured]:
    """Return the seconds that composing the case's proposal takes, simulations included; the case is open and read already."""
    file = open_case(path)
    try:
        case, found = file.case(), []
        for _ in range(rounds):
            forget()
            begun = time.perf_counter()
            _composed(papers(file, case, Order(produced=date(2026, 11, 22)), Speech()))
            found.append(time.perf_counter() - begun)
    finally:
        file.close()
    return [Measured(name=f"compose a proposal of {len(case.dossiers)}", unit="s", values=tuple(found), limit=limit)]


def writing(path: Path, rounds: int, limits: Mapping[str, float]) -> list[Measured]:
    """Return the seconds that each format takes, of a proposal that is composed already."""
    file, order = open_case(path), Order(produced=date(2026, 11, 22))
    try:
        drafts = papers(file, file.case(), order, Speech())
        _composed(drafts)
    finally:
        file.close()
    count = len(drafts.assessment.judged)
    found = []
    for step in steps(drafts, order, KNOWN, Speech(), FORMATS):
        taken = []
        for _ in range(rounds):
            begun = time.perf_counter()
            step.make()
            taken.append(time.perf_counter() - begun)
        found.append(Measured(name=f"{step.format} of {count}", unit="s", values=tuple(taken), limit=limits.get(step.format)))
    return found


def _composed(drafts: Drafts) -> None:
    for paper in drafts.papers:
        paper.composed()


def whole(bench: Bench, path: Path, mib: float | None, limits: Mapping[str, float | None]) -> list[Measured]:
    """Return what a whole process takes that opens the case, composes the proposal and writes it in one format: seconds and memory."""
    found = []
    for name, limit in limits.items():
        command = (*REVIEWER, "export", str(path), "--to", str(bench.folder / "written"), "--format", name)
        run(command, bench.environment)
        spent = [run(command, bench.environment) for _ in range(bench.rounds)]
        found.append(Measured(name=f"  whole command, {name}", unit="s", values=tuple(one.seconds for one in spent), limit=limit))
        found.append(Measured(name=f"  memory, {name}", unit="MiB", values=tuple(one.mib for one in spent), limit=mib))
    return found
