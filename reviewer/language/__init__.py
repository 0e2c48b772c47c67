"""Bokmål, nynorsk and English: sentences, numbers, dates, sorting."""
