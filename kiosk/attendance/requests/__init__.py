"""What people ask for and find out, and who decides about it: leave, visits, corrections, findings,
objections."""
