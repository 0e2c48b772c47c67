"""The papers, in this process: what composing a proposal of 100 applications costs, everything about each worked out anew."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from reviewer.casefile.file import open_case
from reviewer.drafting import Order, papers
from reviewer.language.speech import Speech
from tests.benchmarks.computing import forget
from tests.benchmarks.measures import Measured


def composing(path: Path, rounds: int, limit: float | None) -> list[Measured]:
    """Return the seconds that composing the case's proposal takes, simulations included; the case is open and read already."""
    file = open_case(path)
    try:
        case, found = file.case(), []
        for _ in range(rounds):
            forget()
            begun = time.perf_counter()
            papers(file, case, Order(produced=date(2026, 11, 22)), Speech())
            found.append(time.perf_counter() - begun)
    finally:
        file.close()
    return [Measured(name=f"compose a proposal of {len(case.dossiers)}", unit="s", values=tuple(found), limit=limit)]
