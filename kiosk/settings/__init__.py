"""The knobs of `keyroom.toml`, one module for each part of the regulation (§1, D-…)."""
