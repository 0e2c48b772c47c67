"""The pages of the meeting: who takes part, the agenda, the room, the review, and what follows."""
