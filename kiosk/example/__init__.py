"""The invented office of `init --example` and the demo: nobody in it exists."""
