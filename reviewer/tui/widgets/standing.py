"""The quiet line below the list: the phase, what is handed in and to be sent, the last exchange, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.widgets import Static

from reviewer.domain.said import say
from reviewer.tui.commands import declared
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.wording.choices import STAGE

if TYPE_CHECKING:
    from reviewer.domain.said import Said
    from reviewer.exchange_state import ExchangeState
    from reviewer.tui.screen import CaseScreen
    from reviewer.tui.session import Session

LARGE = 2_000
"""In a case of more applications the line is only worked out once something has been exchanged: that takes a while in a thread."""


class StandingLine(Static):
    """One line of muted text, made in a thread."""

    DEFAULT_CSS = "StandingLine { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self, session: Session) -> None:
        super().__init__("", markup=False)
        self.session = session

    def read(self) -> None:
        """Find out where the exchange stands, and tell it."""
        from functools import partial

        from reviewer.tui.actions.exchanging import read_state, refused_or

        quiet = not self.session.casefile().remembered("last") and self.session.info.applications > LARGE
        if quiet:
            self.update(self._phase())
            return
        screen = cast("CaseScreen[None]", self.screen)
        screen.in_background(partial(refused_or, partial(read_state, self.session)), self._tell, "standing")

    def _phase(self) -> str:
        return cast("CaseScreen[None]", self.screen).text(STAGE[self.session.frame.stage])

    def _tell(self, state: ExchangeState | Said) -> None:
        from reviewer.exchange_state import ExchangeState
        from reviewer.tui.wording.exchange import quiet_words

        screen = cast("CaseScreen[None]", self.screen)
        if not isinstance(state, ExchangeState):
            return
        live = screen.reviewer.live
        words = [screen.text(one) for one in quiet_words(state, self.session.clock(), live.status if live else None)]
        line, hint = one_line(" · ".join([self._phase(), *words])), f" · {self._hint(screen)}"
        self.update(line + hint if cell_len(line + hint) <= self.size.width else line)

    @staticmethod
    def _hint(screen: CaseScreen[None]) -> str:
        """Return which key shows all of it."""
        command = next((one for one in declared(screen) if one.id == "batch.exchange"), None)
        key = command.shown_key(screen.reviewer.settings.keys, screen.text) if command else ""
        return screen.text(say("{key} shows the exchange", key=key))
