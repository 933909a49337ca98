"""Measuring again."""
