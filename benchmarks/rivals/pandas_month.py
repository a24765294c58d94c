"""The same month as an analyst would reckon it: a plain pandas script over a CSV of the taps.

It knows one month's hours, and of the rules what these taps need: second reads, slots, tiers,
absence. It keeps no evidence, no line and no version, and knows neither leave nor decisions.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

COLUMNS: Final = ("no", "at")
"""Staff number, and local time as `2026-06-01 09:12:31`."""

_SPLIT: Final = pd.Timedelta("13:55:00")
_HOURS: Final = pd.DataFrame(
    {
        "start": pd.to_timedelta(["09:20:00", "15:20:00"]),
        "middle": pd.to_timedelta(["10:55:00", "16:55:00"]),
        "end": pd.to_timedelta(["12:30:00", "18:30:00"]),
    },
    index=pd.Index(["am", "pm"], name="session"),
)
_LIMITS: Final = [0, 30, 60]
_FINES: Final = np.array([0, 5_000, 10_000, 20_000])
"""Fen: in time, and the three tiers."""
_ABSENCE: Final = 10_000
_MINUTE: Final = pd.Timedelta(minutes=1)


def deductions(path: Path, people: Sequence[str], days: Sequence[date]) -> dict[str, int]:
    """What everybody's month costs, in fen; `days` are the working days."""
    taps = pd.read_csv(path, parse_dates=["at"]).sort_values(["no", "at"])
    gap = taps.groupby("no")["at"].diff()
    taps = taps[gap.isna() | (gap > pd.Timedelta(seconds=60))]
    taps["day"] = (taps["at"] - pd.Timedelta(hours=4)).dt.normalize()
    taps["clock"] = taps["at"] - taps["day"]
    taps["session"] = np.where(taps["clock"] >= _SPLIT, "pm", "am")
    half_days = pd.MultiIndex.from_product(
        [list(people), pd.to_datetime(list(days)), ["am", "pm"]], names=["no", "day", "session"]
    )
    found = taps.groupby(["no", "day", "session"])["clock"].agg(["min", "max", "count"])
    found = found.reindex(half_days).join(_HOURS, on="session")
    came = found["min"].where((found["min"] < found["middle"]) | (found["count"] > 1))
    went = found["max"].where(found["max"] >= found["middle"])
    fen = (
        _fine(came.dt.floor("min") - found["start"])
        + _fine(found["end"] - went.dt.floor("min"))
        + np.where(found["count"].isna(), _ABSENCE, 0)
    )
    totals = pd.Series(fen, index=found.index).groupby("no").sum()
    return {str(no): int(total) for no, total in totals.items()}


def _fine(off: "pd.Series[pd.Timedelta]") -> np.ndarray:
    """By tiers; nothing where there was no tap, or it was in time."""
    minutes = (off / _MINUTE).fillna(0).to_numpy()
    fines: np.ndarray = _FINES[np.searchsorted(_LIMITS, minutes, side="left")]
    return fines
