"""Watches the prices of pools on a local feed, and trades on paper where one moves far from its average."""
