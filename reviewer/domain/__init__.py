"""The council's work as pure functions over frozen values."""
