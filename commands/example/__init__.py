"""The invented office of `init --example` and `demo`: nobody in it exists."""
