"""The meeting's papers to files: the invitation, the minutes, and the letters."""

from __future__ import annotations

from typing import Any

from reviewer.domain.meeting.sitting import Meeting
from reviewer.domain.proposal import Kind
from reviewer.domain.said import Said, say
from reviewer.tui.actions.intervening import is_seat
from reviewer.tui.forms.export import ExportForm, Wish
from reviewer.tui.screen import CaseScreen
from reviewer.tui.subject import OFFICE


def invitation(screen: CaseScreen[Any], met: Meeting) -> None:
    """Ask where the invitation goes: for the secretariat the whole one and one a seat, for others their own."""
    note = say("One file for all, and one for each seat without the cases that it is recused from.")
    write_papers(screen, Kind.AGENDA, (met.id,), note if is_seat(screen, OFFICE) else _own(screen))


def minutes_paper(screen: CaseScreen[Any], met: Meeting) -> None:
    """Ask where the minutes go."""
    note = None if met.locked else say("The minutes are not locked: the paper is a draft, and says so on its first page.")
    write_papers(screen, Kind.MINUTES, (met.id,), note if is_seat(screen, OFFICE) else _own(screen))


def write_papers(screen: CaseScreen[Any], kind: Kind, about: tuple[str, ...], note: Said | None) -> None:
    """Ask for folder and formats, write the files, and show how that goes."""

    def write(wish: Wish) -> None:
        from reviewer.tui.screens.exported import ExportScreen

        screen.call_later(screen.app.push_screen, ExportScreen(screen.session, wish))

    screen.app.push_screen(ExportForm(screen.session.path.resolve().parent, note, write, kind, about))


def _own(screen: CaseScreen[Any]) -> Said:
    return say("This is the case as {seat} sees it. The secretariat writes the paper that is sent.", seat=screen.session.seat_name)
