"""Damage done to sound dossiers, to see whether the gate notices. Run by scripts/mutate."""
