"""Measurements of the running product: `python3 infra/bench.py NAME` prints figure and command."""
