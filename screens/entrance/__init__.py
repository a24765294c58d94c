"""The entrance terminal: everyone taps here, in a hurry."""
