"""The app in one tab of a browser: a process of its own, that ends with the server that started it, however the server ends."""

from __future__ import annotations

import os
import sys
import threading
import time

LOOKS = 0.5
"""Seconds between two looks at whether the server is there."""


def main() -> int:
    """Open the app on the call's case; end at once where the server is gone."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    from reviewer.cli.main import main as call

    return call(["open", *sys.argv[1:]])


def _end_with(parent: int) -> None:
    """Wait until this process has another parent than the server, and end it: what was done is on disk already."""
    while os.getppid() == parent:
        time.sleep(LOOKS)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
