"""The exchange with the other laptops: where it stands, and all that is done about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from reviewer.domain.enrolment import HandedIn
from reviewer.domain.said import Said, say, say_number
from reviewer.exchange_state import ExchangeState
from reviewer.tui.actions.exchanging import Packing, needs_passphrase, pack, read_state, receivers, refused_or, sync
from reviewer.tui.commands import Command, Doer
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.live import is_server
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.session import Session
from reviewer.tui.subject import OFFICE
from reviewer.tui.typed.written_path import path_in
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView
from reviewer.tui.wording.exchange import write_state

if TYPE_CHECKING:
    from reviewer.syncing import Synced

PACKETS = (".sakspakke",)


class ExchangeScreen(CaseScreen[None]):
    """One quiet place: handed in, to be sent, the last exchange, conflicts, who has come how far."""

    CSS_PATH = "exchange.tcss"
    PURPOSE = say(
        "Where the exchange with the other laptops stands. Work never waits for it: what could not be sent now is sent the next time."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="exchange.hand_in", name=say("Hand in your ratings"), action="hand_in", keys=("h",), by=Doer.RATES, footer=say("Hand in")
        ),
        Command(id="exchange.sync", name=say("Exchange with the folder or the server"), action="sync", keys=("s",), footer=say("Exchange")),
        Command(id="exchange.pack", name=say("Write a packet to send"), action="pack", keys=("p",), footer=say("Packet")),
        Command(id="exchange.take", name=say("Take in a packet that has come"), action="take", keys=("t",), footer=say("Take in")),
        Command(id="exchange.conflicts", name=say("What was set in two places"), action="conflicts", keys=("c",), footer=say("Conflicts")),
        Command(id="exchange.place", name=say("Choose another folder or server"), action="place", keys=("S",)),
        Command(id="exchange.key", name=say("This machine's key: make it, open it, write its card"), action="key", keys=("n",)),
        Command(id="exchange.enrol", name=say("Enrol a seat's key by its words"), action="enrol", keys=("e",), by=Doer.OFFICE),
        Command(id="exchange.close_key", name=say("Close the key of a lost machine"), action="close_key", keys=("L",), by=Doer.OFFICE),
        Command(id="exchange.undo", name=say("Undo your last act"), action="undo", keys=("u",)),
        Command(id="exchange.back", name=say("Back to the list"), action="back", keys=("escape", "q")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: ExchangeState | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield SheetView(self._write, id="standing")
        yield KeyBar()

    def on_mount(self) -> None:
        top = self.query_one("#top", TopLine)
        top.title = self.text(say("Exchange"))
        top.aside = f"{self.session.frame.committee} · {self.session.frame.call}"
        top.status = self.session.seat_name
        self.query_one("#standing").focus()
        self.read()

    def read(self) -> None:
        """Read where it stands, in a thread."""
        self.in_background(partial(refused_or, partial(read_state, self.session)), self._show, "state")

    def case_changed(self) -> None:
        self.read()

    def exchange_changed(self) -> None:
        self.read()

    def _show(self, state: ExchangeState | Said) -> None:
        if isinstance(state, Said):
            self.warn(state)
            return
        self.state = state
        self.query_one("#standing", SheetView).write()

    def _write(self, sheet: Sheet) -> None:
        if self.state is not None:
            live = self.reviewer.live
            write_state(sheet, self.state, self.session.clock(), live.status if live else None)
            write_key(sheet, self.session)

    def _is_office(self) -> bool:
        return any(seat.id == self.session.seat and seat.role in OFFICE for seat in self.session.frame.seats)

    def _changed(self, said: Said) -> None:
        """Say what was done, and show the case as it is now."""
        self.session.changed(self.session.saved_at)
        self.tell(said)
        self.repaint_if_changed()

    # --- Handing in

    def action_hand_in(self) -> None:
        from reviewer.domain.handing import to_hand_in

        if self.state is None or not self.state.rates:
            self.warn(say("{seat} does not rate applications.", seat=self.session.seat_name))
            return
        found = to_hand_in(self.session.casefile().case(), self.session.seat)
        if not found.whole and not found.partly:
            self.tell(say("There is nothing new to hand in."))
        elif found.whole and found.partly:
            self._choose_what(found.whole, found.partly)
        else:
            self._confirm(found.whole or found.partly, found.partly)

    def _choose_what(self, whole: tuple[str, ...], partly: tuple[str, ...]) -> None:
        both = (*whole, *partly)
        choices = [
            ("whole", say_number("{number} that is rated in full", "{number} that are rated in full", len(whole))),
            ("all", say("All {number} that you have begun", number=len(both))),
        ]

        def chosen(which: str | None) -> None:
            if which is not None:
                self._confirm(whole if which == "whole" else both, () if which == "whole" else partly)

        self.app.push_screen(Choice(say("Which ratings do you hand in?"), choices), chosen)

    def _confirm(self, ids: tuple[str, ...], partly: tuple[str, ...]) -> None:
        title = say_number("Hand in your ratings of {number} application?", "Hand in your ratings of {number} applications?", len(ids))
        what = say("The secretariat gets them with the next exchange. Until they are sent, u takes this back.")
        if partly:
            what = say("{what} Not rated in full: {ids}.", what=what, ids=", ".join(partly))

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
            if yes and self.act([HandedIn(application=key, seat=self.session.seat) for key in ids]):
                self.tell(say_number("{number} application handed in", "{number} applications handed in", len(ids)))

        self.app.push_screen(ConfirmForm(title, what, say("Enter hands in. Esc leaves it as it is.")), answered)

    # --- Packets

    def action_pack(self) -> None:
        if not self._is_office():
            self._ask_path("")
            return
        seats = [(seat.id, seat.name) for seat in self.session.frame.seats if seat.role not in OFFICE]

        def chosen(seat: str | None) -> None:
            if seat is not None:
                self._ask_path(seat)

        self.app.push_screen(Choice(say("Whose copy of the case?"), seats), chosen)

    def _ask_path(self, receiver: str) -> None:
        name = f"{self.session.path.stem}-{receiver or self.session.seat}{PACKETS[0]}"

        def answered(path: str | None) -> None:
            if path is not None:
                self._ask_secret(Packing(receiver=receiver, path=path_in(path)))

        question = say("Where is the packet written?")
        self.app.push_screen(Ask(question, str(self.session.path.with_name(name)), check=_path_wrong), answered)

    def _ask_secret(self, packing: Packing) -> None:
        """Ask for a passphrase where there is no key to encrypt to."""
        if receivers(self.session, packing.receiver):
            self._pack(packing)
            return
        note = say("No key is enrolled for the receiver. Tell the passphrase by another way than the packet.")

        def answered(secret: str | None) -> None:
            if secret is not None:
                self._pack(Packing(receiver=packing.receiver, path=packing.path, passphrase=secret))

        self.app.push_screen(Ask(say("Under which passphrase?"), "", note, _secret_wrong), answered)

    def _pack(self, packing: Packing) -> None:
        self.in_background(partial(refused_or, partial(pack, self.session, packing)), self._changed, "pack")

    def action_take(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        self.app.push_screen(FileScreen(say("Take in a packet"), PACKETS, self.session.path.parent), self._packet_chosen)

    def _packet_chosen(self, path: Path | None) -> None:
        from reviewer.tui.screens.incoming import IncomingScreen

        if path is None:
            return
        if not needs_passphrase(path):
            self.app.push_screen(IncomingScreen(self.session, path))
            return

        def answered(secret: str | None) -> None:
            if secret is not None:
                self.app.push_screen(IncomingScreen(self.session, path, secret))

        self.app.push_screen(Ask(say("The packet's passphrase"), "", None, _secret_wrong), answered)

    # --- Places

    def action_sync(self) -> None:
        place = self.session.casefile().remembered("place")
        if place:
            self._sync(place)
        else:
            self.action_place()

    def action_place(self) -> None:
        note = say("A folder that all can reach, or a server: postgresql://login@server/council")
        before = self.session.casefile().remembered("place")

        def answered(place: str | None) -> None:
            if place is not None and place.strip():
                self._sync(place.strip())

        self.app.push_screen(Ask(say("Where do the laptops meet?"), before, note), answered)

    def _sync(self, place: str) -> None:
        self.tell(say("Exchanging."))
        self.in_background(partial(refused_or, partial(sync, self.session, place)), partial(self._synced, place), "sync")

    def _synced(self, place: str, answer: Synced | Said) -> None:
        if isinstance(answer, Said):
            self.warn(answer)
            return
        if is_server(place):
            self.reviewer.keep_in_step(place)
        for told in (*answer.merged.refused, *answer.merged.no_longer):
            self.warn(say("{packet}: {why}", packet=told.packet, why=told.why))
        came = say_number("{number} event came in.", "{number} events came in.", answer.merged.added)
        sent = say("Sent to {names}.", names=", ".join(answer.sent)) if answer.sent else say("There was nothing to send.")
        self._changed(say("{came} {sent}", came=came, sent=sent))

    # --- Conflicts and keys

    def action_conflicts(self) -> None:
        from reviewer.tui.screens.conflicts import ConflictsScreen

        self.app.push_screen(ConflictsScreen(self.session))

    def action_key(self) -> None:
        from reviewer.tui.actions.keys import own_key_dialog

        own_key_dialog(self, self.read)

    def action_enrol(self) -> None:
        from reviewer.tui.actions.keys import enrol_dialog

        enrol_dialog(self)

    def action_close_key(self) -> None:
        from reviewer.tui.actions.keys import close_dialog

        close_dialog(self)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_back(self) -> None:
        self.dismiss()


def write_key(sheet: Sheet, session: Session) -> None:
    """Write this machine's key: the words that its holder reads aloud, and the seat it speaks for."""
    own = session.own()
    sheet.heading(say("This machine's key"))
    if own is None:
        sheet.prose(say("None yet. Press n to make one."))
        return
    seats = session.casefile().case(only=()).enrolments.seats_of(own.key)
    names = [seat.name for seat in session.frame.seats if seat.id in seats]
    sheet.fact(say("Name"), own.card.name or "–")
    sheet.fact(say("Words"), " ".join(own.card.words))
    sheet.fact(say("Speaks for"), ", ".join(names) or say("no seat yet: read the words to the secretariat"))


def _path_wrong(text: str) -> Said | None:
    path = path_in(text)
    return None if text.strip() and path.parent.is_dir() and not path.is_dir() else say("There is no such folder. Write another path.")


def _secret_wrong(text: str) -> Said | None:
    return None if text.strip() else say("Write the passphrase.")
