"""How fast this software is, measured against baselines in the same run."""
