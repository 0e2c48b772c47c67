"""One seat at work on one case: what the screens read, and the one way in which they change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.casefile.browse import Browser, CaseFrame, CaseInfo
from reviewer.domain.seats import SeatRole

if TYPE_CHECKING:
    from reviewer.casefile.file import CaseFile
    from reviewer.domain.assessment import Assessment, Judged
    from reviewer.domain.case import Case
    from reviewer.domain.events import Event, Happening
    from reviewer.own_key import OwnKey
    from reviewer.tui.kept_sets import KeptSets

_RATES = frozenset({SeatRole.CHAIR, SeatRole.MEMBER})

Clock = Callable[[], datetime]
"""Tells the time in UTC; the tests bring their own."""


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


@contextmanager
def _key_at_hand() -> Iterator[None]:
    """Say what is wrong with this machine's key as a refusal: then nothing was written."""
    from reviewer.casefile.errors import Refused
    from reviewer.exchange.errors import ExchangeError

    try:
        yield
    except ExchangeError as error:
        raise Refused(error.said) from error


class Session:
    """A case file open for one seat. Reads at once; `act` is on disk when it returns.

    Used from the app's own thread only: SQLite binds a connection to its thread. A worker makes its own `Session.beside`.
    """

    def __init__(self, path: Path, seat: str, clock: Clock = utc_now) -> None:
        """Open the case for reading; raise `CaseFileError` where the file is no case. Lists of an earlier program are made again first."""
        self.path = path
        self.seat = seat
        self.clock = clock
        self.browser = Browser(path)
        self.version = 0
        self.saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        self._frame: CaseFrame | None = None
        self._info: CaseInfo | None = None
        self._file: CaseFile | None = None
        self._judged: dict[str, Judged] = {}
        self._assessment: Assessment | None = None
        self._behind: frozenset[str] = frozenset()
        self._declared_first: bool | None = None
        self._sets: KeptSets | None = None
        self._replaces = ""
        self._written = 0
        self.passphrase = ""
        """What opens this machine's key, where it was given here: until the case is closed, and in no file."""
        if not self.browser.current():
            _renew_lists(path)
        self._written = self._version_on_disk()

    @property
    def frame(self) -> CaseFrame:
        """What the case is, without its sums: quick however large the case is."""
        if self._frame is None:
            self._frame = self.browser.frame()
        return self._frame

    @property
    def info(self) -> CaseInfo:
        """What the case is, as the lists have it."""
        if self._info is None:
            self._info = self.browser.info(self.seat)
        return self._info

    @property
    def seat_name(self) -> str:
        """The seat's name, or its id where the committee has no such seat."""
        return next((seat.name for seat in self.frame.seats if seat.id == self.seat), self.seat)

    def casefile(self) -> CaseFile:
        """Return the case file, opened when it is first asked for: its libraries load slowly."""
        if self._file is None:
            from reviewer.casefile.file import open_case

            self._file = open_case(self.path)
            self._file.signer = self.own()
        return self._file

    def own(self) -> OwnKey | None:
        """Return this machine's identity, or None where it has none; each thread asks for one of its own."""
        from reviewer.home import identity_card

        if not identity_card().exists():
            return None
        from reviewer.own_key import own_key, passphrase_in_environment

        return own_key(lambda: self.passphrase or passphrase_in_environment())

    def sign_anew(self) -> None:
        """Take up this machine's identity again, where it was made or opened since the case was opened."""
        self.casefile().signer = self.own()

    def case(self, application: str) -> Case:
        """Return the case with this one application, as the seat may see and read it."""
        return self._read(self.casefile().case(only=(application,)))

    def whole_case(self) -> Case:
        """Return the case as the seat may see and read it."""
        return self._read(self.casefile().case())

    def _read(self, case: Case) -> Case:
        from reviewer.domain.meeting.opened import read_by

        return read_by(case, self.seat)

    def may_read(self, application: str) -> bool:
        """Whether the seat may read the application now: in a round that asks for declarations, it declares its own first."""
        if self._declared_first is None:
            self._declared_first = self.casefile().case(only=()).declared_first
        if not self._declared_first:
            return True
        from reviewer.domain.meeting.opened import content_open

        case = self.case(application)
        return application in case.dossiers and content_open(case, application, self.seat)

    def asks_first(self, application: str) -> bool:
        """Whether the seat is asked for its interest in the application before it opens."""
        if all(one.id != self.seat or one.role not in _RATES for one in self.frame.seats):
            return False
        from reviewer.domain.meeting.opened import asked_first

        return asked_first(self.case(application), application, self.seat)

    def judged(self, application: str) -> Judged | None:
        """Return one application with its answers, or None where the seat may not see it."""
        if application not in self._judged:
            from reviewer.domain.assessment import judge_dossier

            case = self.case(application)
            if application not in case.dossiers:
                return None
            self._judged[application] = judge_dossier(case, case.dossiers[application])
        return self._judged[application]

    def assessment(self) -> Assessment:
        """Return the whole case with its answers, as the seat may see it; computed anew after each change."""
        found = self.assessed()
        if found is None:
            from reviewer.domain.assessment import assess

            found = self._assessment = assess(self._read(self.casefile().case()))
        return found

    def assessed(self) -> Assessment | None:
        """Return the assessment where it is ready, or only single applications have changed since: nobody waits for it here."""
        if self._assessment is not None and self._behind:
            from reviewer.domain.assessment import caught_up

            self._assessment = caught_up(self._assessment, self._read(self.casefile().case(only=self._behind)))
            self._behind = frozenset()
        return self._assessment

    def keep(self, assessment: Assessment, version: int) -> None:
        """Keep what another thread computed of the case as it was at `version`, unless it has changed since."""
        if version == self.version:
            self._assessment, self._behind = assessment, frozenset()

    @property
    def sets(self) -> KeptSets:
        """The sets of grants and the wishes that this seat tries: kept on this laptop, and in no case file."""
        if self._sets is None:
            from reviewer.tui.kept_sets import load_sets

            self._sets = load_sets(self._sets_path())
        return self._sets

    def keep_sets(self, sets: KeptSets) -> None:
        """Keep these sets and wishes; on disk when it returns."""
        from reviewer.tui.kept_sets import save_sets

        self._sets = sets
        save_sets(self._sets_path(), sets)

    def _sets_path(self) -> Path:
        from reviewer.tui.kept_sets import sets_path

        return sets_path(self.casefile().case_id, self.seat)

    def act(self, bodies: Sequence[Happening]) -> tuple[Event, ...]:
        """Write what the seat did, as one act; raise `Refused` where it may not. On disk when it returns."""
        at = self.clock()
        with _key_at_hand():
            events = self.casefile().append(self.seat, bodies, at, instead_of=self._replaces)
        self.changed(at, _alone(bodies))
        return events

    @contextmanager
    def instead_of(self, kept: str) -> Iterator[None]:
        """Until this ends, an act stands in place of what is kept under this name, and takes it away with it."""
        self._replaces = kept
        try:
            yield
        finally:
            self._replaces = ""

    def undo(self) -> tuple[Event, ...]:
        """Take back the seat's last act; return its events, or none where there is nothing to take back."""
        at = self.clock()
        with _key_at_hand():
            undone = self.casefile().undo(self.seat, at)
        if undone:
            self.changed(at, _alone([event.body for event in undone]))
        return undone

    def changed(self, at: datetime, alone: frozenset[str] = frozenset()) -> None:
        """Forget what was computed: the case has changed, or these applications `alone` have."""
        self.version += 1
        self._written = self._version_on_disk()
        self.saved_at = at
        self._frame = None
        self._info = None
        self._declared_first = None
        self._judged.clear()
        self._behind |= alone
        if not alone:
            self._assessment, self._behind = None, frozenset()

    def wrote_beside_the_case(self) -> None:
        """Know that what was just written in the file is no event: nothing that was computed is forgotten for it."""
        self._written = self._version_on_disk()

    def moved_on(self) -> bool:
        """Whether another program has written in the file since this was last asked; then what was computed is forgotten."""
        if self._version_on_disk() == self._written:
            return False
        self.changed(self.clock())
        return True

    def _version_on_disk(self) -> int:
        """Return the file's version, or the one that was last seen while somebody else is writing in it."""
        from reviewer.casefile.errors import CaseFileError

        try:
            return self.browser.data_version()
        except CaseFileError:
            return self._written

    def beside(self) -> Session:
        """Return a session on the same case for another thread; close it there."""
        session = Session(self.path, self.seat, self.clock)
        session.passphrase = self.passphrase
        return session

    def close(self) -> None:
        """Close the file."""
        self.browser.close()
        if self._file is not None:
            self._file.close()


def _alone(bodies: Sequence[Happening]) -> frozenset[str]:
    """Return the applications that this happened to, or none where more than their own answers and places may have changed."""
    from reviewer.domain.assessment import ALONE

    found = frozenset(body.application for body in bodies if isinstance(body, ALONE))
    return found if all(isinstance(body, ALONE) for body in bodies) else frozenset()


def _renew_lists(path: Path) -> None:
    """Open the file for work once: the lists of an earlier program are made again by that."""
    from reviewer.casefile.file import open_case

    open_case(path).close()
