"""What the secretariat and the chair do to the whole round from the list: take more in, set the frame, and the phase."""

from __future__ import annotations

from typing import Any

from reviewer.domain.events import BudgetSet, StageSet
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Stage
from reviewer.language.numbers import whole_text
from reviewer.tui.commands import Doer
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.typed.kroner import kroner_in, kroner_wrong

MEANS: dict[Stage, Said] = {
    Stage.PREPARING: say("nobody rates or declares yet"),
    Stage.DECLARING: say("the seats declare their interests; nobody rates yet"),
    Stage.RATING: say("each seat rates and sees its own ratings"),
    Stage.OPENED: say("all seats see all ratings"),
    Stage.SECOND_ROUND: say("all see all, and rate again after the discussion"),
    Stage.MEETING: say("the ratings stand; the council decides"),
    Stage.LOCKED: say("nothing is changed"),
    Stage.DECIDED: say("nothing is changed but declined grants"),
}


def take_in(screen: CaseScreen[Any]) -> None:
    """Take more applications in."""
    from reviewer.tui.screens.importing import ImportScreen

    if not screen.barred(Doer.OFFICE):
        screen.app.push_screen(ImportScreen(screen.session))


def ask_frame(screen: CaseScreen[Any]) -> None:
    """Ask for the round's frame, and set it."""
    if screen.barred(Doer.OFFICE):
        return

    def answered(text: str | None) -> None:
        if text is not None and (amount := kroner_in(text)) is not None:
            screen.act([BudgetSet(amount=amount)])

    budget = screen.session.frame.budget
    stands = "" if budget is None else whole_text(budget, screen.speech.language)
    note = say("Write kroner, for example 40 000 000.")
    screen.app.push_screen(Ask(say("The budget of the round, in kroner"), stands, note, kroner_wrong), answered)


def ask_stage(screen: CaseScreen[Any]) -> None:
    """Ask for the phase, and go on to it."""
    if screen.barred(Doer.RECORDS):
        return
    now = screen.session.frame.stage

    def chosen(stage: str | None) -> None:
        if stage is not None and stage != now:
            screen.act([StageSet(stage=Stage(stage))])

    choices = [(stage.value, say("{phase}: {means}", phase=phase.name, means=MEANS[stage])) for stage, phase in PHASES.items()]
    screen.app.push_screen(Choice(say("The phase of the round"), choices, now.value), chosen)
