"""What the council says of one application: outcome, amount, conditions, reasons, departure, dissent."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.domain.assessment import Judged
from reviewer.domain.blocks import Block, Bullets, Heading, Paragraph, Tone
from reviewer.domain.events import Outcome
from reviewer.domain.meeting.acts import RecipientDecided
from reviewer.domain.meeting.due import recipients_decision
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
    yield Paragraph(_decided(reading.committee.recipient, answer))
    if answer.reason.strip():
        yield Paragraph(answer.reason, Tone.QUOTE)


def _decided(recipient: str, answer: RecipientDecided) -> Said:
    """Return what the recipient decided, and when."""
    amount = say("a grant") if answer.amount is None else say("{amount}", amount=Kroner(answer.amount))
    match answer.outcome:
        case Outcome.RECOMMENDED:
            return say("{recipient} decided on {date} to grant {amount}.", recipient=recipient, date=answer.day, amount=amount)
        case Outcome.CONDITIONS:
            return say(
                "{recipient} decided on {date} to grant {amount} on conditions.", recipient=recipient, date=answer.day, amount=amount
            )
        case Outcome.NOT_RECOMMENDED:
            return say("{recipient} decided on {date} not to make a grant.", recipient=recipient, date=answer.day)
        case _:
            return say("{recipient} decided on {date} to postpone the application.", recipient=recipient, date=answer.day)


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
