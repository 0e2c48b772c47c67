"""The round as a Pabulib file (.pb) for researchers: projects with their cost, and each member's own scores as points.

The format is that of pabulib.org: three parts (META, PROJECTS, VOTES) of semicolon-separated lines, each with its headings first.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from reviewer.documents.plain import printable
from reviewer.domain.assessment import Assessment
from reviewer.language.numbers import rounded

_PLACES = 4


def pabulib_text(assessment: Assessment, title: str, comment: str = "") -> str:
    """Return the file's text; applications that state no amount are left out, because a project of that format has a cost.

    A project is selected where it gets its whole cost, so that the selected ones keep the budget; `granted` has kroner, parts too.
    """
    case = assessment.case
    priced = [one for one in assessment.judged.values() if one.dossier.application.amount_applied is not None]
    votes = _votes(assessment, {one.dossier.id for one in priced})
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    meta = [
        ("description", title),
        ("country", "Norway"),
        ("unit", case.committee.name),
        ("instance", case.opened.title),
        ("num_projects", len(priced)),
        ("num_votes", len(votes)),
        ("budget", case.budget or 0),
        ("vote_type", "scoring"),
        ("rule", case.committee.ranking.method.value),
        ("currency", "NOK"),
        *([("comment", comment)] if comment else []),
    ]
    writer.writerows([("META",), ("key", "value"), *((key, _line(str(value))) for key, value in meta)])
    writer.writerows([("PROJECTS",), ("project_id", "cost", "name", "score", "selected", "granted")])
    for one in priced:
        application, award = one.dossier.application, assessment.allocation.award(one.dossier.id)
        score = "" if one.score.value is None else _decimal(one.score.value)
        granted, whole = (award.amount, not award.partial) if award else (0, False)
        writer.writerow((_line(one.dossier.id), application.amount_applied, _line(application.title), score, int(whole), granted))
    writer.writerows([("VOTES",), ("voter_id", "vote", "points")])
    for voter, given in votes.items():
        writer.writerow((voter, ",".join(_line(key) for key in given), ",".join(_decimal(points) for points in given.values())))
    return buffer.getvalue()


def _votes(assessment: Assessment, known: set[str]) -> dict[str, dict[str, Fraction]]:
    """Return each rating seat's own scores, best first; a seat without any is no voter."""
    votes: dict[str, dict[str, Fraction]] = {}
    for seat in assessment.case.committee.rating_seats():
        given = {key: one.score.members[seat.id] for key, one in assessment.judged.items() if key in known and seat.id in one.score.members}
        if given:
            votes[seat.id] = dict(sorted(given.items(), key=lambda pair: (-pair[1], pair[0])))
    return votes


def _decimal(value: Fraction) -> str:
    return f"{rounded(value, _PLACES):f}".rstrip("0").rstrip(".")


def _line(text: str) -> str:
    """Return text on one line; the comma parts ids in a vote, so none may stand in one."""
    return " ".join(printable(text).replace(",", " ").split())
