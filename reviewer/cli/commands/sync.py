"""`reviewer sync`: exchange with a shared folder or with the council's server."""

from __future__ import annotations

import argparse
import sys
import threading
from dataclasses import replace
from pathlib import Path

from reviewer.casefile.file import CaseFileError, open_case
from reviewer.cli.answers import Answer, Refusal, Status, harmless
from reviewer.cli.commands.exchange import not_handed_in
from reviewer.cli.commands.merge import merged_answer
from reviewer.cli.looking import passphrase_or_asked, warn_of_replication
from reviewer.cli.main import now
from reviewer.domain.said import Said, say
from reviewer.exchange.errors import ExchangeError
from reviewer.exchange.server import set_up
from reviewer.language.speech import Speech
from reviewer.merging import Writing
from reviewer.own_key import OwnKey, own_key, seat_of_own
from reviewer.server_syncing import Watch, admit_login, sync_server, watch
from reviewer.syncing import Synced, sync_folder

_SERVER = ("postgresql://", "postgres://")


def sync(call: argparse.Namespace, speech: Speech) -> Answer:
    """Exchange once, or until Ctrl+C with `--watch`; or set a server up."""
    if call.create:
        set_up(call.create)
        return Answer(
            words=(say("The server is set up. Let each login in with: reviewer sync CASE {url} --admit LOGIN=SEAT", url="postgresql://…"),)
        )
    if call.case and not call.place and call.case.exists():
        call.place = _remembered(call)
    if not call.case or not call.place:
        raise Refusal(say("Name the case and the place: reviewer sync CASE FOLDER|postgresql://..."), Status.MISUSED)
    if call.admit:
        return _admit(call)
    warn_of_replication(call)
    own = own_key(passphrase_or_asked)
    if own is None:
        raise Refusal(say("This machine has no identity yet. Make one: reviewer identity new."))
    if call.watch:
        return _watch(call, own, speech)
    if call.place.startswith(_SERVER):
        answer = _answer(sync_server(call.case, call.place, own, now()), own, speech)
    else:
        answer = _answer(sync_folder(call.case, Path(call.place), own, now()), own, speech)
    return replace(answer, words=(*answer.words, *_left(call.case, own)))


def _left(path: Path, own: OwnKey) -> tuple[Said, ...]:
    """Return which applications' ratings were not sent, because they are not handed in."""
    file = open_case(path)
    try:
        case = file.case()
    finally:
        file.close()
    seat = seat_of_own(case, own)
    return not_handed_in(case, seat) if seat else ()


def _remembered(call: argparse.Namespace) -> str:
    file = open_case(call.case)
    try:
        return file.remembered("place")
    finally:
        file.close()


def _admit(call: argparse.Namespace) -> Answer:
    login, _, seat = call.admit.partition("=")
    if not login or not seat:
        raise Refusal(say("Say which login speaks for which seat: --admit LOGIN=SEAT."), Status.MISUSED)
    admit_login(call.case, call.place, login, seat)
    return Answer(words=(say("{login} speaks for {seat} on the server.", login=login, seat=seat),))


def _answer(synced: Synced, own: OwnKey, speech: Speech) -> Answer:
    merged = merged_answer(synced.merged, own, Writing.WRITTEN, speech)
    sent = ", ".join(synced.sent)
    words = (*merged.words, say("Sent to {names}.", names=sent) if sent else say("There was nothing to send."))
    return Answer(data={**merged.data, "sent": list(synced.sent)}, parts=merged.parts, words=words, status=merged.status)


def _watch(call: argparse.Namespace, own: OwnKey, speech: Speech) -> Answer:
    if not call.place.startswith(_SERVER):
        raise Refusal(say("Only a server can be watched. A folder is looked at with each sync."), Status.MISUSED)
    stop = threading.Event()

    def told(what: Synced | ExchangeError | CaseFileError) -> None:
        said = _answer(what, own, speech).words if isinstance(what, Synced) else [what.said]
        print("\n".join(harmless(speech.text(one)) for one in said), file=sys.stderr, flush=True)

    try:
        watch(Watch(path=call.case, url=call.place, own=own, stop=stop, told=told))
    except KeyboardInterrupt:
        stop.set()
    return Answer()
