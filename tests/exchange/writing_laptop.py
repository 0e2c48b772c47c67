"""A laptop that rates without end while it stays in step with the server, until it is killed: run by `test_many_laptops`.

It writes down the id of each event once the case file has said that it is on disk.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from reviewer.casefile.errors import CaseFileError
from reviewer.casefile.file import open_case
from reviewer.domain.events import Rated, RatingState
from reviewer.own_key import own_key
from reviewer.packing import hand_in
from reviewer.server_syncing import Watch, watch

IDS = ("2026-1", "2026-2", "2026-3")


def main() -> None:
    """Rate, hand in now and then, and note what is on disk."""
    path, url, seat = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    own = own_key()
    watching = Watch(path=path, url=url, own=own, stop=threading.Event(), told=lambda _: None)
    threading.Thread(target=watch, args=(watching,), daemon=True).start()
    file = open_case(path)
    file.signer = own
    with path.with_name("written").open("a", encoding="utf-8") as written:
        for number in range(10**6):
            rated = Rated(application=IDS[number % len(IDS)], criterion="reuse", state=RatingState.SCORED, score=1 + number % 5, seat=seat)
            try:
                events = file.append(seat, [rated], datetime.now(UTC))
                if number % 7 == 6:
                    events += hand_in(file, seat, datetime.now(UTC))
            except CaseFileError:
                continue  # the watching half holds the file: what was refused was not written
            written.write("".join(f"{event.id}\n" for event in events))
            written.flush()
            os.fsync(written.fileno())
            time.sleep(0.02)


if __name__ == "__main__":
    main()
