"""What people are shown of a month: the grid, the workbook of regulation §4.2, and its CSV copy."""
