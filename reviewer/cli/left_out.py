"""What a public version leaves out, told to the secretariat alone: it stands in what the command answers, and in none of the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.cli.answers import Table
from reviewer.domain.publication import Withholding
from reviewer.domain.said import Said, say, say_number
from reviewer.domain.telling import FIELD_NAMES, Hint, hinted
from reviewer.drafting import Drafts
from reviewer.language.speech import Speech


def left_out(drafts: Drafts) -> Iterator[Said]:
    """Yield how much was withheld, and how many places may hint at it."""
    if drafts.withheld:
        yield say_number(
            "{number} field was withheld. The list is for the secretariat, and is in none of the files.",
            "{number} fields were withheld. The list is for the secretariat, and is in none of the files.",
            len(drafts.withheld),
        )
    if drafts.hints:
        yield hinted(len(drafts.hints))


def left_out_data(drafts: Drafts) -> dict[str, object]:
    """Return the same as data: each withheld field with its ground, and the hints where there are any."""
    data: dict[str, object] = {"withheld": [_withheld(one) for one in drafts.withheld]}
    if drafts.hints:
        data["hints"] = [{"application": one.application, "place": one.field, "words": one.words} for one in drafts.hints]
    return data


def left_out_lists(drafts: Drafts, speech: Speech) -> Iterator[Table]:
    """Yield the fields that were withheld, and the places that may hint at them."""
    if drafts.withheld:
        yield _list(drafts.withheld, speech)
    if drafts.hints:
        yield _hints(drafts.hints, speech)


def _withheld(one: Withholding) -> dict[str, str]:
    return {"application": one.application, "field": one.field, "ground": one.ground}


def _list(withheld: Sequence[Withholding], speech: Speech) -> Table:
    headings = (speech.text(say("Application")), speech.text(say("Withheld from the public")), speech.text(say("Ground")))
    rows = [(one.application, speech.text(FIELD_NAMES.get(one.field, one.field)), one.ground) for one in withheld]
    return Table(headings, rows)


def _hints(hints: Sequence[Hint], speech: Speech) -> Table:
    headings = (speech.text(say("Application")), speech.text(say("May hint at what is withheld")), speech.text(say("Words")))
    rows = [(one.application, speech.text(FIELD_NAMES.get(one.field, one.field)), one.words) for one in hints]
    return Table(headings, rows)
