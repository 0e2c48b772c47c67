"""For whom does this laptop act? The app asks where the command line did not say."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reviewer.domain.said import say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import fitted, one_line
from reviewer.tui.drawing.tones import Tone, palette_of, tone_style
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.wording.choices import ROLE

_NAME_CELLS = 44


class SeatScreen(CaseScreen[None]):
    """The seats of the case's committee, to choose one."""

    CSS_PATH = "seats.tcss"
    PURPOSE = say("Choose the seat that you speak for. What you do is recorded on it, and you see what that seat may see.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="seats.choose", name=say("Choose the seat"), action="choose", keys=("enter",), footer=say("Choose")),
        Command(id="seats.back", name=say("Back to the start page"), action="back", keys=("escape",), footer=say("Back")),
    )

    def __init__(self, session: Session, unknown: str = "") -> None:
        """Ask for a seat; `unknown` is one that was asked for and that the committee does not have."""
        super().__init__(session)
        self.unknown = unknown

    def compose(self) -> ComposeResult:
        info = self.session.frame
        yield TopLine(info.committee, info.call or info.scheme)
        with Vertical(id="seats"):
            yield Static(self.text(say("Which seat do you speak for?")), classes="dialog-title", markup=False)
            if self.unknown:
                yield Static(self.text(say("The committee has no seat {seat}.", seat=self.unknown)), id="unknown", markup=False)
            yield OptionList(*self.options(), markup=False)
        yield KeyBar()

    def options(self) -> list[Option]:
        """Return the seats with their roles."""
        muted = tone_style(palette_of(self.app.theme), Tone.MUTED)
        seats = self.session.frame.seats
        width = min(_NAME_CELLS, max(cell_len(one_line(seat.name)) for seat in seats))
        return [Option(Text.assemble(fitted(seat.name, width), "   ", (self.text(ROLE[seat.role]), muted)), id=seat.id) for seat in seats]

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        last = self.reviewer.settings.seats.get(str(self.session.path.resolve()), "")
        options.highlighted = next((at for at, seat in enumerate(self.session.frame.seats) if seat.id == last), 0)
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.session.seat = event.option.id or ""
        self.session.changed(self.session.saved_at)
        self.reviewer.remember(self.reviewer.settings.spoken_for(self.session.path.resolve(), self.session.seat))
        self.reviewer.show_list(self.session)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_back(self) -> None:
        self.reviewer.show_start()
