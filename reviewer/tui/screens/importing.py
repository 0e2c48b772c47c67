"""Import batches into the open case: choose a file, see what it would do, and do it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.tui.commands import Command
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.new_case import BATCH_SUFFIXES
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine

if TYPE_CHECKING:
    from reviewer.opening import Imported


class ImportScreen(CaseScreen[None]):
    """First asks for the file; then says what importing it does."""

    CSS_PATH = "importing.tcss"
    PURPOSE = say("Nothing is written before you have seen what the import does.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="import.do", name=say("Import"), action="write", keys=("enter",), footer=say("Import")),
        Command(id="import.file", name=say("Choose another file"), action="file", keys=("o",), footer=say("Another file")),
        Command(id="import.back", name=say("Back; nothing is written"), action="back", keys=("escape",), footer=say("Back, write nothing")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.path: Path | None = None
        self.partial = False

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Import applications")), self.session.info.committee)
        with Vertical(id="import"):
            yield Static(id="what", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.action_file()

    def action_file(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        self.app.push_screen(FileScreen(say("Import a batch"), BATCH_SUFFIXES), self._chosen)

    def _chosen(self, path: Path | None) -> None:
        if path is None:
            self.dismiss()
            return
        self.path, self.partial = path, False
        self._rehearse()

    def _rehearse(self) -> None:
        self._say(say("Reading."))
        self.in_background(self._rehearsal, self._rehearsed, "import")

    def _rehearsal(self) -> Imported | Said:
        return self._imported(dry_run=True)

    def _import(self) -> Imported | Said:
        return self._imported(dry_run=False)

    def _imported(self, *, dry_run: bool) -> Imported | Said:
        """Import in this thread, with a case file of its own: SQLite binds it to the thread."""
        from reviewer.casefile.file import open_case
        from reviewer.opening import Taking, plan_import, write_import

        if self.path is None:
            return say("Choose a file first.")
        taking = Taking.GOOD_ROWS if self.partial else Taking.ALL_OR_NOTHING
        try:
            file = open_case(self.session.path)
        except CaseFileError as error:
            return error.said
        try:
            plan = plan_import(file.case(), [self.path], self.speech, taking)
            return plan.answer if dry_run or plan.refused else write_import(file, plan, self.session.seat, self.session.clock())
        except CaseFileError as error:
            return error.said
        finally:
            file.close()

    def _rehearsed(self, answer: Imported | Said) -> None:
        if isinstance(answer, Said):
            self.path = None
            self._say(answer)
        elif answer.problems and not (self.partial and (answer.added or answer.revised or answer.set_aside)):
            self._ask(answer)
        else:
            self._say(*_words(answer))

    def _ask(self, answer: Imported) -> None:
        from reviewer.tui.screens.problems import ProblemsScreen

        def chosen(partial: bool | None) -> None:  # noqa: FBT001 - a dialog's answer
            if not partial:
                self.dismiss()
                return
            self.partial = True
            self._rehearse()

        self.app.push_screen(ProblemsScreen(answer.problems), chosen)

    def action_write(self) -> None:
        if self.path is not None:
            self._say(say("Writing."))
            self.in_background(self._import, self._written, "import")

    def _written(self, answer: Imported | Said) -> None:
        if isinstance(answer, Said):
            self._say(answer)
            return
        self.session.changed(self.session.clock())
        self.tell(say("Imported: {what}.", what=Listed(_came(answer))))
        self.dismiss()

    def _say(self, *said: Said) -> None:
        self.query_one("#what", Static).update("\n".join(self.text(one) for one in said))

    def action_back(self) -> None:
        self.dismiss()


def _words(answer: Imported) -> list[Said]:
    told = (
        (answer.added, say_number("{number} new application", "{number} new applications", answer.added)),
        (
            answer.revised,
            say_number("{number} changed: a new revision of each", "{number} changed: a new revision of each", answer.revised),
        ),
        (answer.unchanged, say_number("{number} as before", "{number} as before", answer.unchanged)),
        (answer.set_aside, say_number("{number} row is set aside", "{number} rows are set aside", answer.set_aside)),
    )
    return [*(words for number, words in told if number), say("Enter imports. Nothing is written yet.")]


def _came(answer: Imported) -> tuple[Said, ...]:
    """Return what came in, for one sentence."""
    told = (
        (answer.added, say_number("{number} new application", "{number} new applications", answer.added)),
        (answer.revised, say_number("{number} changed", "{number} changed", answer.revised)),
        (answer.set_aside, say_number("{number} row set aside", "{number} rows set aside", answer.set_aside)),
    )
    return tuple(words for number, words in told if number) or (say("nothing that was not there"),)
