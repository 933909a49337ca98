"""A prose report, and the figures in it: what it says, how it says it, and where it contradicts itself."""
