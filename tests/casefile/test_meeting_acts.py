"""Every kind of act of a meeting is stored and read back as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reviewer.casefile.codec import Envelope, decode, encode
from reviewer.domain.meeting.acts import MeetingAct, OverrunDecided
from tests.domain.meeting.test_told import SENTENCES

ENVELOPE = Envelope(
    case="c", seat="sekretariat", number=1, act=1, previous="", at=datetime(2018, 2, 14, tzinfo=UTC), replaces=(), feed="case"
)


@pytest.mark.parametrize("body", [body for body, _ in SENTENCES])
def test_each_kind_is_read_back_as_it_was(body: MeetingAct) -> None:
    assert decode(encode(ENVELOPE, body)).body == body


def test_a_vote_on_the_budget_without_the_leaders_has_the_bytes_that_it_always_had() -> None:
    body = OverrunDecided(meeting="m", up_to=9, reason="x", taking_part=("a",), chair="a", for_count=1)
    stored = encode(ENVELOPE, body)
    assert stored.endswith(b'"body":{"meeting":"m","up_to":9,"reason":"x","taking_part":["a"],"chair":"a","for_count":1}}')
    assert decode(stored).body == body
