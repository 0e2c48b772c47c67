"""Everything that minutes lack or have wrong, in the order in which it is put right: the meeting, each case of the agenda, the money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.domain.case import Case
from reviewer.domain.meeting.balloting import faults
from reviewer.domain.meeting.minutes import Minutes, case_lacks, meeting_lacks, money_lacks
from reviewer.domain.said import Said


def outstanding(case: Case, kept: Minutes, unsaid: Mapping[str, Said]) -> tuple[Said, ...]:
    """Return it; `unsaid` are the decisions that depart from the computed order without saying why, by application."""
    wrong = {application: said for (met, application), said in faults(case).items() if met == kept.meeting.id}
    return tuple(_found(case, kept, wrong, unsaid))


def _found(case: Case, kept: Minutes, wrong: Mapping[str, Said], unsaid: Mapping[str, Said]) -> Iterator[Said]:
    if "" in wrong:
        yield wrong[""]
    yield from meeting_lacks(kept, case.committee)
    for one in kept.cases:
        key = one.item.application
        if key in wrong:
            yield wrong[key]
        yield from case_lacks(one, case.committee)
        if key in unsaid:
            yield unsaid[key]
    yield from money_lacks(kept)
