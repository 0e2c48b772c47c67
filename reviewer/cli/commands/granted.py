"""What is granted, whichever way it was found: the table, and who pays when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.cli.answers import Table, shortened
from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.case import Case
from reviewer.domain.ceilings import committed, paid_by
from reviewer.domain.proposal.words import place_mark
from reviewer.domain.ranking import Place
from reviewer.domain.said import say
from reviewer.language.numbers import kroner_text
from reviewer.language.speech import Speech


def paid(case: Case, grants: Mapping[str, int]) -> dict[str, Any]:
    """Return what each source pays and what each year carries of the grants, in kroner."""
    return {"by_source": paid_by(case, grants), "by_year": {str(year): amount for year, amount in committed(case, grants).items()}}


def grants_table(assessment: Assessment, grants: Mapping[str, int], speech: Speech) -> tuple[Table | str, ...]:
    """Return the applications in place order with what each gets, and how the frame is used."""
    headings = (speech.text(say("Place")), "ID", speech.text(say("Title")), speech.text(say("Applied for")), speech.text(say("Gets")))
    rows = [_row(assessment.judged[place.id], place, grants.get(place.id), speech) for place in assessment.places]
    budget, spent = assessment.allocation.budget, sum(grants.values())
    line = say(
        "Budget {budget}, spent {spent}, left {left}.",
        budget=kr(budget, speech),
        spent=kr(spent, speech),
        left=kr(budget - spent, speech),
    )
    return Table(headings, rows, frozenset({0, 3, 4})), speech.text(line)


def _row(one: Judged, place: Place, amount: int | None, speech: Speech) -> tuple[str, ...]:
    application = one.dossier.application
    asked = "–" if application.amount_applied is None else kr(application.amount_applied, speech)
    return (place_mark(place), place.id, shortened(application.title), asked, "–" if amount is None else kr(amount, speech))


def kr(amount: int, speech: Speech) -> str:
    """Return kroner as they are written."""
    return kroner_text(amount, speech.language)
