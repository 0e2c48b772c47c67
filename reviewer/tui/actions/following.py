"""What the secretariat does after a meeting: the recipient's decisions, steps, letters, and the reserve list."""

from __future__ import annotations

from datetime import date
from typing import Any

from reviewer.domain.assessment import Assessment
from reviewer.domain.case import Case
from reviewer.domain.interventions import GrantDeclined
from reviewer.domain.meeting.acts import Milestone, RecipientDecided, ReserveKept
from reviewer.domain.meeting.due import WITHDRAWAL, Due, When
from reviewer.domain.meeting.following import after_the_council
from reviewer.domain.meeting.reserve import free, kept_until, reserve_list
from reviewer.domain.meeting.told import MILESTONES
from reviewer.domain.proposal import Kind
from reviewer.domain.recommendation import GRANTING
from reviewer.domain.said import Kroner, Said, Value, say, say_number
from reviewer.domain.stages import Outcome
from reviewer.tui.actions.intervening import REASON, WRITE_WHY
from reviewer.tui.actions.papers import write_papers
from reviewer.tui.background.assessing import assess_beside
from reviewer.tui.forms.after import decision_form, step_form
from reviewer.tui.forms.ask import AskForm, Question
from reviewer.tui.forms.form import ConfirmForm
from reviewer.tui.rows.after import AfterRow
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.choice import Choice
from reviewer.tui.typed.days import day_in, day_wrong


def decide_all(screen: CaseScreen[Any], case: Case, rows: tuple[AfterRow, ...]) -> None:
    """Ask, and record that the recipient decided as proposed in every case that it has not decided yet."""
    left = [row for row in rows if row.answer is None and row.dossier.declined is None and _final(row)]
    if not left:
        screen.tell(say("{recipient} has decided every case.", recipient=case.committee.recipient))
        return
    day = after_the_council(case, [row.dossier for row in left], screen.session.clock().astimezone().date())

    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if yes:
            screen.act([_as_proposed(row, day) for row in left])

    title = say_number(
        "{recipient} decides {number} case as proposed",
        "{recipient} decides {number} cases as proposed",
        len(left),
        recipient=case.committee.recipient,
    )
    what = say("The day is {date}. A case that was decided otherwise is changed with d.", date=day)
    screen.app.push_screen(ConfirmForm(title, what, say("Enter does it. Esc leaves it as it is.")), answered)


def _final(row: AfterRow) -> bool:
    return row.dossier.recommendation.outcome not in {None, Outcome.POSTPONED}


def _as_proposed(row: AfterRow, day: date) -> RecipientDecided:
    proposed = row.dossier.recommendation
    outcome = proposed.outcome or Outcome.POSTPONED
    granting = outcome in GRANTING
    return RecipientDecided(
        application=row.id,
        outcome=outcome,
        day=day,
        amount=proposed.amount if granting else None,
        conditions=proposed.conditions if granting else (),
    )


def ask_step(screen: CaseScreen[Any], case: Case, row: AfterRow) -> None:
    """Ask which step, and for its days."""
    expected = {one.what for one in row.steps}
    first = [one for one in Milestone if one.value in expected]
    rest = [one for one in Milestone if one.value not in expected and one is not Milestone.REFUSAL]
    now = row.next.what if row.next else ""

    def chosen(step: str | None) -> None:
        if step is not None:
            screen.app.push_screen(step_form(screen, case.dossiers[row.id], Milestone(step)))

    screen.app.push_screen(Choice(say("Which step?"), [(one.value, MILESTONES[one]) for one in (*first, *rest)], now), chosen)


def next_step(screen: CaseScreen[Any], case: Case, row: AfterRow, step: Due | None) -> None:
    """Open the form of this step: the recipient's decision, or the days of one that follows it."""
    if step is not None and step.what == WITHDRAWAL:
        screen.app.push_screen(step_form(screen, case.dossiers[row.id], _withdrawing(row)))
    elif step is not None and step.what in set(Milestone):
        screen.app.push_screen(step_form(screen, case.dossiers[row.id], Milestone(step.what)))
    else:
        screen.app.push_screen(decision_form(screen, case, case.dossiers[row.id]))


