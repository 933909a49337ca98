"""Prices combined bets by simulation, and serves the prices under load."""
