"""Open a case for a command, and see it as the seat that asks may see it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reviewer.casefile.file import CaseFile, open_case
from reviewer.cli.answers import Refusal
from reviewer.cli.arguments import text
from reviewer.domain.case import Case
from reviewer.domain.meeting.opened import content_open, read_by
from reviewer.domain.meeting.sitting import meetings
from reviewer.domain.mending import uncounted
from reviewer.domain.said import Said, say
from reviewer.domain.seats import secretariat
from reviewer.domain.thresholds import order_without_ratings
from reviewer.home import identity_card
from reviewer.language.speech import Speech


@contextmanager
def opened(call: argparse.Namespace) -> Iterator[CaseFile]:
    """Open the call's case with this machine's key, and close it afterwards. Where no seat is named, it is the one of that key."""
    warn_of_replication(call)
    file = open_case(call.case)
    try:
        if identity_card().exists():
            _sign(file, call)
        yield file
    finally:
        file.close()


def warn_of_replication(call: argparse.Namespace) -> None:
    """Say on stderr where the case lies in a folder that something replicates: copies of a half-written file would go round."""
    from reviewer.exchange.replication import replicated_by

    engine = replicated_by(call.case)
    if engine:
        from reviewer.cli.main import language

        said = say(
            "{path} lies in a folder that {engine} replicates. Keep the case outside it, and exchange through the folder: reviewer sync.",
            path=str(call.case),
            engine=engine,
        )
        print(Speech(language(call)).text(said), file=sys.stderr)


def _sign(file: CaseFile, call: argparse.Namespace) -> None:
    from reviewer.own_key import own_key, seat_of_own

    file.signer = own = own_key(passphrase_or_asked)
    if hasattr(call, "seat") and not call.seat and own:
        call.seat = seat_of_own(file.case(only=()), own)


def passphrase_or_asked() -> str:
    """Return the passphrase of this machine's key: from the environment, or asked for where somebody sits at the terminal."""
    from reviewer.own_key import passphrase_in_environment

    given = passphrase_in_environment()
    if given or not sys.stdin.isatty():
        return given
    from getpass import getpass

    return getpass(text(say("Passphrase: ")))


def seen(file: CaseFile, call: argparse.Namespace) -> Case:
    """Return the case as the call's seat may see and read it; without a seat the whole of it, as the file's holder has it."""
    case = file.case()
    if not call.seat:
        return case
    checked_seat(case, call.seat)
    return read_by(case, call.seat)


def blindness(case: Case, call: argparse.Namespace) -> tuple[Said, ...]:
    """Return the warning that the seat does not see all ratings yet, and what the places are made of in the meantime."""
    if case.stage.ratings_open or not call.seat:
        return ()
    if order_without_ratings(case.committee):
        return (say("The ratings are not opened. The order does not go by them."),)
    if all(seat.id != call.seat for seat in case.committee.rating_seats()):
        return (say("The ratings are not opened: there is no order yet."),)
    return (say("The ratings are not opened: places are made of this seat's own ratings."),)


def uncounted_words(file: CaseFile, call: argparse.Namespace) -> tuple[Said, ...]:
    """Return the warning that a seat's events are on file and nothing is made of them, where there are such."""
    from reviewer.mending import lost_seen_by

    return tuple(uncounted(seat, number) for seat, number in lost_seen_by(file, file.case(only=()), call.seat).items())


def chosen(case: Case, ids: list[str]) -> list[str]:
    """Return the ids that were asked for, or all; refuse those that are not in the case."""
    for key in ids:
        if key not in case.dossiers:
            raise Refusal(say("There is no application {application} in the case.", application=key))
    return ids or list(case.dossiers)


def opened_ids(case: Case, call: argparse.Namespace) -> list[str]:
    """Return the ids that were asked for, or all; refuse one whose content is closed until the call's seat has declared its interest."""
    ids = chosen(case, call.ids)
    closed = [key for key in call.ids if call.seat and not content_open(case, key, call.seat)]
    if closed:
        raise Refusal(
            say(
                "Declare the interest of {seat} first: reviewer declare CASE {application} none|possible|recused --as {seat}.",
                seat=call.seat,
                application=closed[0],
            )
        )
    return ids


def chosen_meetings(case: Case, ids: list[str]) -> list[str]:
    """Return the meetings that were asked for, or all; refuse those that were not called, and a case without any."""
    known = [one.id for one in meetings(case)]
    if not known:
        raise Refusal(say("No meeting is called in this case. Call one: reviewer meeting CASE call."))
    for key in ids:
        if key not in known:
            raise Refusal(say("There is no meeting {meeting} in the case. Its meetings are {names}.", meeting=key, names=", ".join(known)))
    return ids or known


def acting_seat(file: CaseFile, call: argparse.Namespace) -> str:
    """Return the seat that acts: the call's, else the secretariat's."""
    case = file.case(only=())
    if not call.seat:
        return secretariat(case.committee.seats)
    checked_seat(case, call.seat)
    return str(call.seat)


def own_seat(file: CaseFile, call: argparse.Namespace) -> str:
    """Return the seat that acts for itself; it has to be named where neither this machine's key nor its former one makes it clear."""
    case = file.case(only=())
    if not call.seat and identity_card().exists():
        from reviewer.own_key import seat_of_former

        call.seat = seat_of_former(case)
    if not call.seat:
        file.case()  # a file that cannot be read says so first
        names = ", ".join(seat.id for seat in case.committee.seats)
        raise Refusal(say("Say which seat acts: --as SEAT. The committee's seats are {names}.", names=names))
    checked_seat(case, call.seat)
    return str(call.seat)


def checked_seat(case: Case, seat: str) -> None:
    """Refuse a seat that the committee does not have."""
    if case.committee.seat(seat) is None:
        names = ", ".join(one.id for one in case.committee.seats)
        raise Refusal(say("The committee has no seat {seat}. Its seats are {names}.", seat=seat, names=names))
