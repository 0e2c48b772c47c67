"""The app composes, binds and paints; what it shows is computed elsewhere."""

from __future__ import annotations

import contextlib
import gc
import os
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.events import Event, Key

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import say
from reviewer.home import settings_folder
from reviewer.language.speech import Speech
from reviewer.tui.commands import Command, Commanding
from reviewer.tui.drawing.glyphs import glyphs
from reviewer.tui.drawing.theme import PALETTES, theme
from reviewer.tui.host import Host
from reviewer.tui.opener import Opener, open_file
from reviewer.tui.page import Page
from reviewer.tui.session import Clock, Session, utc_now
from reviewer.tui.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from reviewer.tui.live import Live

ALWAYS = {"ctrl+q", "f1"}
"""Keys that no keymap can take away: out, and help."""

_SETTLED = 0.5
"""Seconds from the start until everything that stays is loaded."""

UNMOVED = {"app.quit", "app.help"}


class ReviewerApp(Commanding, Host):
    """The council's app, on its start page or on one case."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="app.help", name=say("Help"), action="help", keys=("f1",), footer=say("Help"), always=True),
        Command(id="app.palette", name=say("Commands"), action="palette", keys=("ctrl+p",), footer=say("Commands")),
        Command(id="app.theme", name=say("Next theme: night, day, contrast"), action="next_theme", keys=("f2",)),
        Command(id="app.quit", name=say("Quit"), action="quit", keys=("ctrl+q",), always=True),
    )

    def __init__(
        self,
        path: Path | None = None,
        seat: str | None = None,
        *,
        language: str = "nb",
        clock: Clock = utc_now,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.page = Page.LIST
        self.case_path = path
        self.case_seat = seat
        self.clock = clock
        self.opener: Opener = open_file
        self.speech = Speech(language)
        self.settings = settings or load_settings()
        self.glyphs = glyphs(os.environ.get("REVIEWER_GLYPHS", self.settings.glyphs))
        self.animation_level = "none"
        self.session: Session | None = None
        self.live: Live | None = None
        self._keys_pressed = self._told_at = 0
        self._dress()

    def _dress(self) -> None:
        for palette in PALETTES:
            self.register_theme(theme(palette))
        names = [palette.name for palette in PALETTES]
        self.theme = self.settings.theme if self.settings.theme in names else names[0]
        moved = {key: keys for key, keys in self.settings.keys.items() if key not in UNMOVED and not ALWAYS & set(keys.split(","))}
        self.settings = replace(self.settings, keys=moved)
        self.set_keymap(moved)

    def on_mount(self) -> None:
        from reviewer.tui.opening import first_screen

        self.push_screen(first_screen(self, self.case_path, self.case_seat, self.page))
        self.set_timer(_SETTLED, settle_memory)

    def show_start(self) -> None:
        from reviewer.tui.opening import start_screen

        self.switch_screen(start_screen())

    def show_case(self, path: Path) -> None:
        from reviewer.tui.opening import case_screen

        self.switch_screen(case_screen(self, path))

    def show_list(self, session: Session) -> None:
        from reviewer.tui.opening import batch_screen

        self.switch_screen(batch_screen(session))

    def remember(self, settings: Settings) -> None:
        self.settings = settings
        save_settings(settings)

    def opened(self, session: Session) -> None:
        if self.session is not None and self.session is not session:
            self.keep_in_step("")
            self.session.close()
        self.session = session
        self.remember(self.settings.opened(session.path.resolve()))

    def keep_in_step(self, place: str) -> None:
        from reviewer.tui.live import Live, is_server

        if self.live is not None:
            self.live.stop()
            self.live = None
        if self.session is not None and is_server(place):
            self.live = Live(self, self.session, place, self.heard)
            self.live.start()

    def heard(self) -> None:
        """Show what has come in from others, or how the exchange stands; a screen below is painted when it comes up again."""
        from reviewer.tui.screen import CaseScreen

        if isinstance(self.screen, CaseScreen):
            self.screen.repaint_if_changed()
            self.screen.exchange_changed()

    def on_unmount(self) -> None:
        if self.live is not None:
            self.live.stop()
        if self.session is not None:
            self.session.close()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key):
            self._keys_pressed += 1
        await super().on_event(event)

    def make_way(self) -> None:
        """Take away the messages that were shown before the last key: the next one tells of what was done now."""
        if self._told_at != self._keys_pressed:
            self._told_at = self._keys_pressed
            self.clear_notifications()

    def failed(self, error: BaseException) -> None:
        """Say that something in the background did not work; the app goes on. What it was is written beside the settings."""
        if isinstance(error, CaseFileError):
            self.notify(self.speech.text(error.said), markup=False, severity="error", timeout=30)
            return
        path = write_fault(error)
        self.notify(
            self.speech.text(say("That did not work. What happened is written in {path}.", path=str(path))), markup=False, severity="error"
        )

    def _fatal_error(self) -> None:
        """Stop without showing what stood in the variables: that is applicants' and members' text."""
        if isinstance(self._exception, CaseFileError):
            self.panic(Text(self.speech.text(self._exception.said)))
            return
        path = write_fault(self._exception) if self._exception else settings_folder()
        said = say("The app had to stop. Everything you had done is saved. What happened is written in {path}.", path=str(path))
        self.panic(Text(self.speech.text(said)))

    def action_help_quit(self) -> None:
        """Answer Ctrl+C, which ends other programs: here it copies."""
        self.notify(self.speech.text(say("Ctrl+Q quits.")), markup=False)

    def action_help(self) -> None:
        from reviewer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        from reviewer.tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(self.screen))

    def action_next_theme(self) -> None:
        names = [palette.name for palette in PALETTES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.remember(replace(self.settings, theme=self.theme))


def settle_memory() -> None:
    """Leave what is loaded by now out of every later collection: the full ones are the rare slow key presses."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def write_fault(error: BaseException) -> Path:
    """Write where in the program the error arose, without any values, and return the file's path."""
    path = settings_folder() / "last-fault.txt"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
        path.write_text(f"{type(error).__name__}\n{''.join(frames)}", encoding="utf-8")
    return path


def run_app(path: Path | None, seat: str | None, language: str, *, clock: Clock = utc_now, page: Page = Page.LIST) -> int:
    """Run the app until the user leaves it; return the exit status."""
    app = ReviewerApp(path, seat, language=language, clock=clock)
    app.page = page
    gc.disable()
    app.run()
    return app.return_code or 0
