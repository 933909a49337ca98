"""Measures a dossier again by its recipe: the plan, the script, a place of its own, and the reproduction."""
