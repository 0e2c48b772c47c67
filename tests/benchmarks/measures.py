"""What is measured, each against something bare in the same run: alternating, so that what disturbs one disturbs the other too."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.generate import MEMBER, Batches, Cases
from tests.benchmarks.terminal import DOWN, Terminal

MIB = 1024**2 if sys.platform == "darwin" else 1024
"""How many of the system's units of memory make a MiB."""

REVIEWER = (sys.executable, "-m", "reviewer")
BARE_APP = (sys.executable, "-m", "tests.benchmarks.bare_app")
BARE_READ = (sys.executable, "-m", "tests.benchmarks.bare_read")

FIRST_SHOWN = r"✓\d"
"""The first rows of the list are on the screen, with how many requirements are met: they can be read and worked with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line of the table. `values` in the unit; `against` is the bare series, and both limits are inclusive."""

    name: str
    unit: str
    values: tuple[float, ...]
    against: tuple[float, ...] = ()
    limit: float | None = None
    ratio_limit: float | None = None

    @property
    def least(self) -> float:
        """The least value: the one with the least disturbance in it."""
        return min(self.values)

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def ratio(self) -> float | None:
        """The median over the bare median, or None where there is nothing to compare with."""
        return self.middle / median(self.against) if self.against else None

    @property
    def kept(self) -> bool | None:
        """Whether the median keeps the limits; None where there are none."""
        if self.limit is None and self.ratio_limit is None:
            return None
        within = self.limit is None or self.middle <= self.limit
        return within and (self.ratio_limit is None or (self.ratio or 0) <= self.ratio_limit)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took: wall-clock seconds, and the most memory it held."""

    seconds: float
    mib: float


def run(command: Sequence[str], environment: Mapping[str, str]) -> Spent:
    """Run a process to its end, its answer thrown away. Raises CalledProcessError where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    if not hasattr(os, "wait4"):
        process.wait()
        usage_mib = float("nan")
    else:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        usage_mib = usage.ru_maxrss / MIB
    seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(seconds, usage_mib)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things lie, and how often each is measured; the program's settings are kept in `home`. `practice` keys are not counted."""

    folder: Path
    rounds: int
    keys: int
    practice: int = 5

    @property
    def environment(self) -> dict[str, str]:
        """The environment of everything that is measured: compiled modules are kept, as an installed program has them."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        own = {"REVIEWER_HOME": str(self.folder / "home"), "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
        return {**kept, **own, "REVIEWER_LANG": "nb"}


def imports(bench: Bench, batches: Batches, empty: Path, ratio_limits: Mapping[str, float]) -> list[Measured]:
    """Measure `reviewer import` - read, check, judge, hash, write - against the bare reader of the same file."""
    found: list[Measured] = []
    target = bench.folder / "imported.sak"
    warm_up(bench, batches, empty)
    for path in (batches.xlsx, batches.csv, batches.json):
        ours: list[Spent] = []
        bare: list[Spent] = []
        for _ in range(bench.rounds):
            shutil.copyfile(empty, target)
            bare.append(run((*BARE_READ, str(path)), bench.environment))
            ours.append(run((*REVIEWER, "import", str(target), str(path), "--json"), bench.environment))
        found.append(_seconds(f"import {path.suffix[1:].upper()}", ours, bare, ratio_limits.get(path.suffix)))
        found.append(Measured(name=f"  memory, import {path.suffix[1:].upper()}", unit="MiB", values=tuple(one.mib for one in ours)))
    return found


def warm_up(bench: Bench, batches: Batches, empty: Path) -> None:
    """Run both once unmeasured, so that all modules are compiled."""
    run((*BARE_READ, str(batches.csv)), bench.environment)
    run((*REVIEWER, "import", str(empty), str(batches.csv), "--dry-run", "--json"), bench.environment)


def _seconds(name: str, ours: Sequence[Spent], bare: Sequence[Spent], ratio_limit: float | None) -> Measured:
    against = tuple(one.seconds for one in bare)
    return Measured(name=name, unit="s", values=tuple(one.seconds for one in ours), against=against, ratio_limit=ratio_limit)


def commands(bench: Bench, cases: Cases, check_limit: float) -> list[Measured]:
    """Measure `check` and `rank` as whole processes with `--json`."""
    calls: Mapping[str, tuple[tuple[str, ...], float | None]] = {
        "check": (("check", str(cases.judged)), check_limit),
        "rank by NPV per krone": (("rank", str(cases.judged), "--method", "npv-per-krone"), None),
        "rank by mean, all rated": (("rank", str(cases.rated)), None),
        "verify": (("verify", str(cases.judged)), None),
    }
    spent: dict[str, list[Spent]] = {name: [] for name in calls}
    for _ in range(bench.rounds):
        for name, (call, _) in calls.items():
            spent[name].append(run((*REVIEWER, *call, "--json"), bench.environment))
    found: list[Measured] = []
    for name, (_, limit) in calls.items():
        found.append(Measured(name=name, unit="s", values=tuple(one.seconds for one in spent[name]), limit=limit))
        found.append(Measured(name=f"  memory, {name}", unit="MiB", values=tuple(one.mib for one in spent[name])))
    return found


def opening_of(case: Path) -> tuple[str, ...]:
    """Return the call that opens the app on a case, for a member who has rated some of it."""
    return (*REVIEWER, "open", str(case), "--as", MEMBER)


def starts(bench: Bench, shown: Mapping[int, Path], ratio_limit: float) -> list[Measured]:
    """Measure from the start of the process to the list on the screen, against the least that Textual can show."""
    calls: dict[int, tuple[tuple[str, ...], str]] = {0: (BARE_APP, "ready")}
    calls |= {count: (opening_of(path), FIRST_SHOWN) for count, path in shown.items()}
    took: dict[int, list[float]] = {count: [] for count in calls}
    for _ in range(2 * bench.rounds - 1):
        for count, (command, pattern) in calls.items():
            with Terminal(command, bench.environment) as terminal:
                took[count].append(1000 * terminal.wait_for(pattern))
    bare = tuple(took.pop(0))
    largest = max(shown)
    return [
        Measured(name="start, bare Textual app", unit="ms", values=bare),
        *(
            Measured(
                name=f"start, {count:,} applications",
                unit="ms",
                values=tuple(values),
                against=bare,
                ratio_limit=ratio_limit if count == largest else None,
            )
            for count, values in took.items()
        ),
    ]


@dataclass(frozen=True, slots=True)
class KeyLimits:
    """What a key may take: milliseconds at the 95th percentile, that against the same in a short list, and memory in MiB."""

    p95: float
    ratio: float
    mib: float


def keys(bench: Bench, shown: Mapping[int, Path], limits: KeyLimits) -> list[Measured]:
    """Measure from the arrow key to the screen that shows it, in the shortest and the longest list by turns."""
    least, largest = min(shown), max(shown)
    took: dict[int, list[list[float]]] = {least: [], largest: []}
    memory: list[float] = []
    for number in range(bench.rounds):
        for count, rounds in took.items():
            with Terminal(opening_of(shown[count]), bench.environment) as terminal:
                terminal.wait_for(FIRST_SHOWN)
                terminal.settle()
                rounds.append(_presses(terminal, bench, random.Random(number)))  # noqa: S311 - the phase of a key, no secret
                held = terminal.peak_mib()
            if count == largest and held is not None:
                memory.append(held)
    short, long = took[least], took[largest]
    return [
        Measured(name=f"arrow key p50, {least:,}", unit="ms", values=tuple(map(median, short))),
        Measured(name=f"arrow key p50, {largest:,}", unit="ms", values=tuple(map(median, long)), against=tuple(map(median, short))),
        Measured(name=f"arrow key p95, {least:,}", unit="ms", values=tuple(map(_p95, short))),
        Measured(
            name=f"arrow key p95, {largest:,}",
            unit="ms",
            values=tuple(map(_p95, long)),
            against=tuple(map(_p95, short)),
            limit=limits.p95,
            ratio_limit=limits.ratio,
        ),
        *([Measured(name=f"memory, {largest:,} open", unit="MiB", values=tuple(memory), limit=limits.mib)] if memory else []),
    ]


def _presses(terminal: Terminal, bench: Bench, phase: random.Random) -> list[float]:
    """Return the milliseconds of each key after the practice; none comes in step with the program's own clock."""
    found: list[float] = []
    for number in range(bench.practice + bench.keys):
        time.sleep(phase.uniform(0.0, 0.02))
        took = terminal.press(DOWN)
        if took is not None and number >= bench.practice:
            found.append(1000 * took)
    return found


def _p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]


Measure = Callable[[], list[Measured]]
