"""The meeting: who takes part in which case, what was moved, voted and decided, and the minutes of it."""
