"""The committee's standard sentences, and the codes of those that a decision uses."""

from __future__ import annotations

from reviewer.domain.phrases import Phrase, PhraseUse, used

PLAN = Phrase(id="plan", use=PhraseUse.CONDITION, text="Planen er godkjent.")
WIDE = Phrase(id="bred", use=PhraseUse.REASON, text="Løsningen er nasjonal.")


def test_a_code_counts_where_its_sentence_stands_word_for_word_in_its_own_place() -> None:
    assert used((PLAN, WIDE), ("Planen er godkjent.", "Annet."), "Kort. Løsningen er nasjonal.") == ("plan", "bred")


def test_a_sentence_that_was_changed_or_stands_elsewhere_has_no_code() -> None:
    assert used((PLAN, WIDE), ("Planen er nesten godkjent.", "Løsningen er nasjonal."), "Planen er godkjent.") == ()
