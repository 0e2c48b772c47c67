"""A new case: which committee, which batches, how much money, and where the case is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reviewer.casefile.errors import CaseFileError
from reviewer.domain.said import Kroner, Said, say, say_number
from reviewer.home import data_folder
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.offered_rules import Rules, named_rules, rules_of, shipped_rules, unfitting
from reviewer.tui.screen import CommandScreen
from reviewer.tui.typed.kroner import kroner_begun, kroner_in, kroner_wrong
from reviewer.tui.typed.written_path import free_path, path_in
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.path_field import PathField

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
        self.offered: tuple[Rules, ...] = shipped_rules()
        self.chosen: Rules | None = None
        self.batches: tuple[Path, ...] = ()
        self.named: dict[Path, str] = {}
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
            yield Static(self.text(say("Budget in kroner (may be left empty)")), classes="label", markup=False)
            yield _steady(Input(id="budget", placeholder=self.text(say("for example 40 000 000"))))
            yield Static(id="budget-read", markup=False)
            yield Static(self.text(say("Save the case as")), classes="label close", markup=False)
            yield PathField(str(free_path(data_folder() / "sak.sak")), id="path")
        yield Static(id="wrong", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        options = self.query_one("#committees", OptionList)
        options.add_options([Option(rules.line(self._sign(rules)), id=rules.key) for rules in self.offered])
        options.highlighted = 0
        options.focus()
        self._list_batches()

    def _sign(self, rules: Rules) -> str:
        return self.reviewer.glyphs.point if rules == self.chosen else " "

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Choose what the arrows move to; the first one is highlighted from the start, and is not chosen by that."""
        moved = self.offered[event.option_index] != self.chosen
        if moved and (self.chosen is not None or event.option_index):
            self._choose(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)
        self.query_one("#budget", Input).focus()

    def _choose(self, index: int) -> None:
        self.chosen = self.offered[index]
        options = self.query_one("#committees", OptionList)
        for at, rules in enumerate(self.offered):
            options.replace_option_prompt_at_index(at, rules.line(self._sign(rules)))
        self._say_wrong(unfitting(self.offered, self.chosen, self.named))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say while it is written how the budget is understood; what may still become an amount is waited for."""
        if event.input.id == "budget":
            self._read_back(None if kroner_begun(event.value) else self._no_amount())

    def on_input_blurred(self, event: Input.Blurred) -> None:
        if event.input.id == "budget":
            self._read_back(self._no_amount())

    def _read_back(self, wrong: Said | None) -> None:
        """Say below the budget what is wrong with it, or which amount it is."""
        field, line = self.query_one("#budget", Input), self.query_one("#budget-read", Static)
        amount = kroner_in(field.value)
        line.set_class(wrong is not None, "-wrong")
        line.update(self.text(wrong) if wrong else "" if amount is None else self.speech.value(Kroner(amount)))

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
                self.in_background(partial(_committee_in, path), partial(self._committee_named, path), f"named {path}")

        folder = self.batches[-1].parent if self.batches else None
        self.app.push_screen(FileScreen(say("Add a batch"), BATCH_SUFFIXES, folder), chosen)

    def _committee_named(self, path: Path, committee: str) -> None:
        """Take the rules of the committee that the batch names where none are chosen yet; say where it names another one."""
        if path not in self.batches:
            return
        self.named[path] = committee
        rules = named_rules(self.offered, committee)
        if self.chosen is None and rules is not None:
            self.query_one("#committees", OptionList).highlighted = self.offered.index(rules)
            self._choose(self.offered.index(rules))
            self._say_wrong(say("{committee} is chosen: {file} says it is for them.", committee=rules.name, file=one_line(path.name)))
        else:
            self._say_wrong(unfitting(self.offered, self.chosen, self.named))

    def action_register(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.register = path
                self._list_batches()

        self.app.push_screen(FileScreen(say("Choose the register of municipalities"), (".csv", ".xlsx")), chosen)

    def action_drop(self) -> None:
        self.batches, self.register = (), None
        self.named.clear()
        self._list_batches()
        self._say_wrong(None)

    def action_committee(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._offer(rules_of(str(path)))

        self.app.push_screen(FileScreen(say("Choose a committee file"), (".toml",)), chosen)

    def _offer(self, rules: Rules) -> None:
        """Choose the rules of a file of one's own; they are added to the list where they are not there yet."""
        options = self.query_one("#committees", OptionList)
        if rules not in self.offered:
            self.offered = (*self.offered, rules)
            options.add_option(Option(rules.line(" "), id=rules.key))
        options.highlighted = self.offered.index(rules)
        self._choose(self.offered.index(rules))

    def action_back(self) -> None:
        self.dismiss(None)

    def action_create(self) -> None:
        wrong = self._wrong()
        if wrong is None:
            self._create(partial=False)
        else:
            self._say_wrong(wrong)

    def _say_wrong(self, said: Said | None) -> None:
        self.query_one("#wrong", Static).update(self.text(said) if said else "")

    def _wrong(self) -> Said | None:
        if self.chosen is None:
            return say("Choose the committee's rules: arrows and Enter in the list at the top.")
        if wrong := self._no_amount():
            return wrong
        if not self.query_one("#path", Input).value.strip():
            return say("Write where the case is to be saved.")
        return unfitting(self.offered, self.chosen, self.named)

    def _no_amount(self) -> Said | None:
        """Return why what stands in the budget is no amount; it may stand empty."""
        budget = self.query_one("#budget", Input).value
        return kroner_wrong(budget) if budget.strip() else None

    def _path(self) -> Path:
        path = path_in(self.query_one("#path", Input).value)
        return path if path.suffix else path.with_suffix(".sak")

    def _create(self, *, partial: bool) -> None:
        path, budget, at = self._path(), kroner_in(self.query_one("#budget", Input).value), self.reviewer.clock()
        committee, batches, register, speech = self.chosen.key if self.chosen else "", self.batches, self.register, self.speech

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


def _committee_in(batch: Path) -> str:
    from reviewer.intake.tree import committee_named

    return committee_named(batch)
