"""Python's collector of cycles, at rest where very many values and no cycles are made: it would count them through again and again.

And what the process holds without using it, given back.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector rest meanwhile, if it was at work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collector_done() -> None:
    """Let the collector never look at what there is: the process is about to end, and Python would count all of it through once more."""
    gc.freeze()


def give_back() -> None:
    """Give the system back what glibc has kept for later: some megabytes, before other processes need theirs."""
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
