"""Work in a thread of its own, while whoever began it does something else and asks for the answer later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TypeVar

Answer = TypeVar("Answer")


@contextmanager
def meanwhile(work: Callable[[], Answer]) -> Iterator[Callable[[], Answer]]:
    """Begin the work; what is given waits for it, and returns its answer or raises its error. Nothing is at work afterwards."""
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def tried() -> None:
        try:
            answers.append(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits raises it
            errors.append(error)

    def waited() -> Answer:
        thread.join()
        for error in errors:
            raise error
        return answers[0]

    thread = Thread(target=tried)
    thread.start()
    try:
        yield waited
    finally:
        thread.join()
