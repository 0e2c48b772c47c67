"""What the secretariat and the chair set for the whole round from the list: the frame, and who may see the ratings."""

from __future__ import annotations

from typing import Any

from reviewer.domain.events import BudgetSet, StageSet
from reviewer.domain.said import say
from reviewer.domain.stages import Stage
from reviewer.tui.kroner import kroner_in, kroner_wrong
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice


def ask_frame(screen: CaseScreen[Any]) -> None:
    """Ask for the round's frame, and set it."""

    def answered(text: str | None) -> None:
        if text is not None and (amount := kroner_in(text)) is not None:
            screen.act([BudgetSet(amount=amount)])

    budget = screen.session.frame.budget
    note = say("Write kroner, for example 40 000 000.")
    screen.app.push_screen(Ask(say("The frame of the round, in kroner"), str(budget or ""), note, kroner_wrong), answered)


def ask_stage(screen: CaseScreen[Any]) -> None:
    """Ask who may see the ratings, and open or close them."""
    now = screen.session.frame.stage

    def chosen(stage: str | None) -> None:
        if stage is not None and stage != now:
            screen.act([StageSet(stage=Stage(stage))])

    choices = [
        (Stage.RATING.value, say("Each seat its own")),
        (Stage.OPENED.value, say("All seats, all of them")),
        (Stage.SECOND_ROUND.value, say("All seats; and rate again, after the discussion")),
    ]
    screen.app.push_screen(Choice(say("Who may see the ratings?"), choices, now.value), chosen)
