"""The files of a large case, made by processes of their own: one composes, and when it has ended, another one sets a long PDF.

Either takes more memory than the app, which holds the case and its screens meanwhile; and what a process took is given back whole. So the
app has the files as open files without names, until all of them are made. The paper that is read on the screen is composed so, too.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import sleep
from typing import IO, TYPE_CHECKING, Any

from reviewer.collector import give_back
from reviewer.documents.errors import DocumentError, StoppedError
from reviewer.documents.files import laid_aside
from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass

if TYPE_CHECKING:
    from datetime import date

    from reviewer.domain.proposal import Proposal
    from reviewer.domain.publication import Withholding
    from reviewer.domain.telling import Hint
    from reviewer.ordered import Order

LARGE = 25
"""So many applications make a case large."""

LAST = "pdf"
"""The format that is made when what composed the papers has ended."""

_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from reviewer.apart import work; work()"
_LOOKED = 0.05
"""Seconds between two looks at whether the files are still wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked of the process: the files of these formats, of the case at the path."""

    case: Path
    order: Order
    formats: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is asked of the process: the proposal with its blocks, of the case at the path as the seat sees it; the paper is of that day."""

    case: Path
    produced: date
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The files by their names, and what they leave out and what may hint at it, for the secretariat to know."""

    files: tuple[tuple[str, IO[bytes]], ...]
    withheld: tuple[Withholding, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class _Begun:
    """Which of the formats is at work, counted from 0."""

    step: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A file; `a_sheet` tells that it is not made yet, and this is what a PDF is set of."""

    format: str
    name: str
    content: bytes
    a_sheet: bool


@dataclass(frozen=True, slots=True)
class _Composed:
    """The proposal, with its blocks and without what machines read."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class _Done:
    """Nothing more comes: `refusal` tells why the files are not made, if they are not."""

    withheld: tuple[Withholding, ...] = ()
    hints: tuple[Hint, ...] = ()
    refusal: Said | None = None


_Told = _Begun | _Made | _Composed | _Done


@contextmanager
def export(job: Job, begun: Callable[[int], None], stopped: Callable[[], bool]) -> Iterator[Export]:
    """Give the files while they are open; `begun` is told each format that is at work.

    Raises `StoppedError` once they are not wanted any more, `DocumentError` where they cannot be made. While the PDF is set, it is
    `reviewer.documents.press.until` that tells whether it is wanted.
    """
    from reviewer.documents.press import set_apart
    from reviewer.ordered import KNOWN

    give_back()
    made: list[tuple[_Made, IO[bytes]]] = []
    done = _Done()
    with ExitStack() as opened:
        for told in opened.enter_context(closing(_told(job, stopped))):
            match told:
                case _Begun():
                    begun(told.step)
                case _Made():
                    made.append((replace(told, content=b""), opened.enter_context(laid_aside([told.content]))))
                case _Done():
                    done = told
        if done.refusal:
            raise DocumentError(done.refusal)
        made.sort(key=lambda one: KNOWN.index(one[0].format))
        files = tuple((one.name, opened.enter_context(set_apart(content)) if one.a_sheet else content) for one, content in made)
        yield Export(files=files, withheld=done.withheld, hints=done.hints)


def composed(draft: Draft, stopped: Callable[[], bool]) -> Proposal:
    """Return the proposal for reading: its blocks are composed, and what machines read of it is left out.

    Raises `StoppedError` once it is not wanted any more, `DocumentError` where the process has ended without it.
    """
    found = [told.proposal for told in _told(draft, stopped) if isinstance(told, _Composed)]
    return found[0]


def _told(job: Job | Draft, stopped: Callable[[], bool]) -> Generator[_Told]:
    """Yield what the process says until it is done; one that ends before that is told."""
    command = (sys.executable, "-c", _CHILD, *sys.path)
    with (
        laid_aside([pickle.dumps(job)]) as given,
        laid_aside([]) as complaints,
        subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=complaints) as process,  # noqa: S603 - our own words
    ):
        Thread(target=_end_unwanted, args=(process, stopped), daemon=True).start()
        told: Any = None
        try:
            with suppress(EOFError, pickle.UnpicklingError):
                while process.stdout and not isinstance(told, _Done):
                    told = pickle.load(process.stdout)  # noqa: S301 - our own words
                    yield told
            status = process.wait()
        except BaseException:  # whoever asked hears no more of it
            process.kill()
            raise
        if stopped():
            raise StoppedError
        if not isinstance(told, _Done):
            complaints.seek(0)
            reason = " ".join(complaints.read().decode(errors="replace").strip().splitlines()[-1:]) or str(status)
            raise DocumentError(say("The files were not made: the process that makes them ended ({reason}).", reason=reason))


def _end_unwanted(process: subprocess.Popen[bytes], stopped: Callable[[], bool]) -> None:
    while process.poll() is None:
        if stopped():
            process.kill()
        sleep(_LOOKED)


def work() -> None:
    """Do the job that stands in the standard input: what the process does. What it says goes to the standard output."""
    job: Job | Draft = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own words
    out = sys.stdout.buffer
    sys.stdout = sys.stderr
    for told in _worked(job) if isinstance(job, Job) else _drafted(job):
        pickle.dump(told, out)
        out.flush()


def _drafted(draft: Draft) -> Iterator[_Composed | _Done]:
    from reviewer.casefile.file import open_case
    from reviewer.collector import collector_at_rest
    from reviewer.domain.assessment import assess
    from reviewer.domain.meeting.opened import read_by
    from reviewer.drafting import drafted

    file = open_case(draft.case)
    try:
        with collector_at_rest():
            proposal = drafted(file, assess(read_by(file.case(), draft.seat)), draft.produced, draft.seat)
            proposal.composed()
            yield _Composed(replace(proposal, data={}))
            yield _Done()
    finally:
        file.close()


def _worked(job: Job) -> Iterator[_Told]:
    from reviewer.casefile.errors import CaseFileError
    from reviewer.casefile.file import open_case
    from reviewer.collector import collector_at_rest
    from reviewer.documents.press import Sheet, pdf_here
    from reviewer.documents.typeset import forget
    from reviewer.exporting import begun, unmade
    from reviewer.language.speech import Speech

    speech = Speech(job.language)
    try:
        with closing(open_case(job.case)) as file, collector_at_rest():
            drafts, steps = begun(file, job.order, job.formats, speech, job.case.parent)
            for number, step in enumerate(sorted(steps, key=lambda step: step.format == LAST)):
                yield _Begun(number)
                for name, one in unmade(step, drafts, speech):
                    if not isinstance(one, Sheet):
                        yield _Made(step.format, name, one, a_sheet=False)
                    elif one.long:
                        yield _Made(step.format, name, one.packed(), a_sheet=True)
                    else:
                        yield _Made(step.format, name, pdf_here(one), a_sheet=False)
                        forget()
            yield _Done(drafts.withheld, drafts.hints)
    except (DocumentError, CaseFileError) as error:
        yield _Done(refusal=error.said)
