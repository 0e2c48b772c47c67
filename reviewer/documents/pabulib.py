"""The round as a Pabulib file (.pb) for researchers: projects with their cost, and each member's own scores as points.

The format is that of pabulib.org: three parts (META, PROJECTS, VOTES) of semicolon-separated lines, each with its headings first. Points
are whole numbers there, and a project's score is the sum of its points; so the members' scores stand multiplied by one whole number, which
a comment tells, and nothing is rounded. The council's order has no name there: the rule is `unknown`, and a comment names the method.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from reviewer.documents.plain import printable
from reviewer.domain.assessment import Assessment, Judged
from reviewer.domain.said import Kroner, Said, say
from reviewer.language.speech import Speech

Votes = Mapping[str, Mapping[str, Fraction]]


def pabulib_text(assessment: Assessment, title: str, speech: Speech, *comments: Said) -> str:
    """Return the file's text; applications that state no amount are left out, because a project of that format has a cost.

    A project is selected where it gets its whole cost, so that the selected ones keep the budget; a comment names what gets a part of it.
    """
    case = assessment.case
    priced = [one for one in assessment.judged.values() if one.dossier.application.amount_applied]
    votes = _votes(assessment, {one.dossier.id for one in priced})
    factor = lcm(*(points.denominator for given in votes.values() for points in given.values()))
    told = (*comments, *_comments(assessment, priced, factor))
    meta = [
        ("description", title),
        ("country", "Norway"),
        ("unit", case.committee.name),
        ("instance", case.opened.title),
        ("num_projects", len(priced)),
        ("num_votes", len(votes)),
        ("budget", case.budget or 0),
        ("vote_type", "scoring"),
        ("rule", "unknown"),
        *_days(priced),
        ("currency", "NOK"),
        *_fully(priced, case.budget or 0),
        ("comment", " ".join(f"#{number}: {speech.text(said)}" for number, said in enumerate(told, start=1))),
    ]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerows([("META",), ("key", "value"), *((key, _line(str(value))) for key, value in meta)])
    writer.writerows([("PROJECTS",), ("project_id", "cost", "score", "name", "selected")])
    for one in priced:
        application, award = one.dossier.application, assessment.allocation.award(one.dossier.id)
        score = sum(given.get(one.dossier.id, 0) for given in votes.values()) * factor
        selected = int(award is not None and not award.partial)
        writer.writerow((_key(one.dossier.id), application.amount_applied, score, _line(application.title), selected))
    writer.writerows([("VOTES",), ("voter_id", "vote", "points")])
    for voter, given in votes.items():
        writer.writerow((voter, ",".join(_key(key) for key in given), ",".join(str(points * factor) for points in given.values())))
    return buffer.getvalue()


def _comments(assessment: Assessment, priced: Iterable[Judged], factor: int) -> Iterator[Said]:
    yield say("The council's order is by the method {method}.", method=assessment.case.committee.ranking.method.value)
    if factor > 1:
        yield say("Points are the members' weighted scores multiplied by {factor}, so that they are whole numbers.", factor=factor)
    for one in priced:
        award = assessment.allocation.award(one.dossier.id)
        if award is not None and award.partial:
            yield say("{application} gets a part of its cost: {amount}.", application=one.dossier.id, amount=Kroner(award.amount))


def _days(priced: Iterable[Judged]) -> Iterator[tuple[str, str]]:
    """Yield the days between which the applications came in: the format asks when the round was."""
    days = [revision.at.astimezone().date() for one in priced for revision in one.dossier.revisions]
    if days:
        yield "date_begin", f"{min(days):%d.%m.%Y}"
        yield "date_end", f"{max(days):%d.%m.%Y}"


def _fully(priced: Iterable[Judged], budget: int) -> Iterator[tuple[str, int]]:
    """Yield that there is money for all, where there is."""
    if budget >= sum(one.dossier.application.amount_applied or 0 for one in priced):
        yield "fully_funded", 1


def _votes(assessment: Assessment, known: set[str]) -> dict[str, dict[str, Fraction]]:
    """Return each rating seat's own scores, best first; a seat without any is no voter."""
    votes: dict[str, dict[str, Fraction]] = {}
    for seat in assessment.case.committee.rating_seats():
        given = {key: one.score.members[seat.id] for key, one in assessment.judged.items() if key in known and seat.id in one.score.members}
        if given:
            votes[seat.id] = dict(sorted(given.items(), key=lambda pair: (-pair[1], pair[0])))
    return votes


def _line(text: str) -> str:
    """Return text on one line."""
    return " ".join(printable(text).split())


def _key(text: str) -> str:
    """Return an id on one line; the comma parts ids in a vote, so none may stand in one."""
    return _line(text.replace(",", " "))
