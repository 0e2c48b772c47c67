"""A new case: which committee, which batches, how much money, and where the case is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Said, say, say_number
from reviewer.home import data_folder
from reviewer.shipped import committee_names, committee_path
from reviewer.tui.cells import one_line
from reviewer.tui.commands import Command
from reviewer.tui.kroner import kroner_in
from reviewer.tui.screen import CommandScreen
from reviewer.tui.widgets.bars import KeyBar, TopLine

if TYPE_CHECKING:
    from reviewer.opening import Imported

BATCH_SUFFIXES = (".xlsx", ".csv", ".json", ".toml")


class NewCaseScreen(CommandScreen[Path | None]):
    """Answers the path of the case that was made, or None."""

    CSS_PATH = "new_case.tcss"
    PURPOSE = say("A case keeps the committee's rules as they stand now. Batches can be imported later, too.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="new.create", name=say("Make the case"), action="create", keys=("ctrl+s",), footer=say("Make the case")),
        Command(id="new.batch", name=say("Add a batch file"), action="batch", keys=("ctrl+b",), footer=say("Add a batch")),
        Command(id="new.register", name=say("Choose the register of municipalities"), action="register", keys=("ctrl+r",)),
        Command(id="new.drop", name=say("Leave out the files again"), action="drop", keys=("ctrl+x",)),
        Command(
            id="new.committee",
            name=say("Use a committee file of your own"),
            action="committee",
            keys=("ctrl+o",),
            footer=say("Own committee"),
        ),
        Command(id="new.back", name=say("Back without making a case"), action="back", keys=("escape",), footer=say("Back")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.committee = ""
        self.batches: tuple[Path, ...] = ()
        self.register: Path | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("New case")))
        with VerticalScroll(id="new"):
            yield Static(self.text(say("The committee's rules")), classes="label", markup=False)
            yield OptionList(id="committees", markup=False)
            yield Static(self.text(say("Batches")), classes="label", markup=False)
            yield Static(id="batches", markup=False)
            yield Static(self.text(say("Register of municipalities (may be left empty)")), classes="label", markup=False)
            yield Static(id="register", markup=False)
            yield Static(self.text(say("Frame in kroner (may be left empty)")), classes="label", markup=False)
            yield _steady(Input(id="budget", placeholder="40 000 000"))
            yield Static(self.text(say("Save the case as")), classes="label", markup=False)
            yield _steady(Input(str(data_folder() / "sak.sak"), id="path", select_on_focus=False))
            yield Static(id="wrong", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        options = self.query_one("#committees", OptionList)
        for key in committee_names():
            options.add_option(Option(_committee_line(key), id=key))
        options.highlighted = 0
        options.focus()
        self._list_batches()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.committee = event.option.id or ""

    def on_option_list_option_selected(self) -> None:
        self.query_one("#budget", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "budget":
            self.query_one("#path", Input).focus()
        else:
            self.action_create()

    def _list_batches(self) -> None:
        names = "\n".join(one_line(str(path)) for path in self.batches)
        self.query_one("#batches", Static).update(names or self.text(say("None yet. Ctrl+B adds a file.")))
        register = one_line(str(self.register)) if self.register else self.text(say("None yet. Ctrl+R chooses a file."))
        self.query_one("#register", Static).update(register)

    def action_batch(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        def chosen(path: Path | None) -> None:
            if path is not None and path not in self.batches:
                self.batches = (*self.batches, path)
                self._list_batches()

        folder = self.batches[-1].parent if self.batches else None
        self.app.push_screen(FileScreen(say("Add a batch"), BATCH_SUFFIXES, folder), chosen)

    def action_register(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.register = path
                self._list_batches()

        self.app.push_screen(FileScreen(say("Choose the register of municipalities"), (".csv", ".xlsx")), chosen)

    def action_drop(self) -> None:
        self.batches, self.register = (), None
        self._list_batches()

    def action_committee(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        def chosen(path: Path | None) -> None:
            if path is not None:
                options = self.query_one("#committees", OptionList)
                options.add_option(Option(one_line(str(path)), id=str(path)))
                options.highlighted = options.option_count - 1

        self.app.push_screen(FileScreen(say("Choose a committee file"), (".toml",)), chosen)

    def action_back(self) -> None:
        self.dismiss(None)

    def action_create(self) -> None:
        wrong = self._wrong()
        if wrong is None:
            self._create(partial=False)
        else:
            self._say_wrong(wrong)

    def _say_wrong(self, said: Said) -> None:
        self.query_one("#wrong", Static).update(self.text(said))

    def _wrong(self) -> Said | None:
        budget = self.query_one("#budget", Input).value
        if budget.strip() and kroner_in(budget) is None:
            return say("“{text}” is not an amount. Write kroner, for example 4 500 000.", text=budget)
        return None if self.query_one("#path", Input).value.strip() else say("Write where the case is to be saved.")

    def _path(self) -> Path:
        path = Path(self.query_one("#path", Input).value.strip()).expanduser()
        return path if path.suffix else path.with_suffix(".sak")

    def _create(self, *, partial: bool) -> None:
        path, budget, at = self._path(), kroner_in(self.query_one("#budget", Input).value), self.reviewer.clock()
        committee, batches, register, speech = self.committee, self.batches, self.register, self.speech

        def make() -> Imported | Said:
            from reviewer.exchange.errors import ExchangeError
            from reviewer.intake.committee import CommitteeError
            from reviewer.opening import Imported, NewCase, Taking, create_case
            from reviewer.own_key import own_key

            try:
                new = NewCase(committee=committee, batches=batches, municipalities=register, budget=budget, own=own_key())
                return create_case(path, new, at, speech, Taking.GOOD_ROWS if partial else Taking.ALL_OR_NOTHING)
            except CommitteeError as error:
                return Imported(problems=error.problems)
            except (CaseFileError, ExchangeError) as error:
                return error.said

        self._say_wrong(say("Reading."))
        self.in_background(make, self._made, "create")

    def _made(self, answer: Imported | Said) -> None:
        if isinstance(answer, Said):
            self._say_wrong(answer)
        elif not answer.written:
            self._say_wrong(
                say_number(
                    "{number} thing is wrong. Nothing was written.", "{number} things are wrong. Nothing was written.", len(answer.problems)
                )
            )
            self._ask(answer)
        else:
            self.dismiss(self._path())

    def _ask(self, answer: Imported) -> None:
        from reviewer.tui.screens.problems import ProblemsScreen

        def chosen(partial: bool | None) -> None:  # noqa: FBT001 - a dialog's answer
            if partial:
                self._create(partial=True)

        self.app.push_screen(ProblemsScreen(answer.problems), chosen)


def _steady(field: Input) -> Input:
    field.cursor_blink = False
    return field


def _committee_line(key: str) -> str:
    """Return a committee's name and scheme as its file has them; the file is read and checked when the case is made."""
    import tomli

    with committee_path(key).open("rb") as file:
        found = tomli.load(file)
    return f"{one_line(str(found.get('name', key)))}  ·  {one_line(str(found.get('scheme', key)))}"
