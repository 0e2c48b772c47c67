"""What is found out about the wishes, one search after another, and how the page says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reviewer.domain.assessment import Assessment
from reviewer.domain.ceilings import payers
from reviewer.domain.plan import Plan, planned
from reviewer.domain.portfolio import NoSetError, Proof, Solution
from reviewer.domain.portfolio.beside import WishCost, value_by_list
from reviewer.domain.portfolio.found import Found, found_best, with_budgets, with_costs
from reviewer.domain.portfolio.posed import left_out
from reviewer.domain.portfolio.told import limit_cost_said, more_by_list, proof_said, together_said
from reviewer.domain.portfolio.wished import OF_THE_SEARCH, Wished, WishError
from reviewer.domain.said import Said, say
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.background.deeper import SECONDS
from reviewer.tui.drawing.sheet import Cell, Sheet, SheetColumn
from reviewer.tui.drawing.tones import Tone

Stop = Callable[[], bool]
WishedBest = Found | Said
"""The best set by the wishes, or why there is none."""


def best_by(assessment: Assessment, plan: Plan, wishes: Sequence[Wished], stop: Stop) -> WishedBest:
    """Return the best set by these wishes."""
    try:
        return found_best(assessment, wishes, plan.budget, SECONDS, stop)
    except (NoSetError, WishError) as error:
        return error.said


def costs_beside(found: WishedBest, stop: Stop) -> WishedBest:
    """Return the same with what each wish costs."""
    return with_costs(found, SECONDS, stop) if isinstance(found, Found) else found


def budgets_beside(found: WishedBest, stop: Stop) -> WishedBest:
    """Return the same with the best sets by other frames."""
    return with_budgets(found, SECONDS, stop) if isinstance(found, Found) else found


def cost_of(found: WishedBest | None, wishes: Sequence[Wished], at: int) -> WishCost | None:
    """Return what the wish in this place costs, where that is known; what only says how the set is looked for has no cost."""
    if not isinstance(found, Found) or found.costs is None or wishes[at].kind in OF_THE_SEARCH:
        return None
    return found.costs[sum(one.kind not in OF_THE_SEARCH for one in wishes[:at])]


def best_words(sheet: Sheet, assessment: Assessment, plan: Plan, found: WishedBest) -> None:
    """Write the best set beside the list: its value and proof, other frames, and where the two differ."""
    if isinstance(found, Said):
        sheet.prose(found, Tone.ATTENTION)
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


def _budgets(sheet: Sheet, found: Found) -> None:
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


def _differences(sheet: Sheet, assessment: Assessment, found: Found, by_list: dict[str, int]) -> None:
    sheet.heading(say("Where the list and the best set differ"))
    differ = found.differ(by_list)
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


def _unknown(sheet: Sheet, assessment: Assessment, found: Found) -> None:
    """Say which applications the best set could not be looked for among: their value or amount is not known."""
    known = {item.id for item in found.problem.items}
    for award in assessment.allocation.awards:
        place = assessment.place(award.id)
        if award.id not in known and place is not None:
            sheet.prose(say("{id}: {reason}", id=award.id, reason=left_out(assessment, place, found.measure)), Tone.MUTED)
