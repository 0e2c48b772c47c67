"""The phase of the round, from the list: one switch, with what each phase means."""

from __future__ import annotations

from typing import Any

from reviewer.domain.events import StageSet
from reviewer.domain.phases import PHASES
from reviewer.domain.said import Said, say
from reviewer.domain.stages import Stage
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.choice import Choice

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


def choose_phase(screen: CaseScreen[Any]) -> None:
    """Ask for the phase, and go on to it."""
    now = screen.session.frame.stage

    def chosen(stage: str | None) -> None:
        if stage is not None and stage != now:
            screen.act([StageSet(stage=Stage(stage))])

    choices = [(stage.value, say("{phase}: {means}", phase=phase.name, means=MEANS[stage])) for stage, phase in PHASES.items()]
    screen.app.push_screen(Choice(say("The phase of the round"), choices, now.value), chosen)
