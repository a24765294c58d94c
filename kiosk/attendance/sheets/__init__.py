"""A month's sheet: its evidence gathered from the records, judged, closed, and reported."""
