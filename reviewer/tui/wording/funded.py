"""What the funding page says above its table, and below it of the chosen application."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.domain.assessment import Assessment
from reviewer.domain.ceilings import paid_in_short, paid_parts
from reviewer.domain.funding import Allocation, Award
from reviewer.domain.plan import Plan
from reviewer.domain.portfolio import Proof
from reviewer.domain.portfolio.beside import value_by_list
from reviewer.domain.portfolio.posed import MEASURES
from reviewer.domain.portfolio.told import MILLIONTH, NONE_TO_CHOOSE
from reviewer.domain.said import Kroner, Listed, Said, Share, Value, say, say_number
from reviewer.language.numbers import decimal_text, millions_text
from reviewer.tui.background.deeper import MOST_PAIRED, Deeper
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.rows.funded import METHOD, FundedRow
from reviewer.tui.wording.choices import OUTCOME


def lead_words(assessment: Assessment, plan: Plan, allocation: Allocation | None, language: str) -> Said:
    """Return what is shown: the frame, what is used and left, and whether it is tried only."""
    if allocation is None:
        return say("The ratings are not opened: there is no order yet, and nothing is given.")
    budget, used = millions_text(plan.budget, language), millions_text(allocation.spent, language)
    if allocation.left < 0:
        over = millions_text(-allocation.left, language)
        return say(
            "The budget of NOK {budget} million is exceeded by {over}. Lower an amount, or take an application out.",
            budget=budget,
            over=over,
        )
    sums = say(
        "Budget NOK {budget} million: used {used}, left {left}.", budget=budget, used=used, left=millions_text(allocation.left, language)
    )
    if plan.name:
        return say("“{name}”. {sums} Tried only.", name=plan.name, sums=sums)
    if plan != Plan(budget=assessment.allocation.budget):
        return say("{sums} Tried only: a adopts it, Esc leaves it.", sums=sums)
    return sums


def beside_words(allocation: Allocation, found: Deeper | None, language: str) -> Said:
    """Return the best set beside what is shown, in one line."""
    if found is None:
        return say("The best set and the certainty are being computed.")
    if found.best is None:
        return found.no_set or say("It is not in the best set.")
    if not found.problem.items:
        return NONE_TO_CHOOSE
    shown = value_by_list({award.id: award.amount for award in allocation.awards}, found.problem)
    measure = MEASURES[found.measure]
    words = say(
        "Best set: {measure} is {best}, here {shown}",
        measure=measure,
        best=decimal_text(found.best.value, language, 2),
        shown=decimal_text(shown, language, 2),
    )
    if shown > found.best.value:
        if found.problem.partial is not None:
            return say("{words}. The set keeps the budget and the wishes.", words=words)
        return say("{words}. The set keeps the budget and the wishes, and gives whole grants.", words=words)
    if found.best.proof is Proof.PROVED and 0 < found.best.gap <= MILLIONTH:
        return say("{words}. It is proved that no set is worth a millionth more.", words=words)
    if found.best.proof is Proof.PROVED and not found.best.within:
        return say("{words}. It is proved that no set is worth more.", words=words)
    return say("{words}. None can be worth more than {bound}.", words=words, bound=decimal_text(found.best.most, language, 2))


_NAMED = 4
"""Up to so many applications are named in one line."""


def methods_words(found: Deeper) -> Said:
    """Return who gets money by all methods, and for how many that depends on the method."""
    always, depends = sorted(found.methods.always), len(found.methods.depends)
    if not always and not depends:
        return say("By no method does anybody get money.")
    names: Value = Listed(tuple(always)) if always else "–"
    if len(always) > _NAMED:
        names = say_number("{number} application", "{number} applications", len(always))
    return say("Every method (*): {names}. It depends (!): {number}.", names=names, number=depends)


def left_out_methods(sheet: Sheet, found: Deeper) -> None:
    """Write which methods are not in the table, and why."""
    for said in found.methods.refused.values():
        sheet.prose(said, Tone.MUTED)
    missing = tuple(METHOD[method] for method in METHOD if method not in found.methods.places and method not in found.methods.refused)
    if missing:
        words = say("Left out, because there are more than {most} applications: {names}.", most=MOST_PAIRED, names=Listed(missing))
        sheet.prose(words, Tone.MUTED)


def why_words(sheet: Sheet, row: FundedRow, found: Deeper | None) -> None:
    """Write what the chosen application gets, why it stands where it does, and what hangs on it."""
    application = row.judged.dossier.application
    sheet.line((f"{application.id}  ", Tone.MUTED), (application.title, Tone.STRONG), (f"  {application.applicant.name}", Tone.MUTED))
    if row.award is not None:
        sheet.prose(award_words(row.award), Tone.ACCENT)
    elif row.passed is not None:
        sheet.prose(say("Gets nothing here. {reason}", reason=row.passed.reason), Tone.ATTENTION)
    settled = row.judged.dossier.recommendation
    if settled.outcome is not None:
        amount = f", {sheet.speech.value(Kroner(settled.granted))}" if settled.granted else ""
        sheet.prose(say("The council: {outcome}{amount}.", outcome=OUTCOME[settled.outcome], amount=amount))
    if row.interval is not None and row.within is not None:
        best, worst = row.interval
        between = say("Between place {best} and {worst}", best=best, worst=worst)
        between = say("Certain of place {place}", place=best) if best == worst else between
        words = say("{between}; gets money in {share} of new draws of the members.", between=between, share=Share(row.within))
        sheet.prose(
            say("{words} In the grey zone around the line.", words=words) if row.grey else words, Tone.ATTENTION if row.grey else Tone.TEXT
        )
    if row.depends and found is not None:
        funded = [method for method, ids in found.methods.funded.items() if row.id in ids]
        names = Listed(tuple(METHOD[method] for method in funded))
        sheet.prose(say("Whether it gets money depends on the method. It does by: {names}.", names=names), Tone.ATTENTION)
    sheet.prose(row.place.reason)


def paid_words(sheet: Sheet, assessment: Assessment, allocation: Allocation) -> None:
    """Write in which years, and by which sources, what is shown is paid."""
    for one in paid_in_short(assessment.case, {award.id: award.amount for award in allocation.awards}):
        sheet.prose(one, Tone.MUTED)


def sets_words(sheet: Sheet, assessment: Assessment, sets: Mapping[str, Mapping[str, int]]) -> None:
    """Write what each set comes to, and how it is paid."""
    for name, grants in sets.items():
        amount = Kroner(sum(grants.values()))
        words = say_number("{number} application, {amount}", "{number} applications, {amount}", len(grants), amount=amount)
        for at, parts in enumerate(paid_parts(assessment.case, grants)):
            words = say("{first}; {parts}", first=words, parts=parts) if at else say("{first}: {parts}", first=words, parts=parts)
        sheet.fact(name, words)


def award_words(award: Award) -> Said:
    """Return what is given, of what, and what is to be known of it."""
    given = say("Gets {amount}, all that it applied for.", amount=Kroner(award.amount))
    if award.partial:
        given = say("Gets {amount} of the {asked} that it applied for.", amount=Kroner(award.amount), asked=Kroner(award.asked))
    return say("{given} {note}", given=given, note=award.note) if award.note else given
