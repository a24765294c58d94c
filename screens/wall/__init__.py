"""The wall: the big screen of the room, which runs the morning meeting."""
