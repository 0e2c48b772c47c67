"""A vote by name: the seats that take part one after the other, one key for each; who is out cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from reviewer.domain.said import Said, say
from reviewer.domain.slotted import dataclass
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import fitted
from reviewer.tui.drawing.tones import Tone, chosen_style, palette_of, tone_style
from reviewer.tui.forms.keeping import Keeping

Save = Callable[[Mapping[str, str]], Said | None]
"""Writes the vote: for each seat `for`, `against` or `abstained`; returns why that is refused, or None."""
SIDES: Mapping[str, tuple[Said, Tone]] = {
    "for": (say("for"), Tone.GOOD),
    "against": (say("against"), Tone.BAD),
    "abstained": (say("abstains"), Tone.MUTED),
}
_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Who is called, and who is `out` and why; `duty` says why nobody may abstain, where that is so.

    What was called before a stop is found again under what the vote is `about`.
    """

    title: Said
    names: Mapping[str, str]
    voters: Sequence[str]
    out: Mapping[str, Said]
    duty: Said | None
    about: str


class RollCall(Keeping):
    """The roll is called from the top; a key gives the seat's vote and goes on to the next that has not voted."""

    CSS_PATH = "form.tcss"
    PURPOSE = say("A vote by name. Those who are recused or absent are listed, but cannot be chosen.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="roll.for", name=say("Votes for"), action="give('for')", keys=("1", "f"), footer=say("For")),
        Command(id="roll.against", name=say("Votes against"), action="give('against')", keys=("2", "m"), footer=say("Against")),
        Command(id="roll.abstains", name=say("Abstains"), action="give('abstained')", keys=("3",), footer=say("Abstains")),
        Command(id="roll.down", name=say("Next seat"), action="step(1)", keys=("down", "j")),
        Command(id="roll.up", name=say("Previous seat"), action="step(-1)", keys=("up", "k")),
        Command(id="roll.clear", name=say("Take the seat's vote back"), action="clear", keys=("delete", "backspace")),
        Command(id="roll.save", name=say("Write the vote down"), action="save", keys=("enter", "ctrl+s"), footer=say("Write")),
        Command(id="roll.close", name=say("Close: the vote is not written"), action="close", keys=("escape",), footer=say("Close")),
    )

    def __init__(self, roll: Roll, save: Save) -> None:
        super().__init__()
        self.roll = roll
        self.voted: dict[str, str] = {}
        self.at = 0
        self._save = save

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.text(self.roll.title), classes="dialog-title", markup=False)
            yield Static(id="roll", markup=False)
            yield Static(id="sum", classes="gap-above", markup=False)
            yield Static(id="wrong", classes="form-notice", markup=False)
            yield Static(self.text(self._keys()), classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        self._put_back(dict(value.split("=", 1) for value in self.take_up(self.roll.about)))
        self._paint()

    def _put_back(self, before: Mapping[str, str]) -> None:
        """Take up the votes that were given before a stop, of those who still take part."""
        allowed = {side for side in SIDES if side != "abstained" or self.roll.duty is None}
        self.voted = {seat: before[seat] for seat in self.roll.voters if before.get(seat) in allowed}
        if self.voted:
            self.at = next((at for at, seat in enumerate(self.roll.voters) if seat not in self.voted), 0)
            self.notice(say("These votes were given last, and not written down. Go on from here."))

    def words(self) -> list[str]:
        return [f"{seat}={side}" for seat, side in self.voted.items()]

    def _keys(self) -> Said:
        if self.roll.duty is not None:
            return say("1 for, 2 against. Enter writes the vote down.")
        return say("1 for, 2 against, 3 abstains. Enter writes the vote down.")

    def _paint(self) -> None:
        palette = palette_of(self.app.theme)
        text = Text()
        for seat, name in self.roll.names.items():
            here = self.at < len(self.roll.voters) and self.roll.voters[self.at] == seat
            ground = chosen_style(palette) if here else tone_style(palette, Tone.TEXT)
            words, tone = self._said(seat)
            muted = Tone.MUTED if seat in self.roll.out else Tone.TEXT
            text.append("▌ " if here else "  ", tone_style(palette, Tone.ACCENT))
            text.append(fitted(name, _NAME), ground + tone_style(palette, muted))
            text.append(f"{words}\n", ground + tone_style(palette, tone))
        text.rstrip()
        self.query_one("#roll", Static).update(text)
        counts = [sum(one == side for one in self.voted.values()) for side in SIDES]
        left = len(self.roll.voters) - len(self.voted)
        said = say(
            "For {ayes}, against {noes}, abstained {abstained}; {left} left", ayes=counts[0], noes=counts[1], abstained=counts[2], left=left
        )
        if self.roll.duty is not None:
            said = say("For {ayes}, against {noes}; {left} left", ayes=counts[0], noes=counts[1], left=left)
        self.query_one("#sum", Static).update(self.text(said))

    def _said(self, seat: str) -> tuple[str, Tone]:
        if seat in self.roll.out:
            return self.text(self.roll.out[seat]), Tone.ATTENTION
        words, tone = SIDES.get(self.voted.get(seat, ""), (say("–"), Tone.MUTED))
        return self.text(words), tone

    def notice(self, said: Said | str) -> None:
        self.query_one("#wrong", Static).update(self.text(said))

    def action_give(self, side: str) -> None:
        if not self.roll.voters:
            return
        if side == "abstained" and self.roll.duty is not None:
            self.notice(self.roll.duty)
            return
        self.voted[self.roll.voters[self.at]] = side
        order = (*range(self.at + 1, len(self.roll.voters)), *range(self.at))
        self.at = next((at for at in order if self.roll.voters[at] not in self.voted), self.at)
        self.notice("")
        self.keep()
        self._paint()

    def action_step(self, step: int) -> None:
        self.at = max(0, min(self.at + step, len(self.roll.voters) - 1))
        self._paint()

    def action_clear(self) -> None:
        if self.roll.voters:
            self.voted.pop(self.roll.voters[self.at], None)
            self.keep()
            self._paint()

    def action_save(self) -> None:
        missing = [self.roll.names[seat] for seat in self.roll.voters if seat not in self.voted]
        if missing:
            self.notice(say("{seat} has not voted yet.", seat=missing[0]))
            return
        refusal = self.save_instead(lambda: self._save(self.voted))
        if refusal is None:
            self.dismiss(True)
        else:
            self.notice(refusal)

    def action_close(self) -> None:
        self.forget()
        self.dismiss(False)
