"""How long the exchange between laptops takes: `python -m tests.benchmarks.exchanging`.

Twelve members with a thousand events each are merged into one case, which is then verified; one rating is saved, signed, on disk.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from reviewer.domain.committee import Committee, Seat, SeatRole
from reviewer.domain.events import Interest, InterestDeclared
from reviewer.merging import Desk, merge
from reviewer.own_key import enrol
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON
from tests.exchange import laptops
from tests.exchange.laptops import OFFICE, Laptop, identity, office, parsed, rated

MEMBERS, APPLICATIONS = 12, 250
AT = NOON + timedelta(days=1)


def main() -> None:
    """Print what was measured, in seconds and milliseconds."""
    seats = tuple(Seat(id=f"m{number}", name=f"M{number}", role=SeatRole.MEMBER) for number in range(MEMBERS))
    small = laptops.council()
    fields = {name: getattr(small, name) for name in small.__dataclass_fields__}
    committee = Committee(**fields | {"seats": (*small.seats, *seats)})
    with TemporaryDirectory() as folder, mock.patch.object(laptops, "council", return_value=committee):
        _measure(Path(folder), [seat.id for seat in seats])


def _measure(folder: Path, seats: list[str]) -> None:
    ids = [f"2026-{number}" for number in range(1, APPLICATIONS + 1)]
    secretariat = office(folder, ids)
    for seat in seats:
        enrol(secretariat.file, OFFICE, seat, identity(seat).card(), NOON)
    saved: list[float] = []
    bare: list[float] = []
    contents = [_worked(folder, seat, secretariat, ids, (saved, bare)) for seat in seats]
    begin, spent = time.perf_counter(), time.process_time()
    packets = {str(index): parsed(content) for index, content in enumerate(contents)}
    answer = merge(secretariat.file, packets, Desk(own=secretariat.own, at=AT))
    print(f"merge of {answer.added} events from {len(seats)} members: {_both(begin, spent)}")  # noqa: T201
    begin, spent = time.perf_counter(), time.process_time()
    found = secretariat.file.verify()
    took = time.perf_counter() - begin
    print(f"verify of {found.events} events: {_both(begin, spent)}, so {took / found.events * 100_000:.1f} s for 100 000")  # noqa: T201
    print(f"one rating saved, signed, on disk: {_spread(saved)}; a bare row in a database beside it: {_spread(bare)}")  # noqa: T201


def _both(begin: float, spent: float) -> str:
    """Return the time by the clock, and what the processor worked of it: where others work too, only the second tells of the program."""
    return f"{time.perf_counter() - begin:.2f} s ({time.process_time() - spent:.2f} s of the processor)"


def _spread(times: list[float]) -> str:
    return f"p50 {statistics.median(times) * 1000:.1f} ms, p95 {sorted(times)[int(0.95 * len(times))] * 1000:.1f} ms"


def _worked(folder: Path, seat: str, secretariat: Laptop, ids: list[str], times: tuple[list[float], list[float]]) -> bytes:
    saved, bare = times
    other = sqlite3.connect(folder / f"{seat}.db", isolation_level=None)
    other.execute("PRAGMA synchronous = FULL")
    other.execute("CREATE TABLE t (a)")
    laptop = Laptop(folder, seat)
    laptop.take(secretariat.pack(NOON, to=seat), at=NOON)
    for key in ids:
        begin = time.perf_counter()
        laptop.act(rated(key, seat, 3, 4), AT)
        saved.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        other.execute("INSERT INTO t VALUES (1)")
        bare.append(time.perf_counter() - begin)
    other.close()
    laptop.act([InterestDeclared(application=key, declarer=seat, interest=Interest.NONE) for key in ids], AT)
    hand_in(laptop.file, seat, AT)
    content = laptop.pack(AT)
    laptop.file.close()
    return content


if __name__ == "__main__":
    main()
