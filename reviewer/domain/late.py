"""What came after an application had come in: it is evaluated as submitted, so what was changed later is flagged wherever it is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from reviewer.domain.application import differences
from reviewer.domain.case import Dossier
from reviewer.domain.committee import Committee, ReceivedBy
from reviewer.domain.earlier_ratings import FIELDS
from reviewer.domain.said import Listed, Said, say
from reviewer.domain.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What is otherwise than when the application first came in: the fields, and the attachments that were not there.

    `first` and `last` are the days on which it came in and on which what it now says did. `deadline` is one that lies between them.
    """

    fields: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    deadline: date | None = None


def later(committee: Committee, dossier: Dossier) -> Later | None:
    """Return what came later, or None where the application is as it was submitted."""
    if len(dossier.revisions) == 1 or dossier.unopened:
        return None
    before, now = dossier.revision(1), dossier.application
    fields = tuple(one.field for one in differences(before, now) if one.field in FIELDS and one.field != "received")
    if not fields:
        return None
    moved = before.received is not None and now.received is not None and before.received < now.received
    return Later(
        fields=fields,
        attachments=tuple(name for name in now.attachments or () if name not in (before.attachments or ())),
        first=before.received if moved else None,
        last=now.received if moved else None,
        deadline=_passed(committee, before.received, now.received),
    )


def without(found: Later, withheld: Collection[str]) -> Later | None:
    """Return what the public may know of it, or None where only withheld fields were changed."""
    fields = tuple(name for name in found.fields if name not in withheld)
    return replace(found, fields=fields, attachments=found.attachments if "attachments" in fields else ()) if fields else None


def _passed(committee: Committee, first: date | None, last: date | None) -> date | None:
    """Return the deadline that the first revision kept and the newest did not."""
    if first is None or last is None:
        return None
    deadlines = (rule.test.deadline for rule in committee.rules if isinstance(rule.test, ReceivedBy))
    return min((deadline for deadline in deadlines if first <= deadline < last), default=None)


def later_words(found: Later) -> Said:
    """Return it as a sentence or a few: what was changed, when, after which deadline, and the attachments by name."""
    said = _changed(found)
    if found.deadline is not None:
        said = say("{changed} That was after the deadline, {deadline}.", changed=said, deadline=found.deadline)
    if found.attachments:
        said = say("{changed} Attachments that came later: {names}.", changed=said, names=Listed(found.attachments))
    return said


def _changed(found: Later) -> Said:
    what = Listed(tuple(FIELDS[name] for name in found.fields))
    if found.first is None or found.last is None:
        return say("Changed since it came in: {what}.", what=what)
    return say("It came in on {first} and was changed on {last}: {what}.", first=found.first, last=found.last, what=what)
