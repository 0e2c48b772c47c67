"""Minutes kept on paper, taken in from the meeting's page: tried first, then written as one act or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import say, say_number
from reviewer.exchange.errors import ExchangeError
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.files import FileScreen

if TYPE_CHECKING:
    from reviewer.recording import Taken


def take_in(screen: CaseScreen[Any]) -> None:
    """Ask for the file, say what is wrong with it or what it would write, and write that."""

    def chosen(path: Path | None) -> None:
        if path is not None:
            _try(screen, path)

    screen.app.push_screen(FileScreen(say("The minutes that were kept"), (".toml",), screen.session.path.resolve().parent), chosen)


def _try(screen: CaseScreen[Any], path: Path) -> None:
    from reviewer.recording import hear_minutes
    from reviewer.tui.screens.problems import ProblemsScreen

    session = screen.session
    heard = hear_minutes(session.casefile(), session.seat, path, session.clock(), screen.speech)
    if heard.problems:
        screen.app.push_screen(ProblemsScreen(heard.problems))
    elif not heard.steps:
        screen.tell(say("The case holds these minutes already. Nothing was written."))
    else:
        _confirm(screen, path, heard)


def _confirm(screen: CaseScreen[Any], path: Path, heard: Taken) -> None:
    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes:
            _write(screen, heard)

    title = say("Take in the minutes of {file}?", file=path.name)
    number = len(heard.steps)
    what = say_number("{number} act of the meeting is written, as one.", "{number} acts of the meeting are written, as one.", number)
    screen.app.push_screen(ConfirmForm(title, what, say("Enter does it. Esc leaves it as it is.")), answered)


def _write(screen: CaseScreen[Any], heard: Taken) -> None:
    from reviewer.recording import write_minutes

    session = screen.session
    at = session.clock()
    try:
        write_minutes(session.casefile(), session.seat, heard, at)
    except (CaseFileError, ExchangeError) as refused:
        screen.warn(refused.said)
        return
    session.changed(at)
    screen.repaint_if_changed()
    screen.tell(say("The minutes are taken in."))
