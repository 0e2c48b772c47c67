"""How things look in cells: colours and signs, sheets of text, bars, large letters."""
