"""Measuring: raw files become samples, and each claim one SQL statement over them.

Opinionated: nothing is estimated by resampling, so two runs give the same digits; samples are never
dropped unless the tool itself marked them as warm-up; every statement runs unchanged in a stock DuckDB.
"""
