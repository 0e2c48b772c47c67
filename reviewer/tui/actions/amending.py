"""The committee's rules are changed in a running case: a file is chosen, what it changes is told, and a reason is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.domain.committee import SeatRole
from reviewer.domain.interventions import CommitteeChanged
from reviewer.domain.rounds import reasked
from reviewer.domain.said import Listed, Said, say, say_number
from reviewer.tui.actions.intervening import REASON, WRITE_WHY, is_seat
from reviewer.tui.forms.ask import AskForm, Question
from reviewer.tui.screen import CaseScreen

if TYPE_CHECKING:
    from reviewer.domain.case import Case
    from reviewer.domain.committee import Committee


def amend_rules(screen: CaseScreen[Any]) -> None:
    """Ask for the new committee file, and for the reason; nothing is written before that."""
    from reviewer.tui.screens.files import FileScreen

    if not is_seat(screen, frozenset({SeatRole.SECRETARIAT})):
        screen.warn(say("Only the secretariat does this."))
        return

    def chosen(path: Path | None) -> None:
        if path is not None:
            _read(screen, path)

    screen.app.push_screen(FileScreen(say("Choose the changed committee file"), (".toml",), screen.session.path.resolve().parent), chosen)


def _read(screen: CaseScreen[Any], path: Path) -> None:
    from reviewer.intake.committee import CommitteeError, read_committee
    from reviewer.tui.screens.problems import ProblemsScreen

    try:
        source = read_committee(path, screen.speech)
    except CommitteeError as error:
        screen.app.push_screen(ProblemsScreen(error.problems))
        return
    case = screen.session.casefile().case()
    if case.committee_hash == source.sha256:
        screen.tell(say("These are the case's own rules already."))
        return

    def save(_: str, why: str) -> Said | None:
        body = CommitteeChanged(committee=source.committee, committee_hash=source.sha256, reason=why.strip())
        return screen.attempt([body]) if why.strip() else WRITE_WHY

    title = say("Change the rules to those of {file}?", file=path.name)
    screen.app.push_screen(AskForm(Question(title=title, lead=_consequence(case, source.committee), label=REASON), save))


def _consequence(case: Case, then: Committee) -> Said:
    """Return which criteria are asked anew, and how many ratings then wait for their authors."""
    anew = reasked(case.committee, then)
    if not anew:
        return say("Every criterion is asked as before: the ratings count on. Requirements, weights and money follow the new file.")
    ids = {one.id for one in anew}
    number = sum(rated.criterion in ids for dossier in case.dossiers.values() for rated in dossier.ratings.values())
    waits = say_number(
        "{number} rating then waits until its author confirms it.", "{number} ratings then wait until their authors confirm them.", number
    )
    return say("Asked again: {names}. {waits}", names=Listed(tuple(one.name for one in anew)), waits=waits)
