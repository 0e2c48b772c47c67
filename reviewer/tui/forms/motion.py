"""A motion in a case: a main one, a change of it, or another in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input, Static

from reviewer.domain.meeting.acts import MotionKind, MotionMade
from reviewer.domain.meeting.asking import seat_name
from reviewer.domain.meeting.drafting import next_motion
from reviewer.domain.meeting.quorum import quorum
from reviewer.domain.phrases import used
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Outcome
from reviewer.tui.forms.ask import text_field
from reviewer.tui.forms.phrasing import PhrasingForm
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong
from reviewer.tui.widgets.turn import Turn
from reviewer.tui.wording.choices import OUTCOME

if TYPE_CHECKING:
    from reviewer.tui.drawing.presenting_sheet import Sitting
    from reviewer.tui.screen import CaseScreen

KINDS: dict[MotionKind, Said] = {
    MotionKind.MAIN: say("motion"),
    MotionKind.AMENDMENT: say("amendment"),
    MotionKind.ALTERNATIVE: say("alternative motion"),
}
OPEN = "open"
"""The motion leaves the outcome as the motion has it that it would change."""


class MotionForm(PhrasingForm):
    """What is moved, by whom."""

    def __init__(self, screen: CaseScreen[Any], one: Sitting) -> None:
        self.number = next_motion(one.item)
        title = say("Case {number}, motion {motion}", number=one.item.number, motion=self.number)
        super().__init__(title, one.case.committee, f"motion/{one.met.id}/{one.item.application}/{self.number}")
        self.screen_below = screen
        self.one = one
        self.first = not any(motion.kind is MotionKind.MAIN for motion in one.item.motions)

    def fields(self) -> ComposeResult:
        before = self.one.dossier.recommendation
        with Container(classes="named"):
            yield from self._named(say("Kind"), self._turn("kind", [(kind.value, words) for kind, words in KINDS.items()], self._kind()))
            if not self.first:
                yield from self._named(say("It changes"), self._turn("amends", self._others(), ""))
            yield from self._named(say("Moved by"), self._turn("proposer", self._seats(), self.one.item.chair))
            outcomes: list[tuple[str, Said | str]] = [(outcome.value, words) for outcome, words in OUTCOME.items()]
            chosen = before.outcome.value if before.outcome else Outcome.RECOMMENDED.value
            yield from self._named(say("Outcome"), self._turn("outcome", [*outcomes, (OPEN, say("as before"))], chosen))
            yield from self._named(say("Amount in kroner"), self._amount())
        yield Static(self.text(say("Conditions, one a line")), classes="form-label", markup=False)
        yield self._area("conditions", "\n".join(before.conditions) if self.first else "")
        yield Static(self.text(say("The motion in its own words")), classes="form-label", markup=False)
        yield self._area("reasons", "")

    def _named(self, label: Said, widget: Widget) -> Iterator[Widget]:
        yield Static(self.text(label), classes="named-label", markup=False)
        yield widget

    def _turn(self, name: str, choices: list[tuple[str, Any]], chosen: str) -> Turn:
        return Turn([(value, self.text(words)) for value, words in choices], chosen, id=name)

    def _kind(self) -> str:
        return (MotionKind.MAIN if self.first else MotionKind.ALTERNATIVE).value

    def _others(self) -> list[tuple[str, Said | str]]:
        made = (motion for motion in self.one.item.motions if motion.kind in {MotionKind.MAIN, MotionKind.ALTERNATIVE})
        return [("", say("none")), *((motion.motion, say("motion {number}", number=motion.motion)) for motion in made)]

    def _seats(self) -> list[tuple[str, Said | str]]:
        there = quorum(self.one.case, self.one.met.id, self.one.item.application).taking_part
        return [(seat, seat_name(self.one.case, seat)) for seat in there] or [("", "–")]

    def _amount(self) -> Input:
        before = self.one.dossier.recommendation.amount if self.first else None
        field = Input("" if before is None else self.speech.value(before).replace("\u00a0", " "), id="amount")
        field.cursor_blink = False
        return field

    @staticmethod
    def _area(name: str, text: str) -> Widget:
        area = text_field(text, "short")
        area.id = name
        return area

    def on_mount(self) -> None:
        self.query_one("#kind", Turn).focus()

    def on_input_submitted(self) -> None:
        self.focus_next()

    def _turned(self, name: str) -> str:
        found = self.query(f"#{name}").results(Turn)
        return next((turn.value for turn in found), "")

    def state(self) -> object:
        turned = tuple(self._turned(name) for name in ("kind", "amends", "proposer", "outcome"))
        return (*turned, self.query_one("#amount", Input).value, self.written("conditions"), self.written("reasons"))

    def save(self) -> Said | None:
        written, outcome = self.query_one("#amount", Input).value.strip(), self._turned("outcome")
        if written and (wrong := kroner_wrong(written)):
            return wrong
        conditions, text = self.conditions(), self.written("reasons")
        kind = MotionKind(self._turned("kind"))
        body = MotionMade(
            application=self.one.item.application,
            motion=self.number,
            kind=kind,
            proposer=self._turned("proposer"),
            outcome=None if outcome == OPEN else Outcome(outcome),
            amount=kroner_in(written) if written else None,
            conditions=conditions,
            text=text,
            amends=self._turned("amends") if kind is MotionKind.AMENDMENT else "",
            reasons=used(self.committee.phrases, conditions, text),
        )
        return self.screen_below.attempt([body])
