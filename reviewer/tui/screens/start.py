"""The start page: the cases at hand, a new one, and the way from a batch to a proposal in a few words."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reviewer import __version__
from reviewer.domain.said import Said, say
from reviewer.home import demo_path
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import fitted, one_line, wrapped
from reviewer.tui.drawing.tones import Tone, palette_of, tone_style
from reviewer.tui.screen import CommandScreen
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.fitted import Fitted

BESIDE = 100
TALL = 36
_NAME_CELLS = 30
_INDENT = 3

STEPS = (
    (say("Load"), say("A batch comes in from a workbook, CSV, JSON or TOML. Every fault is named with row and column.")),
    (say("Judge"), say("Each requirement is met, not met or not resolved, with the reason and the basis.")),
    (say("Rate"), say("Each seat rates by the committee's criteria. Nobody sees the others' ratings before they are opened.")),
    (say("Rank"), say("Places are exact, and ties are said. The budget line shows how far the money goes.")),
    (say("Recommend"), say("The council records what it recommends, with conditions, reasons and dissent.")),
    (say("Export"), say("The proposal is written as a Word document, ready to be sent.")),
)


class StartScreen(CommandScreen[None]):
    """Recent cases, open, new, try."""

    CSS_PATH = "start.tcss"
    PURPOSE = say("Choose a case, make a new one, or try the program on an illustrative round.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="start.choose", name=say("Open what is chosen"), action="choose", keys=("enter",), footer=say("Choose")),
        Command(id="start.open", name=say("Open a case…"), action="open", keys=("o",), footer=say("Open")),
        Command(id="start.new", name=say("New case…"), action="new", keys=("n",), footer=say("New case")),
        Command(id="start.receive", name=say("Begin from the secretariat's packet…"), action="receive", keys=("t",)),
        Command(id="start.demo", name=say("Try an illustrative case"), action="demo", keys=("d",), footer=say("Try")),
        Command(id="start.down", name=say("Next"), action="step(1)", keys=("j",)),
        Command(id="start.up", name=say("Previous"), action="step(-1)", keys=("k",)),
    )

    def __init__(self, problem: Said | None = None) -> None:
        """Show the start page; `problem` says why a case did not open."""
        super().__init__()
        self.problem = problem

    def compose(self) -> ComposeResult:
        yield TopLine("reviewer", self.text(say("from applications to a proposal")), __version__)
        with Horizontal(id="start"):
            with Vertical(id="cases"):
                if self.problem is not None:
                    yield Static(self.text(self.problem), id="problem", markup=False)
                yield Static(self.text(say("Cases")), classes="dialog-title", markup=False)
                yield OptionList(*self.options(), markup=False)
            with Vertical(id="steps"):
                yield Static(self.text(say("From a batch to a proposal")), classes="dialog-title", markup=False)
                yield Fitted(id="way")
        yield KeyBar()

    def options(self) -> list[Option | None]:
        """Return the recent cases, and below them what else can be done."""
        palette = palette_of(self.app.theme)
        recent = [Option(_case_line(path, tone_style(palette, Tone.MUTED)), id=f"case:{path}") for path in self.reviewer.settings.recent]
        acts = [command for command in self.KEYS if command.id in {"start.open", "start.new", "start.receive", "start.demo"}]
        actions = [Option(Text(self.text(command.name)), id=f"do:{command.action}") for command in acts]
        return [*recent, None, *actions] if recent else [*actions]

    def steps(self, width: int) -> Text:
        """Return the way of a case: one step a paragraph, `width` cells wide."""
        palette = palette_of(self.app.theme)
        text = Text()
        for number, (name, what) in enumerate(STEPS, start=1):
            text.append(f"{number}  ", tone_style(palette, Tone.ACCENT)).append(self.text(name), tone_style(palette, Tone.STRONG))
            words = wrapped(self.text(what), width - _INDENT).replace("\n", "\n" + " " * _INDENT)
            text.append(f"\n{' ' * _INDENT}{words}\n", tone_style(palette, Tone.MUTED))
            text.append("\n" if self.size.height >= TALL else "")
        text.rstrip()
        return text

    def steps_in_short(self) -> Text:
        """Return the way of a case on one line."""
        palette = palette_of(self.app.theme)
        names = [Text(self.text(name), tone_style(palette, Tone.TEXT)) for name, _ in STEPS]
        return Text("  ·  ", tone_style(palette, Tone.ACCENT)).join(names)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._dress())

    def _dress(self) -> None:
        self._write_way()
        options = self.query_one(OptionList)
        chosen = options.highlighted
        options.clear_options().add_options(self.options())
        options.highlighted = chosen

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE, "-beside")

    def _write_way(self) -> None:
        way = self.query_one("#way", Static)
        way.update(self.steps(way.size.width) if self.has_class("-beside") else self.steps_in_short())

    def on_fitted_resized(self) -> None:
        self._write_way()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, what = (event.option.id or "").partition(":")
        if kind == "case":
            self.open_case(Path(what))
        else:
            await self.run_action(what)

    def open_case(self, path: Path) -> None:
        """Open the case in this screen's place; where it does not open, the start page says why."""
        self.reviewer.show_case(path)

    def _opened(self, path: Path | None) -> None:
        if path is not None:
            self.open_case(path)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_step(self, step: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def action_open(self) -> None:
        from reviewer.tui.screens.files import FileScreen

        self.app.push_screen(FileScreen(say("Open a case"), (".sak",)), self._opened)

    def action_new(self) -> None:
        from reviewer.tui.screens.new_case import NewCaseScreen

        self.app.push_screen(NewCaseScreen(), self._opened)

    def action_receive(self) -> None:
        from reviewer.tui.actions.receiving import begin_from_packet

        begin_from_packet(self, self.open_case)

    def action_demo(self) -> None:
        """Open the illustrative case; make it first where it is not there."""
        path = demo_path()
        at = self.reviewer.clock()

        def make() -> Path:
            from reviewer.demonstration import demo_case

            if not path.exists():
                demo_case(path, at)
            return path

        self.tell(say("Making the illustrative case."))
        self.in_background(make, self._opened, "demo")


def _case_line(path: Path, muted: Style) -> Text:
    """Return a recent case: its name, and the folder where it is."""
    return Text.assemble(
        fitted(path.stem, _NAME_CELLS),
        "  ",
        (one_line(str(path.parent)), muted),
        overflow="ellipsis",
        no_wrap=True,
    )
