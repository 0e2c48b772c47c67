"""From the start page: a member's copy of a case is made of the secretariat's packet, and opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.domain.said import Said, say
from reviewer.home import data_folder
from reviewer.tui.actions.exchanging import needs_passphrase, refused_or
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.screen import CommandScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.files import FileScreen
from reviewer.tui.typed.written_path import path_in

if TYPE_CHECKING:
    from reviewer.merging import Merged

PACKETS = (".sakspakke",)
Open = Callable[[Path], None]


def begin_from_packet(screen: CommandScreen[Any], opened: Open) -> None:
    """Ask for the packet, for its passphrase where it has one, and where the copy is kept; make it, and open it."""

    def chosen(packet: Path | None) -> None:
        if packet is None:
            return
        if needs_passphrase(packet):
            screen.app.push_screen(Ask(say("The packet's passphrase")), lambda secret: _with_secret(screen, packet, secret, opened))
        else:
            _ask_place(screen, packet, "", opened)

    screen.app.push_screen(FileScreen(say("The packet from the secretariat"), PACKETS), chosen)


def _with_secret(screen: CommandScreen[Any], packet: Path, secret: str | None, opened: Open) -> None:
    if secret is not None:
        _ask_place(screen, packet, secret, opened)


def _ask_place(screen: CommandScreen[Any], packet: Path, secret: str, opened: Open) -> None:
    def answered(text: str | None) -> None:
        if text is not None:
            path = path_in(text)
            work = partial(refused_or, partial(_made, packet, path, secret, screen))
            screen.in_background(work, lambda answer: _told(screen, path, answer, opened), "receive")

    place = data_folder() / f"{packet.stem}.sak"
    note = say("Keep it on this machine, not in a folder that something replicates.")
    screen.app.push_screen(Ask(say("Where is your copy of the case kept?"), str(place), note, _taken), answered)


def _taken(text: str) -> Said | None:
    path = path_in(text)
    if not text.strip() or path.is_dir():
        return say("Write the path of a file.")
    return say("There is a file at {path} already. Write another path.", path=str(path)) if path.exists() else None


def _made(packet: Path, path: Path, secret: str, screen: CommandScreen[Any]) -> Merged:
    from reviewer.merging import Desk, merge_files
    from reviewer.own_key import own_key

    path.parent.mkdir(parents=True, exist_ok=True)
    return merge_files(path, [packet], Desk(own=own_key(), at=screen.reviewer.clock(), passphrase=secret))


def _told(screen: CommandScreen[Any], path: Path, answer: Merged | Said, opened: Open) -> None:
    """Say why it did not work; else show the words of the secretariat's key, to be compared once, and open the case."""
    if isinstance(answer, Said):
        screen.warn(answer)
    elif not path.exists():
        reasons = [one.why for one in (*answer.refused, *answer.held)]
        screen.warn(reasons[0] if reasons else say("There is nothing in it to take in."))
    elif not answer.sender_words:
        opened(path)
    else:
        _compare(screen, path, answer.sender_words, opened)


def _compare(screen: CommandScreen[Any], path: Path, words: tuple[str, ...], opened: Open) -> None:
    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes:
            opened(path)

    what = say("The words of its key: {words}. They are the same that the secretariat reads to you.", words=" ".join(words))
    title = say("Compare the secretariat's key over the phone, once")
    screen.app.push_screen(ConfirmForm(title, what, say("Enter opens the case. Esc leaves it closed.")), answered)
