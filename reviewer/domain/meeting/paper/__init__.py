"""Minutes kept on paper: the record of a meeting, acts made of it and it of acts, each act tried as if it were done in the room."""
