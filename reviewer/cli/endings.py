"""How a command ends: with its status, or with one line that says what stopped it, and never with a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from reviewer.cli.answers import Printer, Refusal, Status
from reviewer.domain.said import Said, say
from reviewer.domain.system import system_words


def ended(work: Callable[[], int], printer: Printer) -> int:
    """Return the exit status of the work; what stops it is said."""
    try:
        return work()
    except Refusal as refusal:
        return _said(printer, refusal.said, refusal.status)
    except BrokenPipeError:
        sys.stderr.close()
        return Status.DONE
    except KeyboardInterrupt:
        return _said(printer, say("Stopped. Nothing more was written."), Status.REFUSED)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        return _failed(printer, error)


def _failed(printer: Printer, error: Exception) -> int:
    """Say what went wrong in one line; the doors' own errors carry their sentence."""
    if os.environ.get("REVIEWER_DEBUG"):
        raise error
    said = getattr(error, "said", None)
    if isinstance(said, Said):
        return _said(printer, said, Status.BROKEN if getattr(error, "damaged", False) else Status.REFUSED)
    if isinstance(error, OSError):
        what = system_words(error)
        return _said(printer, say("{path}: {what}.", path=str(error.filename or ""), what=what), Status.REFUSED)
    problems = getattr(error, "problems", None)
    if problems:
        from reviewer.cli.problems import problem_lines

        print("\n".join(problem_lines(problems)), file=sys.stderr)
        return Status.REFUSED
    kind = f"{type(error).__name__}: {error}".splitlines()[0]
    return _said(printer, say("The program met something it does not know ({what}). Nothing was written.", what=kind), Status.REFUSED)


def _said(printer: Printer, said: Said, status: Status) -> int:
    print(printer.speech.text(said), file=sys.stderr)
    return status