def _withdrawing(row: AfterRow) -> Milestone:
    """Return the step that tells of the withdrawal: the letter of refusal, else the commitment, which is given anew."""
    if row.answer is not None and row.answer.outcome is Outcome.NOT_RECOMMENDED:
        return Milestone.REFUSAL
    final = any(one.what == Milestone.FINAL_COMMITMENT and one.when is When.DONE for one in row.steps)
    return Milestone.FINAL_COMMITMENT if final else Milestone.COMMITMENT


def decline_grant(screen: CaseScreen[Any], row: AfterRow) -> None:
    """Ask why the applicant takes no grant, record it, and show who is next in line."""
    title = say("{title}: the applicant takes no grant", title=row.dossier.application.title)
    lead = say("The money is free again. The reserve list is shown next.")

    def save(_: str, why: str) -> Said | None:
        if not why.strip():
            return WRITE_WHY
        return screen.attempt([GrantDeclined(application=row.id, reason=why.strip())])

    def done(saved: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if saved:
            show_reserve(screen)

    screen.app.push_screen(AskForm(Question(title=title, lead=lead, label=REASON), save), done)


def show_reserve(screen: CaseScreen[Any]) -> None:
    """Show who is next in line; choosing one opens the recipient's decision on it."""
    assess_beside(screen, screen.session, lambda assessment: _listed(screen, assessment))


def _listed(screen: CaseScreen[Any], assessment: Assessment) -> None:
    case = assessment.case
    waiting = reserve_list(assessment)
    if not waiting:
        screen.tell(say("The reserve list is empty: all that may be funded have a grant, or take none."))
        return
    choices: list[tuple[str, Said | str]] = []
    for one in waiting:
        amount: Value = None if one.could_get is None else Kroner(one.could_get)
        title = case.dossiers[one.application].application.title
        fits = say("{rank}. {title}: {amount}, what is free is enough", rank=one.mark, title=title, amount=amount)
        short = say("{rank}. {title}: {amount}, more than is free", rank=one.mark, title=title, amount=amount)
        choices.append((one.application, fits if one.fits else short))
    left = free(case)
    money = say(
        "Left in the budget: {amount}. Enter opens {recipient}'s decision.",
        amount=None if left is None else Kroner(left),
        recipient=case.committee.recipient,
    )
    note = say("{money} {until}", money=money, until=_holds(case, screen.session.clock().astimezone().date()))

    def chosen(key: str | None) -> None:
        if key is not None:
            screen.app.push_screen(decision_form(screen, case, case.dossiers[key]))

    first = next((one.application for one in waiting if one.fits), "")
    screen.app.push_screen(Choice(say("The reserve list, best place first"), choices, first, note), chosen)


def _holds(case: Case, today: date) -> Said:
    """Return until when the list holds, or that it has run out."""
    until = kept_until(case)
    if until is None:
        return say("No day is set on which the list runs out.")
    if until < today:
        return say("The list ran out on {date}.", date=until)
    return say("The list holds until {date}.", date=until)


def ask_until(screen: CaseScreen[Any], case: Case) -> None:
    """Ask for the last day on which the reserve list holds."""
    until = kept_until(case)

    def answered(text: str | None) -> None:
        if text is not None:
            screen.act([ReserveKept(until=day_in(text) if text.strip() else None)])

    def wrong(text: str) -> Said | None:
        return day_wrong(text) if text.strip() else None

    note = say("Write the date as 1.3.2018. Empty: no day is set.")
    shown = screen.speech.value(until) if until else ""
    screen.app.push_screen(Ask(say("Until when does the reserve list hold?"), shown, note, wrong), answered)


def letters(screen: CaseScreen[Any], about: tuple[str, ...]) -> None:
    """Ask where the letters of these applications go."""
    if not about:
        screen.tell(say("Nothing is proposed or decided yet."))
        return
    write_papers(screen, Kind.LETTER, about, say("Letters are drafts for whoever decides. They follow the decision that is recorded."))
