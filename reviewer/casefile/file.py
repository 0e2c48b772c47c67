"""A case file open for work: read the case, append what happened, take back the last act.

Every append is one transaction: the events, and the rows of the lists that follow from them. When it returns, it is on disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.casefile import errors, feeds, receiving
from reviewer.casefile.codec import Envelope, encode, event_of
from reviewer.casefile.connection import check_header, connect, guarded
from reviewer.casefile.correspondence import Correspondence
from reviewer.casefile.errors import CaseFileError, Refused
from reviewer.casefile.openfile import subject
from reviewer.collector import collector_at_rest
from reviewer.domain.admission import Link
from reviewer.domain.case import Case
from reviewer.domain.committee import Committee, SeatRole
from reviewer.domain.enrolment import FeedCountersigned, HandedIn, SeatEnrolled
from reviewer.domain.events import (
    ApplicationReceived,
    CaseOpened,
    Dissented,
    Event,
    Happening,
    Rated,
    Register,
    Undone,
)
from reviewer.domain.feeds import feed_of
from reviewer.domain.meeting.acts import FeedLocked, MeetingAct, MinutesLocked
from reviewer.domain.meeting.opened import undeclared
from reviewer.domain.mending import Again, replaced, same_person
from reviewer.domain.recusal import takes_part
from reviewer.domain.registers import AT_ONCE, Dating, holders
from reviewer.domain.rights import refusal
from reviewer.domain.said import Said, say
from reviewer.domain.system import system_words
from reviewer.domain.timeliness import stamped, untimely
from reviewer.signatures import Signer

if TYPE_CHECKING:
    from reviewer.casefile.verify import Verification

__all__ = ["CaseFile", "CaseFileError", "Refused", "create", "create_copy", "open_case", "subject"]


def create(path: Path, opened: CaseOpened, seat: str, at: datetime, also: Sequence[Happening] = ()) -> CaseFile:
    """Make a new case at a place that is free, with what else it begins with, as one act that is never undone.

    Raises `CaseFileError`; then no file is left behind.
    """
    return create_signed(path, [opened, *also], seat, at, None)


def create_signed(path: Path, bodies: Sequence[Happening], seat: str, at: datetime, signer: Signer | None) -> CaseFile:
    """Make a new case in the same way, signed from its first event on where its second one enrols the signer's key."""
    from uuid import uuid4

    with _new_file(path, str(uuid4())) as file:
        file.signer = signer
        file.append(seat, bodies, at)
    return file


def create_copy(path: Path, case_id: str, receive: Callable[[CaseFile], None]) -> CaseFile:
    """Make a copy of a case at a place that is free, of what `receive` puts into it. On an error no file is left behind."""
    with _new_file(path, case_id) as file:
        receive(file)
    return file


