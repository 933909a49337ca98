"""Damaged documents and raw files, to find what the gate cannot take: see scripts/fuzz."""
