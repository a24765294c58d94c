"""What Keyroom costs, beside what it could cost at least and what the stock parts cost.

`make bench` runs every figure; `python -m benchmarks --help` runs one. Each figure is a file in
`figures/` that measures Keyroom and its named rivals in one run, taking turns, so that whatever
else the machine does falls on all of them. `docs/performance.md` keeps the tables.
"""
