"""What the council set on an earlier revision of an application: it stands until somebody changes it, told with what is new since."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.application import Application, differences
from reviewer.domain.case import Dossier
from reviewer.domain.economics.whatif import line_of
from reviewer.domain.said import Listed, Said, Value, say

_RESTS_ON = {
    "flows": say("the cash flow"),
    "reuse": say("the take-up"),
    "starts": say("the project's start"),
    "ends": say("the project's end"),
}
"""The fields that the figures are made of."""


def assumption_remark(dossier: Dossier, name: str) -> Said | None:
    """Return what is to be told of an assumption that was set on an earlier revision; None where it was set on the newest."""
    own, newest = dossier.assumed[name], len(dossier.revisions)
    line = line_of(name)
    if line is not None and all(flow.line != line for flow in dossier.application.flows):
        return say("The cash flow has no such line now, so this changes nothing. It was set on revision {number}.", number=own.revision)
    if own.revision >= newest:
        return None
    changed = tuple(_changed(dossier.revision(own.revision), dossier.application))
    if not changed:
        return say(
            "Set on revision {number}; the application is now revision {newest}. The cash flow and the take-up are as they were.",
            number=own.revision,
            newest=newest,
        )
    return say(
        "Set on revision {number}; the application is now revision {newest}. Changed since then: {what}.",
        number=own.revision,
        newest=newest,
        what=Listed(changed),
    )


def grade_remark(dossier: Dossier, effect: str) -> Said | None:
    """Return the same of one of the council's own grades."""
    own, newest = dossier.grades[effect], len(dossier.revisions)
    if own.revision >= newest:
        return None
    before, now = ([one for one in revision.effects if one.name == effect] for revision in _both(dossier, own.revision))
    if not now:
        return say("Graded on revision {number}; the application has no such effect now.", number=own.revision)
    if before == now:
        return say(
            "Graded on revision {number}; the application is now revision {newest}. The effect is as it was.",
            number=own.revision,
            newest=newest,
        )
    return say(
        "Graded on revision {number}; the application is now revision {newest}, and what it says of the effect has changed.",
        number=own.revision,
        newest=newest,
    )


def remarks(dossier: Dossier) -> tuple[tuple[str, Said], ...]:
    """Return every assumption and grade with something to be told, by its name."""
    found = [(name, assumption_remark(dossier, name)) for name in dossier.assumed]
    found += [(name, grade_remark(dossier, name)) for name in dossier.grades]
    return tuple((name, said) for name, said in found if said is not None)


def _both(dossier: Dossier, number: int) -> tuple[Application, Application]:
    return dossier.revision(number), dossier.application


def _changed(before: Application, now: Application) -> Iterator[Value]:
    for one in differences(before, now):
        if one.field == "flows":
            yield say("{what} ({lines})", what=_RESTS_ON["flows"], lines=Listed(tuple(_lines(before, now))))
        elif one.field in _RESTS_ON:
            yield _RESTS_ON[one.field]


def _lines(before: Application, now: Application) -> Iterator[str]:
    """Yield the names of the lines that are new, gone or changed."""
    for name in dict.fromkeys(flow.line for flow in (*before.flows, *now.flows)):
        if [flow for flow in before.flows if flow.line == name] != [flow for flow in now.flows if flow.line == name]:
            yield name
