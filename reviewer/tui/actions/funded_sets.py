"""What is done with sets on the funding page: keep one under a name, try another, throw one away, wish, and adopt."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from reviewer.domain.assessment import Assessment
from reviewer.domain.plan import Plan, adoption, beyond, exactly
from reviewer.domain.portfolio.wished import Wished, WishKind
from reviewer.domain.said import Listed, Said, say
from reviewer.tui.actions.intervening import RECORDS, is_seat
from reviewer.tui.kept_sets import KeptSets
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask

if TYPE_CHECKING:
    from reviewer.domain.funding import Allocation
    from reviewer.tui.background.deeper import Deeper

_AS_COMPUTED, _BEST = "", "\u0000best"

_FOLLOWS = {None: WishKind.MUST, WishKind.MUST: WishKind.NEVER, WishKind.NEVER: None}


class SetsScreen(CaseScreen[None]):
    """The screen that sets are tried on: `plan` is tried on `assessment`, gives `allocation`, and `found` is what takes longer to find."""

    assessment: Assessment | None = None
    allocation: Allocation | None = None
    plan: Plan | None = None
    found: Deeper | None = None

    @abstractmethod
    def try_plan(self, plan: Plan) -> None:
        """Show what this plan gives; what is not changed by it stays."""


def visible(plan: Plan, assessment: Assessment) -> Plan:
    """Return the plan without amounts for applications that the seat does not see any more."""
    held = {key: amount for key, amount in plan.held.items() if key in assessment.judged}
    return plan if len(held) == len(plan.held) else replace(plan, held=held)


def keep_set(screen: SetsScreen) -> None:
    """Ask for a name, and keep what is tried under it on this laptop."""

    def answered(text: str | None) -> None:
        if text is not None and screen.plan is not None:
            plan = replace(screen.plan, name=text.strip())
            sets = screen.session.sets
            screen.session.keep_sets(replace(sets, plans={**sets.plans, plan.name: plan}))
            screen.try_plan(plan)

    wrong = say("Write a name.")
    note = say("It is kept on this laptop, also after a restart. It is in no case file, and nobody else sees it.")
    name = screen.plan.name if screen.plan else ""
    screen.app.push_screen(Ask(say("What shall the set be called?"), name, note, lambda text: None if text.strip() else wrong), answered)


def choose_set(screen: SetsScreen) -> None:
    """Ask which set to try: the computed one, a kept one, or the best."""
    from reviewer.tui.screens.choice import Choice

    choices: list[tuple[str, Said | str]] = [
        (_AS_COMPUTED, _by_list(screen)),
        *((name, name) for name in screen.session.sets.plans),
    ]
    if screen.found is not None and screen.found.best is not None:
        choices.append((_BEST, say("The best set")))
    note = say("Keep a set with n, throw it away with x, compare them all with v.")
    chosen = screen.plan.name if screen.plan else ""
    screen.app.push_screen(Choice(say("Try which set?"), choices, chosen, note), lambda name: _try(screen, name))


def _by_list(screen: SetsScreen) -> Said:
    """Return what the list itself is called: where the council has moved something by hand, it is not the computed one any more."""
    moved = screen.assessment is not None and screen.assessment.moved
    return say("The list, by the case's own budget") if moved else say("Computed, by the case's own budget")


def _try(screen: SetsScreen, name: str | None) -> None:
    assessment = screen.assessment
    if name is None or assessment is None:
        return
    if name == _BEST and screen.found is not None and screen.found.best is not None and screen.plan is not None:
        keys = [place.id for place in assessment.places]
        screen.try_plan(exactly(screen.plan.budget, screen.found.best.grants, keys))
    else:
        kept = screen.session.sets.plans.get(name)
        screen.try_plan(visible(kept, assessment) if kept else Plan(budget=assessment.allocation.budget))


def drop_set(screen: SetsScreen) -> None:
    """Throw away the kept set that is tried."""
    name, sets = screen.plan.name if screen.plan else "", screen.session.sets
    if name not in sets.plans:
        screen.tell(say("This set is not kept. Choose a kept one first: press w."))
        return
    screen.session.keep_sets(replace(sets, plans={key: plan for key, plan in sets.plans.items() if key != name}))
    screen.tell(say("“{name}” is thrown away.", name=name))
    _try(screen, _AS_COMPUTED)


def wish_of(sets: KeptSets, application: str) -> WishKind | None:
    """Return whether the application must get money, must not, or neither."""
    kinds = (WishKind.MUST, WishKind.NEVER)
    return next((one.kind for one in sets.wishes if one.kind in kinds and one.written == application), None)


def turn_wish(screen: SetsScreen, application: str) -> None:
    """Go on from no wish to must, from must to never, from never to no wish."""
    sets = screen.session.sets
    now = wish_of(sets, application)
    others = tuple(one for one in sets.wishes if now is None or one != Wished(now, application))
    follows = _FOLLOWS[now]
    screen.session.keep_sets(replace(sets, wishes=others if follows is None else (*others, Wished(follows, application))))


def adopt(screen: SetsScreen) -> None:
    """List what adopting would write, and write it as one act."""
    from reviewer.tui.forms.adopt import AdoptForm

    assessment, plan = screen.assessment, screen.plan
    if assessment is None or plan is None or screen.allocation is None:
        return
    if not is_seat(screen, RECORDS):
        screen.warn(say("Only the chair and the secretariat record the recommendation."))
        return
    found = adoption(assessment, plan)
    over = beyond(assessment.case, found.total)
    if assessment.case.budget is None:
        screen.warn(say("The round has no budget yet. The secretariat sets it: press s."))
    elif over is not None:
        screen.warn(over)
    elif not found.changes and found.kept:
        names = Listed(tuple(one.id for one in found.kept))
        screen.tell(say("There is nothing to record: the council has settled {names} otherwise, and that stays.", names=names))
    elif not found.changes:
        screen.tell(say("There is nothing to record: the council recommends this already."))
    else:
        form = AdoptForm(assessment, found, screen.attempt)
        screen.app.push_screen(form, lambda yes: screen.tell(say("Recorded. Press u to undo all of it.")) if yes else None)
