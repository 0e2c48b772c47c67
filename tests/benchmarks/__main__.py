"""Measure the program and print one table.

    python -m tests.benchmarks [--rows 10000] [--quick] [--keep FOLDER]

Every duration stands beside its like without the program, from the same run: machines differ, ratios hardly do. It needs a Unix terminal.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.composing import composing, whole, writing
from tests.benchmarks.computing import economics
from tests.benchmarks.generate import Batches, Cases, batches_in, cases_in
from tests.benchmarks.measures import Bench, KeyLimits, Measured, commands, imports, keys, starts
from tests.benchmarks.ordering import Limits, ordering
from tests.benchmarks.saving import saving

IMPORT_RATIOS = {".xlsx": 4.0}
CHECK_SECONDS = 3.0
ROWS = 10_000
APPRAISE_SECONDS, SIMULATE_SECONDS = 3.0, 0.5
COMPOSE_SECONDS = 1.0
WRITE_SECONDS = {"pdf": 2.0, "docx": 2.0, "html": 1.0, "md": 1.0, "json": 1.0, "xlsx": 1.0}
WRITE_MIB = 250.0
ORDER = Limits(ranked=2.0, changed=0.05, best=2.0)
START_RATIO = 2.0
KEYS = KeyLimits(p95=12.0, ratio=1.3, mib=150.0)
"""The limits, with 10 000 rows in the batches and 100 000 in the largest case."""


def main() -> int:
    """Make the batches and cases, measure, print; return 1 where a limit is not kept."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--rows", type=int, default=10_000, help="applications in a batch; the largest case has ten times as many")
    reader.add_argument("--quick", action="store_true", help="measure each thing fewer times")
    reader.add_argument("--keep", type=Path, help="a folder for the batches and cases; what is there already is used again")
    call = reader.parse_args()
    rounds, count = (2, 30) if call.quick else (5, 70)
    with TemporaryDirectory() as temporary:
        bench = Bench(call.keep or Path(temporary), rounds, count)
        batches, cases = made(bench.folder, call.rows)
        found = measure(bench, batches, cases)
    sys.stdout.write(f"{table(found)}\n")
    return int(any(one.kept is False for one in found))


def made(folder: Path, rows: int) -> tuple[Batches, Cases]:
    """Make what is measured, in a process of its own, so that its memory is not counted as anybody else's."""
    cases = cases_in(folder, rows)
    if not all(path.exists() for path in cases.shown.values()):
        subprocess.run([sys.executable, "-m", "tests.benchmarks.generate", str(folder), "--rows", str(rows)], check=True)
    return batches_in(folder), cases


def measure(bench: Bench, batches: Batches, cases: Cases) -> list[Measured]:
    """Return everything that is measured."""
    return [
        *imports(bench, batches, cases.empty, IMPORT_RATIOS),
        *commands(bench, cases, CHECK_SECONDS),
        *saving(bench, cases.shown),
        *economics(ROWS, bench.rounds, APPRAISE_SECONDS, SIMULATE_SECONDS),
        *composing(cases.shown[min(cases.shown)], bench.rounds, COMPOSE_SECONDS),
        *writing(cases.shown[min(cases.shown)], bench.rounds, WRITE_SECONDS),
        *whole(bench, cases.shown[min(cases.shown)], WRITE_MIB, WRITE_SECONDS),
        *ordering(bench.rounds, ORDER),
        *starts(bench, cases.shown, START_RATIO),
        *keys(bench, cases.shown, KEYS),
    ]


def table(found: Sequence[Measured]) -> str:
    """Return the table: least, median, the median over the bare one's, and the limits."""
    headings = ("measure", "least", "median", "unit", "ratio", "limit", "")
    rows = [headings, *(_row(one) for one in found)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(headings))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _row(one: Measured) -> tuple[str, ...]:
    ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
    limits = [f"{one.limit:g} {one.unit}"] if one.limit is not None else []
    limits += [f"ratio {one.ratio_limit:g}"] if one.ratio_limit is not None else []
    verdict = {None: "", True: "kept", False: "NOT KEPT"}[one.kept]
    return (one.name, f"{one.least:.2f}", f"{one.middle:.2f}", one.unit, ratio, ", ".join(limits), verdict)


if __name__ == "__main__":
    sys.exit(main())
