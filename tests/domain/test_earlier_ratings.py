"""Ratings on an earlier revision: marked on every laptop, whatever came when, with what has changed since."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.casefile.codec import decode
from reviewer.domain.earlier_ratings import changed_words, earlier_of, earlier_ratings, raters
from reviewer.language.speech import Speech
from reviewer.packing import hand_in
from tests.casefile.conftest import NOON, application, received
from tests.exchange.laptops import OFFICE, Laptop, member, office, rated

AT = NOON + timedelta(days=1)


@pytest.fixture
def secretariat(tmp_path: Path) -> Laptop:
    return office(tmp_path)


def test_a_rating_given_before_the_revision_came_is_marked_and_still_counts(secretariat: Laptop, tmp_path: Path) -> None:
    bergen, oslo = (member(tmp_path, seat, secretariat) for seat in ("bergen", "oslo"))
    secretariat.act(received(application("2026-1", "Ny tittel", 700_000)), AT)
    oslo.take(secretariat.pack(AT, to="oslo"), at=AT)
    oslo.act(rated("2026-1", "oslo", 2, 2), AT)
    hand_in(oslo.file, "oslo", AT)
    # Bergen rates later by the clock, but has not had the revision: no order of time tells that.
    bergen.act(rated("2026-1", "bergen", 4, 5), AT + timedelta(hours=5))
    hand_in(bergen.file, "bergen", AT + timedelta(hours=5))
    secretariat.take(oslo.pack(AT), bergen.pack(AT), at=AT + timedelta(days=1))
    dossier = secretariat.file.case().dossiers["2026-1"]
    earlier = earlier_ratings(dossier)
    assert raters(earlier) == ("bergen",)
    assert {name for _, name in earlier} == {"reuse", "benefit"}
    assert len(dossier.ratings) == 4
    assert [difference.field for difference in earlier["bergen", "reuse"].changes] == ["title", "amount_applied"]
    assert Speech("nb").text(changed_words(earlier)) == "Endret siden: tittel og søknadsbeløp."
    bergen.take(secretariat.pack(AT, to="bergen"), at=AT + timedelta(days=1))
    assert {one.rated.criterion for one in earlier_of(bergen.file.case().dossiers["2026-1"], "bergen")} == {"reuse", "benefit"}


def test_rating_anew_takes_the_mark_away(secretariat: Laptop, tmp_path: Path) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    secretariat.act(received(application("2026-1", "Ny tittel")), AT)
    bergen.take(secretariat.pack(AT, to="bergen"), at=AT)
    assert len(earlier_of(bergen.file.case().dossiers["2026-1"], "bergen")) == 2
    bergen.act(rated("2026-1", "bergen", 4), AT)
    assert [one.rated.criterion for one in earlier_of(bergen.file.case().dossiers["2026-1"], "bergen")] == ["benefit"]


def test_a_revision_that_says_the_same_again_marks_nothing(secretariat: Laptop, tmp_path: Path) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    hand_in(bergen.file, "bergen", AT)
    secretariat.act(received(application("2026-1", "Ny tittel")), AT)
    secretariat.act(received(application("2026-1")), AT)
    secretariat.take(bergen.pack(AT), at=AT)
    assert earlier_ratings(secretariat.file.case().dossiers["2026-1"]) == {}


def test_a_rating_on_a_revision_that_was_taken_back_says_so(secretariat: Laptop, tmp_path: Path) -> None:
    secretariat.act(received(application("2026-1", "Ny tittel")), AT)
    bergen = member(tmp_path, "bergen", secretariat, AT)
    bergen.act(rated("2026-1", "bergen", 4, 5), AT)
    hand_in(bergen.file, "bergen", AT)
    secretariat.file.undo(OFFICE, AT)
    secretariat.take(bergen.pack(AT), at=AT)
    earlier = earlier_ratings(secretariat.file.case().dossiers["2026-1"])
    assert raters(earlier) == ("bergen",)
    assert "trukket tilbake" in Speech("nb").text(changed_words(earlier))


def test_a_rating_of_an_older_program_is_read_and_not_marked(secretariat: Laptop, tmp_path: Path) -> None:
    bergen = member(tmp_path, "bergen", secretariat)
    bergen.act(rated("2026-1", "bergen", 4), AT)
    stored = next(one for one in bergen.file.stored_events() if b'"rated"' in one)
    revision = decode(stored).body.revision
    assert revision == bergen.file.case().dossiers["2026-1"].revisions[-1].id
    older = stored.replace(f',"revision":"{revision}"'.encode(), b"")
    assert older != stored
    assert decode(older).body.revision == ""
