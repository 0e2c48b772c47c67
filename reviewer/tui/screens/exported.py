"""An export while it goes on, and the finished files to open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from reviewer.apart import LARGE, LAST, Job, export
from reviewer.domain.publication import Withholding
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.slotted import dataclass
from reviewer.domain.telling import FIELD_NAMES, Hint, hinted
from reviewer.tui.commands import Command
from reviewer.tui.forms.export import FORMATS, TITLES, Wish
from reviewer.tui.screen import CommandModal
from reviewer.tui.session import Session

if TYPE_CHECKING:
    from reviewer.ordered import Order

_BAR = 40
"""Cells of the bar."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an export: the files that were written, or why none was; neither where it was cancelled.

    `withheld` is what they leave out for the public, `hints` what may tell something of it: told here, and in none of the files.
    """

    files: tuple[Path, ...] = ()
    refusal: Said | None = None
    withheld: tuple[Withholding, ...] = ()
    hints: tuple[Hint, ...] = ()


class ExportScreen(CommandModal[None]):
    """Writes the files in a thread, a format at a time; until the last one is made nothing is written, and Esc stops it."""

    CSS_PATH = "exported.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="exported.close", name=say("Stop; close when it is done"), action="close", keys=("escape", "q"), footer=say("Close")),
        Command(id="exported.folder", name=say("Open the folder with the system's program"), action="folder", keys=("m",)),
    )

    def __init__(self, session: Session, wish: Wish) -> None:
        super().__init__()
        self.session = session
        self.wish = wish
        self.outcome: Outcome | None = None
        self._apart = session.info.applications >= LARGE
        self._done = -1
        self._writing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.text(TITLES[self.wish.kind]), classes="dialog-title", markup=False)
            yield Static(id="steps", markup=False)
            yield Static(id="bar", markup=False)
            yield Static(id="outcome", markup=False)
            yield OptionList(id="files", markup=False)
            with VerticalScroll(id="withheld"):
                yield Static(markup=False)
            yield Static(self.text(say("Esc stops. Nothing is written before everything is made.")), classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        self.query_one("#files").display = False
        self.query_one("#withheld").display = False
        self._paint()
        self.in_background(self._export, self._ended, "export")

    # --- In the thread

    def _export(self) -> Outcome:
        from reviewer.casefile.errors import CaseFileError
        from reviewer.documents.errors import DocumentError, StoppedError
        from reviewer.documents.press import until

        worker = get_current_worker()
        try:
            with until(lambda: worker.is_cancelled):
                return self._made_apart() if self._apart else self._made_here()
        except StoppedError:
            return Outcome()
        except (DocumentError, CaseFileError) as error:
            return Outcome(refusal=error.said)

    def _made_here(self) -> Outcome:
        """Make every format, and only then write; stop between two of them where that is asked for."""
        from reviewer.exporting import Files, begun

        worker, beside = get_current_worker(), self.session.beside()
        try:
            drafts, known = begun(beside.casefile(), self._asked(), self.wish.formats, self.speech, self.session.path.parent)
            files: dict[str, Files] = {}
            for done, step in enumerate(sorted(known, key=lambda step: step.format == LAST)):
                if worker.is_cancelled:
                    return Outcome()
                self.app.call_from_thread(self._progress, done)
                files[step.format] = step.make()
        finally:
            beside.close()
        return self._written([file for step in known for file in files[step.format]], drafts.withheld, drafts.hints)

    def _made_apart(self) -> Outcome:
        """Have every format made by processes of their own, and then write what they made."""
        worker = get_current_worker()
        job = Job(case=self.session.path, order=self._asked(), formats=self.wish.formats, language=self.speech.language)
        with export(job, lambda done: self.app.call_from_thread(self._progress, done), lambda: worker.is_cancelled) as made:
            return self._written(((name, content.read()) for name, content in made.files), made.withheld, made.hints)

    def _asked(self) -> Order:
        from reviewer.ordered import Order

        wish, today = self.wish, self.session.clock().astimezone().date()
        return Order(produced=today, kind=wish.kind, about=wish.about, seat=self.session.seat, audience=wish.audience)

    def _written(self, files: Iterable[tuple[str, bytes]], withheld: tuple[Withholding, ...], hints: tuple[Hint, ...]) -> Outcome:
        from reviewer.documents import files as disk

        if get_current_worker().is_cancelled or not self.app.call_from_thread(self._may_write):
            return Outcome()
        return Outcome(disk.write_files(self.wish.folder, files), withheld=withheld, hints=hints)

    def _may_write(self) -> bool:
        """From now on nothing stops it, unless it was stopped already: what says that nothing is written must be true."""
        self._writing = self.outcome is None
        return self._writing

    # --- What is shown

    def _progress(self, done: int) -> None:
        self._done = done
        self._paint()

    def _paint(self) -> None:
        """Show each format with its state, and the bar; before the first format the paper itself is being composed."""
        formats = [name for name in self._order() if name in self.wish.formats]
        glyphs, done = self.reviewer.glyphs, self._done
        lines = [self._line(glyphs.met if at < done else glyphs.more if at == done else " ", name) for at, name in enumerate(formats)]
        self.query_one("#steps", Static).update("\n".join(lines))
        share = Fraction(max(0, done), len(formats))
        counted = say("{done} of {all}", done=max(0, done), all=len(formats))
        self.query_one("#bar", Static).update(f"{glyphs.bar(share, _BAR):<{_BAR}}  {self.text(counted)}")

    def _order(self) -> tuple[str, ...]:
        from reviewer.ordered import KNOWN

        return tuple(sorted(KNOWN, key=lambda name: name == LAST))

    def _line(self, mark: str, name: str) -> str:
        return f"{mark} {self.text(FORMATS[name])}"

    def _ended(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if outcome.refusal is not None:
            self._say(outcome.refusal, "-refused")
        elif outcome.files:
            self._progress(len(self.wish.formats))
            self._say(say("Written to {folder}. Enter opens a file.", folder=str(self.wish.folder.resolve())), "-written")
            self._list(outcome.files)
            self._tell(outcome)

    def _say(self, said: Said, kind: str) -> None:
        self.add_class(kind)
        self.query_one("#outcome", Static).update(self.text(said))
        self.query_one(".dialog-note", Static).update(
            self.text(say("Esc closes.") if kind != "-written" else say("M opens the folder. Esc closes."))
        )

    def _list(self, files: tuple[Path, ...]) -> None:
        options = self.query_one("#files", OptionList)
        options.add_options([Option(Text(file.name), id=str(at)) for at, file in enumerate(files)])
        options.display = True
        options.highlighted = 0
        options.focus()
        self.query_one("#steps").display = False

    def _tell(self, outcome: Outcome) -> None:
        """Show the secretariat what may hint at what is withheld; then what the public's files leave out, and on which ground."""
        lines = [*self._hints(outcome.hints), *self._withheld(outcome.withheld)]
        if lines:
            shown = self.query_one("#withheld")
            shown.query_one(Static).update("\n".join(lines))
            shown.display = True

    def _hints(self, hints: tuple[Hint, ...]) -> Iterator[str]:
        if hints:
            yield self.text(hinted(len(hints)))
            yield from (f"{one.application}  {self.text(FIELD_NAMES.get(one.field, one.field))}  «{one.words}»".lstrip() for one in hints)
            yield ""

    def _withheld(self, withheld: tuple[Withholding, ...]) -> Iterator[str]:
        if not withheld:
            return
        lead = say_number(
            "{number} field was withheld. The list is for the secretariat, and is in none of the files.",
            "{number} fields were withheld. The list is for the secretariat, and is in none of the files.",
            len(withheld),
        )
        yield self.text(lead)
        yield from (f"{one.application}  {self.text(FIELD_NAMES.get(one.field, one.field))}  {one.ground}".rstrip() for one in withheld)

    # --- What a person does

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if self.outcome is not None and event.option.id is not None:
            self._open(self.outcome.files[int(event.option.id)])

    def action_folder(self) -> None:
        if self.outcome is not None and self.outcome.files:
            self._open(self.wish.folder)

    def _open(self, path: Path) -> None:
        try:
            self.reviewer.opener(path)
        except OSError:
            self.warn(say("No program on this machine opens {file}.", file=path.name))

    def action_close(self) -> None:
        """Stop what goes on, and say that nothing was written; close what has ended."""
        if self.outcome is None and self._writing:
            return
        if self.outcome is None:
            self.workers.cancel_group(self, "export")
            self.outcome = Outcome()
            self._say(say("Stopped. Nothing is written."), "-refused")
            return
        self.dismiss(None)
