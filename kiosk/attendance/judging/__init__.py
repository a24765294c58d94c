"""The rules of chapter KQ, pure: evidence in, results and deductions out; no store, no clock."""
