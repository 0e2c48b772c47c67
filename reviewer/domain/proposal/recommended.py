"""What the council says of one application: outcome, amount, conditions, reasons, departure, dissent."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Bullets, Heading, Paragraph, Tone
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.due import recipients_decision
from reviewer.domain.meeting.told import GRANTS
from reviewer.domain.proposal.reading import Reading, paragraphs
from reviewer.domain.proposal.words import kroner
from reviewer.domain.recommendation import Recommendation
from reviewer.domain.said import Kroner, Said, say


def recommended(reading: Reading, one: Judged) -> Iterator[Block]:
    """Return the council's recommendation for the application with its reasons, and who disagrees."""
    given = one.dossier.recommendation
    yield Heading(4, say("The council's recommendation"))
    yield Paragraph(_sentence(reading, given))
    if given.conditions:
        yield Paragraph(say("Conditions:"))
        yield Bullets(given.conditions, numbered=True)
    if given.reasons.strip():
        yield from paragraphs(given.reasons)
    elif given.outcome is not None:
        yield Paragraph(say("The council has not written its reasons."))
    yield from _recipients(reading, one)
    departure = reading.assessment.departure(one.dossier.id)
    if departure is not None:
        reason = given.departure or say("No reason is given.")
        told = bool(given.departure) and given.departure == given.reasons
        yield Paragraph(departure if told else say("{departure} Reason: {reason}", departure=departure, reason=reason))
    for seat, text in one.dossier.dissents.items():
        yield Paragraph(say("{seat} dissents:", seat=reading.seat_name(seat)))
        yield Paragraph(text, Tone.QUOTE)


def _recipients(reading: Reading, one: Judged) -> Iterator[Block]:
    """Yield what the recipient decided, and why where that is something else."""
    answer = recipients_decision(one.dossier)
    if answer is None:
        return
    recipient, day, outcome = reading.committee.recipient, answer.day, GRANTS[answer.outcome]
    if answer.amount is None:
        yield Paragraph(say("{recipient} decided on {date}: {outcome}.", recipient=recipient, date=day, outcome=outcome))
    else:
        amount = Kroner(answer.amount)
        words = say("{recipient} decided on {date}: {outcome}, {amount}.", recipient=recipient, date=day, outcome=outcome, amount=amount)
        yield Paragraph(words)
    if answer.reason.strip():
        yield Paragraph(answer.reason, Tone.QUOTE)


def _sentence(reading: Reading, given: Recommendation) -> Said:
    recipient = reading.committee.recipient
    match given.outcome:
        case None:
            return say("The council has not settled the application.")
        case Outcome.RECOMMENDED:
            return say("The council recommends that {recipient} grant {amount}.", recipient=recipient, amount=_amount(given))
        case Outcome.CONDITIONS:
            return say(
                "The council recommends that {recipient} grant {amount} with conditions.", recipient=recipient, amount=_amount(given)
            )
        case Outcome.NOT_RECOMMENDED:
            return say("The council does not recommend a grant.")
        case Outcome.POSTPONED:
            return say("The council postpones the application.")


def _amount(given: Recommendation) -> Said:
    if given.amount is None:
        return say("an amount that is not yet set")
    return say("{amount}", amount=kroner(given.amount))
