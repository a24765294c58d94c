"""Attendance (KQ): the timetable, the working days, the taps at the door and what they count as."""
