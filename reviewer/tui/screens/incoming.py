"""A packet that has come: what would come in is listed first, and Enter takes it in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from reviewer.domain.case import sees
from reviewer.domain.narration import placed
from reviewer.domain.said import Said, say, say_number
from reviewer.tui.actions.exchanging import refused_or, rehearse, take_in
from reviewer.tui.commands import Command
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from reviewer.merging import Merged


class IncomingScreen(CaseScreen[None]):
    """The list; nothing is written before Enter."""

    CSS_PATH = "exchange.tcss"
    PURPOSE = say("Nothing is written before you have seen what comes in.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="incoming.take", name=say("Take it in"), action="take", keys=("enter",), footer=say("Take in")),
        Command(
            id="incoming.back", name=say("Back; nothing is written"), action="back", keys=("escape",), footer=say("Back, write nothing")
        ),
    )

    def __init__(self, session: Session, packet: Path, passphrase: str = "") -> None:
        super().__init__(session)
        self.packet = packet
        self.passphrase = passphrase
        self.merged: Merged | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Take in a packet")), self.packet.name, self.session.seat_name)
        yield SheetView(self._write, id="standing")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#standing").focus()
        self.in_background(partial(refused_or, partial(rehearse, self.session, self.packet, self.passphrase)), self._rehearsed, "incoming")

    def _rehearsed(self, answer: Merged | Said) -> None:
        if isinstance(answer, Said):
            self.warn(answer)
            self.dismiss()
            return
        self.merged = answer
        self.query_one("#standing", SheetView).write()

    def _write(self, sheet: Sheet) -> None:
        if self.merged is None:
            sheet.prose(say("Reading."), Tone.MUTED)
            return
        write_incoming(sheet, self.merged, self.session)

    def action_take(self) -> None:
        if self.merged is None:
            return
        if not self.merged.added and not self.merged.held:
            self.tell(say("There is nothing in it to take in."))
            return
        work = partial(refused_or, partial(take_in, self.session, self.packet, self.passphrase))
        self.in_background(work, self._taken, "incoming")

    def _taken(self, answer: Merged | Said) -> None:
        if isinstance(answer, Said):
            self.warn(answer)
            return
        self.session.changed(self.session.saved_at)
        self.tell(say_number("{number} event came in.", "{number} events came in.", answer.added))
        self.dismiss()

    def action_back(self) -> None:
        self.dismiss()


def write_incoming(sheet: Sheet, merged: Merged, session: Session) -> None:
    """Write what would come in, what would wait and what is refused, each with its reason."""
    sheet.prose(say_number("{number} event comes in.", "{number} events come in.", merged.added), Tone.STRONG)
    if merged.already_here:
        sheet.prose(say_number("{number} was here already.", "{number} were here already.", merged.already_here), Tone.MUTED)
    told_apart = (
        (say("Refused"), merged.refused, Tone.BAD),
        (say("Waits"), merged.held, Tone.ATTENTION),
        (say("No longer counts"), merged.no_longer, Tone.ATTENTION),
    )
    for heading, told, tone in told_apart:
        if told:
            sheet.heading(heading)
            for one in told:
                times = f" (×{one.times})" if one.times > 1 else ""
                sheet.hung((("– ", tone),), f"{sheet.text(one.why)}{times}")
    if merged.incoming and merged.case is not None:
        sheet.heading(say("This comes in"))
        committee = session.casefile().case(only=()).committee
        names = {seat.id: seat.name for seat in session.frame.seats}
        shown = session.casefile().case().sight(session.seat)
        for event in merged.incoming:
            if sees(shown, event):
                words = placed(event.body, committee)
            else:
                words = say("{application}: a rating, kept from you until the ratings are opened", application=event.application)
            sheet.hung(((f"{names.get(event.seat, event.seat)}: ", Tone.MUTED),), words)