@contextmanager
def _new_file(path: Path, case_id: str) -> Iterator[CaseFile]:
    if path.exists():
        raise errors.exists(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        raise errors.unwritable(path, system_words(error)) from error
    file: CaseFile | None = None
    try:
        with guarded(path):
            file = CaseFile(path, connect(path), case_id=case_id)
        yield file
    except BaseException:
        if file is not None:
            file.close()  # Windows deletes no file that is open
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def open_case(path: Path) -> CaseFile:
    """Open a case for reading and writing. Raises `CaseFileError`; a file that is no case, or newer, is not touched."""
    check_header(path)
    with guarded(path):
        return CaseFile(path, connect(path))


class CaseFile(Correspondence):
    """One open case: what a seat does is written here. Use it from the thread that opened it."""

    def append(
        self, seat: str, bodies: Sequence[Happening], at: datetime, apart: timedelta = AT_ONCE, instead_of: str = ""
    ) -> tuple[Event, ...]:
        """Write what this seat did, as one act. Raises `Refused` where the seat may not; then nothing is written.

        Its events are that far `apart`: what is dated alike counts as having happened at once, whatever its order here. What is
        remembered under the name `instead_of` is forgotten with it, both or neither.
        """
        if not bodies:
            return ()
        with guarded(self.path), self._transaction(), collector_at_rest():
            concerned = {subject(body) for body in bodies} - {""}
            known = self._known(concerned)
            bodies = self._checked(seat, bodies, known, Dating(at, apart))
            events = self._write(seat, bodies, Dating(at, apart), self._holders(bodies, known))
            self._list(events, concerned, set(known))
            self._drop(instead_of)
        return events

    def say_again(self, seat: str, acts: Sequence[Again], at: datetime) -> tuple[Event, ...]:
        """Write again, as one act, what this seat has done before and what no longer counts: as it was given, whatever the phase is now.

        What somebody else has said of the same field meanwhile, unseen, is not replaced. Raises `Refused` where the seat may not.
        """
        if not acts:
            return ()
        bodies = [one.body for one in acts]
        with guarded(self.path), self._transaction(), collector_at_rest():
            concerned = {subject(body) for body in bodies} - {""}
            known = self._known(concerned)
            case = self.case(only=())
            self._refuse_key(case, seat)
            self._refuse(case.committee, seat, bodies, known)
            if case.lock_events and (late := _untimely(case, bodies)):
                raise Refused(late)
            held = self._holders(bodies, known)
            own = self._own_keys(case, seat)
            for one in acts:
                held.update({register: replaced(held.get(register, ()), one, own) for register in one.body.registers})
            events = self._write(seat, bodies, Dating(at), held)
            self._list(events, concerned, set(known))
        return events

    def _list(self, events: Sequence[Event], concerned: set[str], known: set[str]) -> None:
        """Write the lists that follow; where it may have changed whose acts count, all of them."""
        if receiving.changes_what_counts(self._connection, [event.body for event in events]) and receiving.bar(self._connection):
            self._rewrite_lists()
        else:
            self._update_lists(events, concerned, known)

    def _own_keys(self, case: Case, seat: str) -> Collection[str]:
        """Return the keys whose words this machine's key may replace: those of the same person."""
        own = self.signer.key if self.signer else ""
        same = same_person(case.enrolments, seat)
        return {key for holder, key in case.enrolments.keys if holder == seat and same(key, own)} | {own, ""}

    def undo(self, seat: str, at: datetime) -> tuple[Event, ...]:
        """Take back the seat's last act that is not taken back yet; return its events, or none where there is nothing left."""
        act = self._last_act(seat)
        if not act:
            return ()
        if feeds.built_on(self._connection, seat, act):
            raise Refused(say("Others have worked on these applications since they came in. That import can no longer be undone."))
        sent = self.sent(f"own:{seat}")
        if sent and any(event.kind == "handed_in" and event.id in sent.ids for event in act):
            raise Refused(say("This was handed in and sent. Change your ratings, and hand in again."))
        taken: dict[tuple[str, str], list[str]] = {}
        for event in act:
            taken.setdefault((event.feed, subject(event.body)), []).append(event.id)
        bodies = [Undone(events=tuple(ids), application=application, of=feed) for (feed, application), ids in taken.items()]
        self.append(seat, bodies, at)
        return act

    def verify(self) -> Verification:
        """Return what is wrong with the file, if anything; see `reviewer.casefile.verify`."""
        from reviewer.casefile.verify import verify

        own = self.signer.key if self.signer else ""
        with guarded(self.path), self.at_hand() as known:
            found = verify(self._connection, self.case_id, own, self._rewrite_lists, known)
            return replace(found, remarks=(*found.remarks, *self._disorder())) if found.ok else found

    def _disorder(self) -> tuple[Said, ...]:
        """Return what the minutes cannot be locked with, of what a meeting has decided: a merge may have left it so."""
        from reviewer.domain.meeting.disorder import disorder

        if self._connection.execute("SELECT 1 FROM events WHERE kind IN ('decided', 'overrun_decided')").fetchone() is None:
            return ()
        return disorder(self.case())

    def _checked(self, seat: str, bodies: Sequence[Happening], known: Mapping[str, str], dating: Dating) -> Sequence[Happening]:
        """Return what will be written; raise `Refused` where the seat may not do it, or not now."""
        opening = bodies[0]
        if isinstance(opening, CaseOpened):
            self._refuse(opening.committee, seat, bodies, known)
            return bodies
        case = self.case(only=())
        self._refuse_key(case, seat)
        self._refuse(case.committee, seat, bodies, known)
        self._refuse_undeclared(case, bodies)
        said = self._rehearsed(seat, bodies, known, dating) if _concerns_a_meeting(case, bodies) else _untimely(case, bodies)
        if said := said or _ahead(bodies, dating):
            raise Refused(said)
        return [stamped(case, body, known) for body in bodies]

    def _rehearsed(self, seat: str, bodies: Sequence[Happening], known: Collection[str], dating: Dating) -> Said | None:
        """Return why the act is not done as the meeting stands, or None; the library of rules is loaded when there is a meeting."""
        from reviewer.domain.meeting.rehearsal import rehearsed

        whole = any(isinstance(body, MinutesLocked) for body in bodies)
        treated = self._connection.execute("SELECT DISTINCT application FROM events WHERE kind IN ('decided', 'vote_taken')")
        events = self._events_of(None if whole else {*known, *(key for (key,) in treated)})
        return rehearsed(events, seat, bodies, dating, self._sealed())

    def _refuse(self, committee: Committee, seat: str, bodies: Sequence[Happening], known: Collection[str]) -> None:
        holder = committee.seat(seat)
        if holder is None:
            names = ", ".join(one.id for one in committee.seats)
            raise Refused(say("The committee has no seat {seat}. Its seats are {names}.", seat=seat, names=names))
        for body in bodies:
            if said := refusal(committee, holder, body):
                raise Refused(said)
            key = subject(body)
            if key and key not in known and not isinstance(body, ApplicationReceived | FeedCountersigned | FeedLocked | Undone):
                raise Refused(say("There is no application {application} in the case.", application=key))
            self._refuse_recused(committee, seat, body, key)

    def _refuse_recused(self, committee: Committee, seat: str, body: Happening, key: str) -> None:
        """Refuse what a recused seat does to the application, or what is recorded as its dissent; its own declaration it may change."""
        undone = feeds.bodies(self._connection, body.events) if isinstance(body, Undone) and key else ()
        acting = {seat} if key and takes_part(seat, body, undone) else set()
        for concerned in acting | ({body.dissenter} if isinstance(body, Dissented) else set()):
            sql = "SELECT 1 FROM recusals WHERE seat = ? AND application = ?"
            holder = committee.seat(concerned)
            if holder is not None and self._connection.execute(sql, (concerned, key)).fetchone():
                raise Refused(say("{seat} is recused from {application} and takes no part in it.", seat=holder.name, application=key))

    def _refuse_undeclared(self, case: Case, bodies: Sequence[Happening]) -> None:
        """Refuse a rating of what the seat has not declared its interest in, in a round that asks for that."""
        keys = {body.application for body in bodies if isinstance(body, Rated)}
        if keys and case.declared_first and (said := undeclared(self.case(only=keys), bodies)):
            raise Refused(said)

    def _known(self, ids: Collection[str]) -> dict[str, str]:
        """Return those of the applications that are in the case, each with the id of its newest revision."""
        rows = self._connection.execute(
            "SELECT id, event FROM applications WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return dict(rows.fetchall())

    def _holders(self, bodies: Sequence[Happening], known: Collection[str]) -> dict[Register, tuple[Event, ...]]:
        if isinstance(bodies[0], CaseOpened):
            return {}
        return holders(self._events_of(known), self._sealed())

    def _write(self, seat: str, bodies: Sequence[Happening], dating: Dating, held: dict[Register, tuple[Event, ...]]) -> tuple[Event, ...]:
        from secrets import token_hex

        signer = self.signer if self._signs(bodies) else None
        key = signer.key if signer else ""
        dating = replace(dating, at=feeds.moment(self._connection, seat, dating.at))
        ends = feeds.ends(self._connection, seat, key, {feed_of(body) for body in bodies})
        links: list[Link] = []
        for turn, body in enumerate(bodies):
            feed = feed_of(body)
            number, previous = ends.get(feed, (0, ""))
            envelope = Envelope(
                case=self.case_id,
                seat=seat,
                number=number + 1,
                act=int(dating.at.timestamp() * 1000),
                previous=previous,
                at=dating.of(turn),
                replaces=tuple(dict.fromkeys(event.id for register in body.registers for event in held.get(register, ()))),
                feed=feed,
                key=key,
                salt=token_hex(8) if isinstance(body, Rated) else "",
                had=receiving.had_about(self._connection, body),
            )
            stored = encode(envelope, body)
            event = event_of(envelope, body, stored)
            links.append(Link(event=event, case="", previous=previous, stored=stored, signature=signer.sign(stored) if signer else None))
            held.update(dict.fromkeys(body.registers, (event,)))
            ends[feed] = (number + 1, event.id)
        receiving.insert_events(self._connection, links)
        return tuple(link.event for link in links)

    def _signs(self, bodies: Sequence[Happening]) -> bool:
        """Whether this act is signed: where the case demands signatures, or begins to."""
        if self.signer is None:
            return False
        if isinstance(bodies[0], CaseOpened):
            return any(isinstance(body, SeatEnrolled) and body.key == self.signer.key for body in bodies)
        return isinstance(bodies[0], SeatEnrolled) or self.case(only=()).enrolments.demanded

    def _refuse_key(self, case: Case, seat: str) -> None:
        """Refuse to write without a key where the case demands one, or with a key that speaks for another seat or for none any more."""
        if not case.enrolments.demanded:
            return
        if self.signer is None:
            raise Refused(say("This case demands signatures. Make a key on this machine first: reviewer identity new."))
        key = self.signer.key
        if not case.enrolments.is_open(key):
            raise Refused(say("This machine's key was closed. Make a new one, reviewer identity new --again, and have it enrolled."))
        seats, holder = case.enrolments.seats_of(key), case.committee.seat(seat)
        if not seats and holder is not None and holder.role is SeatRole.SECRETARIAT:
            raise Refused(say("This machine's key is not enrolled in the case. The secretariat enrols it: reviewer identity enrol."))
        if seats and seat not in seats:
            raise Refused(say("This machine's key speaks for {seats}, not for {seat}.", seats=", ".join(seats), seat=seat))

    def _last_act(self, seat: str) -> tuple[Event, ...]:
        return feeds.last_act(self._connection, seat, self.signer.key if self.signer else "")


def _concerns_a_meeting(case: Case, bodies: Sequence[Happening]) -> bool:
    """Whether the act is weighed by the meeting's rules: it is of a meeting, or there has been one; a rating never is."""
    if case.meeting_acts and not all(isinstance(body, Rated | HandedIn) for body in bodies):
        return True
    return any(isinstance(body, MeetingAct) for body in bodies)


def _ahead(bodies: Sequence[Happening], dating: Dating) -> Said | None:
    """Return that an act tells of a day after today, on this machine's calendar; or None."""
    if not any(isinstance(body, MeetingAct) for body in bodies):
        return None
    from reviewer.domain.meeting.ahead import ahead

    return ahead(bodies, dating.at.astimezone().date())


def _untimely(case: Case, bodies: Sequence[Happening]) -> Said | None:
    return next((said for said in (untimely(case, body) for body in bodies) if said), None)
