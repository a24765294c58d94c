"""`python -m benchmarks`: measure, print side by side, and on `--write` keep in the document."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import machine, report
from benchmarks.figure import Setting
from benchmarks.figures import FIGURES

CACHE = Path(__file__).parent.parent / ".cache" / "bench"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 0, whatever came out: figures inform, they judge no build."""
    asked = _parser().parse_args(arguments)
    wanted = [figure for figure in FIGURES if not asked.only or figure.name in asked.only]
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    CACHE.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="run-", dir=CACHE))
    try:
        setting = Setting(CACHE, scratch, quick=asked.quick, soak=asked.soak)
        description = machine.describe(scratch)
        console.print(description + "\n", markup=False)
        for figure in wanted:
            outcome = figure.measure(setting)
            report.show(console, figure, outcome)
            if asked.write:
                report.keep(figure.name, report.markdown(outcome))
        if asked.write:
            report.keep(report.MACHINE, description)
    finally:
        shutil.rmtree(scratch)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=[figure.name for figure in FIGURES],
        metavar="NAME",
        help="one figure, may be repeated: " + ", ".join(figure.name for figure in FIGURES),
    )
    parser.add_argument(
        "--quick", action="store_true", help="small stores and few rounds: does it run at all"
    )
    parser.add_argument(
        "--soak", action="store_true", help="take the whole ten minutes of the endurance figure"
    )
    parser.add_argument(
        "--write", action="store_true", help="keep the tables in docs/performance.md"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
