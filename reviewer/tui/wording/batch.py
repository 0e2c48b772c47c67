"""What the list of applications says below itself."""

from __future__ import annotations

from reviewer.casefile.browse import CaseInfo
from reviewer.casefile.views import Sort, View
from reviewer.domain.said import Said, say, say_number
from reviewer.language.numbers import millions_text
from reviewer.tui.wording.choices import SORT


def sums_words(info: CaseInfo, view: View, shown: int, own: tuple[int, int], language: str) -> list[Said]:
    """Return the sums over what the seat may see; `shown` are in the view.

    `own` is how many applications wait for the seat's ratings, and how many of its ratings wait to be confirmed.
    """
    left, waiting = own
    parts: list[Said] = []
    if shown != info.applications:
        parts.append(say("showing {shown} of {number}", shown=shown, number=info.applications))
    else:
        parts.append(say_number("{number} application", "{number} applications", info.applications))
    parts.append(say("applied for NOK {amount} million", amount=millions_text(info.applied, language)))
    if left:
        parts.append(say_number("{number} left for you", "{number} left for you", left))
    if waiting:
        parts.append(say_number("{number} rating to confirm (w)", "{number} ratings to confirm (w)", waiting))
    if info.set_aside:
        parts.append(say_number("{number} row set aside (b)", "{number} rows set aside (b)", info.set_aside))
    if view.sort is not Sort.PLACE or view.descending:
        parts.append(say("sorted by {sort}", sort=SORT[view.sort]))
    if not info.criteria_adopted:
        parts.append(say("criteria proposed, not adopted"))
    return parts
