"""The ratings in words: the chosen application's, who has what left, and who moved in the second round."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.domain.assessment import Assessment
from reviewer.domain.committee import Committee
from reviewer.domain.earlier_ratings import changed_words, earlier_ratings, raters
from reviewer.domain.overview import Given, Line, Movement, missing
from reviewer.domain.rounds import Shift, mean_distance, shifts
from reviewer.domain.said import Listed, Points, Said, say, say_number
from reviewer.tui.drawing.cells import one_line
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.rows.rated import STATE

Titles = Mapping[str, str]


def chosen_words(sheet: Sheet, row: Line, assessment: Assessment) -> None:
    """Write the chosen one's figures, its states in words, what does not count, and who moved in the second round."""
    dossier, committee = assessment.judged[row.id].dossier, assessment.case.committee
    sheet.line((f"{row.id}  ", Tone.MUTED), (dossier.application.title, Tone.STRONG))
    sheet.prose(_figures(row))
    lacking = tuple(_name(committee, seat_id) for seat_id in assessment.judged[row.id].score.partly)
    if lacking:
        words = say(
            "{names}: only some criteria; in the range and the deviation, the mean of the others stands for the rest.",
            names=Listed(lacking),
        )
        sheet.prose(words, Tone.MUTED)
    moved = shifts(dossier.before, dossier.ratings)
    far = mean_distance(moved)
    if far is not None:
        names = ", ".join(dict.fromkeys(_name(committee, shift.seat) for shift in moved))
        sheet.prose(say("Moved in the second round: {names}, by {far} steps on average.", names=names, far=Points(far)), Tone.ACCENT)
    for (seat_id, criterion), ruled in sorted(dossier.excluded.items()):
        of = committee.criterion(criterion)
        name = say("{seat}, {criterion}", seat=_name(committee, seat_id), criterion=of.name) if of else _name(committee, seat_id)
        sheet.prose(say("{seat} does not count here: {reason}", seat=name, reason=ruled.reason), Tone.ATTENTION)
    earlier = earlier_ratings(dossier)
    if earlier:
        rated_by = Listed(tuple(_name(committee, seat_id) for seat_id in raters(earlier)))
        words = say("Rated before the application was revised: {names}. {changed}", names=rated_by, changed=changed_words(earlier))
        sheet.prose(words, Tone.ATTENTION)
    stated = tuple(
        say("{name}: {what}", name=seat.name, what=STATE[cell.given][1])
        for seat in committee.rating_seats()
        if (cell := row.cells[seat.id]).given in STATE
    )
    if stated:
        sheet.prose(Listed(stated), Tone.MUTED)


def _figures(row: Line) -> Said:
    rated = say_number("{number} member has rated.", "{number} members have rated.", row.ratings)
    if row.mean is None or row.median is None or row.spread is None:
        return rated
    return say(
        "Mean {mean} (place {by_mean}), median {median} (place {by_median}), from {lowest} to {highest}, "
        "standard deviation {deviation}. {rated}",
        mean=Points(row.mean),
        by_mean=row.rank_by_mean,
        median=Points(row.median),
        by_median=row.rank_by_median,
        lowest=Points(row.spread[0]),
        highest=Points(row.spread[1]),
        deviation=Points(row.deviation or 0),
        rated=rated,
    )


def left_words(sheet: Sheet, rows: tuple[Line, ...], committee: Committee, titles: Titles) -> None:
    """Write for each seat what it has still to rate."""
    at = {row.id: row for row in rows}
    for seat_id, left in missing(rows).items():
        sheet.blank()
        if not left:
            sheet.line((_name(committee, seat_id), Tone.STRONG), (f"  {sheet.text(say('has rated everything'))}", Tone.GOOD))
            continue
        number = say_number("{number} application left", "{number} applications left", len(left))
        sheet.line((_name(committee, seat_id), Tone.STRONG), (f"  {sheet.text(number)}", Tone.ATTENTION))
        for key in left:
            given = at[key].cells[seat_id].given
            state = "" if given is Given.NOT_RATED else f"  {sheet.text(STATE[given][1])}"
            sheet.line((f"  {key}  ", Tone.MUTED), (one_line(titles[key]), Tone.TEXT), (state, Tone.MUTED))


def moved_words(sheet: Sheet, moved: tuple[Movement, ...], committee: Committee, titles: Titles) -> None:
    """Write who moved in the second round and how far, and what that did to each score and place."""
    if not moved:
        sheet.prose(say("Nobody has given another score after the discussion."), Tone.MUTED)
        return
    everything = [shift for one in moved for shift in one.shifts]
    sheet.prose(
        say(
            "{members} changed {ratings}, by {far} steps on average. The first round is kept.",
            members=say_number("{number} member", "{number} members", len({shift.seat for shift in everything})),
            ratings=say_number("{number} rating", "{number} ratings", len(everything)),
            far=Points(mean_distance(everything) or 0),
        )
    )
    for one in moved:
        sheet.heading(titles[one.id])
        sheet.prose(_effect(one), Tone.ACCENT, 2)
        for shift in one.shifts:
            sheet.prose(_shift(shift, committee), Tone.TEXT, 2)


def _effect(one: Movement) -> Said:
    mean = say("no score yet")
    if one.mean_before is not None and one.mean_after is not None:
        mean = say("mean {before} → {after}", before=Points(one.mean_before), after=Points(one.mean_after))
    if one.rank_before == one.rank_after:
        return say("{mean}, the same place", mean=mean)
    before, after = ("–" if number is None else str(number) for number in (one.rank_before, one.rank_after))
    return say("{mean}, place {before} → {after}", mean=mean, before=before, after=after)


def _shift(shift: Shift, committee: Committee) -> Said:
    criterion = committee.criterion(shift.criterion)
    return say(
        "{seat}, {criterion}: {before} → {after}",
        seat=_name(committee, shift.seat),
        criterion=criterion.name if criterion else shift.criterion,
        before=shift.before,
        after=shift.after,
    )


def _name(committee: Committee, seat_id: str) -> str:
    seat = committee.seat(seat_id)
    return seat.name if seat else seat_id
