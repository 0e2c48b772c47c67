"""What is found out about the wishes, one search after another, and how the page says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reviewer.domain.assessment import Assessment
from reviewer.domain.ceilings import payers
from reviewer.domain.ordering import Measure
from reviewer.domain.plan import Plan, planned
from reviewer.domain.portfolio import NoSetError, Problem, Proof, Solution
from reviewer.domain.portfolio.beside import (
    Cost,
    OtherBudget,
    WishCost,
    differences,
    joint_cost,
    limit_costs,
    other_budgets,
    value_by_list,
    wish_costs,
)
from reviewer.domain.portfolio.impossible import best_set
from reviewer.domain.portfolio.posed import left_out
from reviewer.domain.portfolio.told import limit_cost_said, more_by_list, proof_said, together_said
from reviewer.domain.portfolio.wished import OF_THE_SEARCH, Wished, WishError, measure_of, wished_problem
from reviewer.domain.said import Said, say
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.deeper import SECONDS
from reviewer.tui.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.tones import Tone

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedBest:
    """The best set by the wishes; `costs`, `together` (of all wishes) and `budgets` are None until they are found.

    `limits` is what the committee's own limits cost. `no_set` says why there is no best set.
    """

    problem: Problem | None = None
    measure: Measure = Measure.SCORE
    best: Solution | None = None
    no_set: Said | None = None
    costs: tuple[WishCost, ...] | None = None
    limits: tuple[WishCost, ...] = ()
    together: Cost | None = None
    budgets: tuple[OtherBudget, ...] | None = None


def best_by(assessment: Assessment, plan: Plan, wishes: Sequence[Wished], stop: Stop) -> WishedBest:
    """Return the best set by these wishes."""
    try:
        problem, measure = wished_problem(assessment, wishes, plan.budget), measure_of(assessment.case, wishes)
        return WishedBest(problem=problem, measure=measure, best=best_set(assessment, (problem, measure), SECONDS, stop))
    except (NoSetError, WishError) as error:
        return WishedBest(no_set=error.said)


def with_costs(found: WishedBest, stop: Stop) -> WishedBest:
    """Return the same with what each wish costs."""
    if found.problem is None or found.best is None:
        return found
    costs = wish_costs(found.problem, found.best, SECONDS, stop)
    limits = limit_costs(found.problem, found.best, SECONDS, stop)
    return replace(found, costs=costs, limits=limits, together=joint_cost(found.problem, found.best, SECONDS, stop))


def with_budgets(found: WishedBest, stop: Stop) -> WishedBest:
    """Return the same with the best sets by other frames."""
    if found.problem is None or found.best is None:
        return found
    return replace(found, budgets=other_budgets(found.problem, found.best, SECONDS, stop))


def cost_of(found: WishedBest | None, wishes: Sequence[Wished], at: int) -> WishCost | None:
    """Return what the wish in this place costs, where that is known; what only says how the set is looked for has no cost."""
    if found is None or found.costs is None or wishes[at].kind in OF_THE_SEARCH:
        return None
    return found.costs[sum(one.kind not in OF_THE_SEARCH for one in wishes[:at])]


def best_words(sheet: Sheet, assessment: Assessment, plan: Plan, found: WishedBest) -> None:
    """Write the best set beside the list: its value and proof, other frames, and where the two differ."""
    if found.best is None or found.problem is None:
        sheet.prose(found.no_set or say("No set was found."), Tone.ATTENTION)
        return
    language, best = sheet.speech.language, found.best
    by_list = {award.id: award.amount for award in planned(assessment, plan).awards}
    sheet.prose(proof_said(best, found.measure, found.problem), Tone.GOOD if best.proof is Proof.PROVED and best.unique else Tone.ATTENTION)
    worth = value_by_list(by_list, found.problem)
    listed, more = decimal_text(worth, language, 2), more_by_list(worth, best)
    spent, used = (millions_text(amount, language) for amount in (sum(by_list.values()), best.spent))
    sheet.prose(
        say("Down the list it is {value}, for NOK {spent} million; the best set uses {used}.", value=listed, spent=spent, used=used)
    )
    if more is not None:
        sheet.prose(more)
    if found.together is not None and found.costs is not None and len(found.costs) > 1:
        sheet.prose(together_said(found.together), Tone.ATTENTION)
    _budgets(sheet, found)
    _differences(sheet, assessment, found, by_list)
    sheet.heading(say("How the best set is paid"))
    for one in (*payers(assessment.case, best.grants), *(limit_cost_said(limit) for limit in found.limits)):
        sheet.prose(one)


def _budgets(sheet: Sheet, found: WishedBest) -> None:
    sheet.heading(say("Another budget"))
    if found.budgets is None:
        sheet.prose(say("Other frames are being tried."), Tone.MUTED)
        return
    language = sheet.speech.language
    proved = all(one.solution is None or one.solution.proof is Proof.PROVED for one in found.budgets)
    columns = (
        SheetColumn(sheet.text(say("NOK million")), 9, numeric=True),
        SheetColumn(sheet.text(say("Value")), 10 if proved else 20, numeric=True),
        SheetColumn(sheet.text(say("Comes in"))),
        SheetColumn(sheet.text(say("Goes out"))),
    )
    rows = []
    for one in found.budgets:
        enter, leave = (", ".join(ids) or "–" for ids in (one.enter, one.leave))
        value = _worth(one.solution, language)
        rows.append((Cell(millions_text(one.budget, language)), Cell(value), Cell(enter, Tone.GOOD), Cell(leave, Tone.ATTENTION)))
    sheet.table(columns, rows)


def _worth(best: Solution | None, language: str) -> str:
    """Return what a set is worth; where that is not proved, also what no set can exceed."""
    if best is None:
        return "–"
    value = decimal_text(best.value, language, 2)
    return value if best.proof is Proof.PROVED else f"{value}–{decimal_text(best.bound, language, 2)}"


def _differences(sheet: Sheet, assessment: Assessment, found: WishedBest, by_list: dict[str, int]) -> None:
    if found.best is None or found.problem is None:
        return
    sheet.heading(say("Where the list and the best set differ"))
    differ = differences(by_list, found.best, found.problem)
    if not differ:
        sheet.prose(say("They are the same."), Tone.MUTED)
        return
    columns = (
        SheetColumn(sheet.text(say("Application"))),
        SheetColumn(sheet.text(say("The list")), 9, numeric=True),
        SheetColumn(sheet.text(say("Best set")), 9, numeric=True),
    )
    language, rows = sheet.speech.language, []
    for one in differ:
        title = f"{one.id}  {assessment.judged[one.id].dossier.application.title}"
        more = Tone.GOOD if one.in_set > one.by_list else Tone.ATTENTION
        shown = (millions_text(amount, language) if amount else "–" for amount in (one.by_list, one.in_set))
        by, best = shown
        rows.append((Cell(title), Cell(by), Cell(best, more)))
    sheet.table(columns, rows)
    _unknown(sheet, assessment, found)


def _unknown(sheet: Sheet, assessment: Assessment, found: WishedBest) -> None:
    """Say which applications the best set could not be looked for among: their value or amount is not known."""
    known = {item.id for item in found.problem.items} if found.problem else set()
    for award in assessment.allocation.awards:
        place = assessment.place(award.id)
        if award.id not in known and place is not None:
            sheet.prose(say("{id}: {reason}", id=award.id, reason=left_out(assessment, place, found.measure)), Tone.MUTED)
