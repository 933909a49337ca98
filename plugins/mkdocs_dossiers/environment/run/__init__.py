"""What a machine did while something was measured: two moments, and what changed between them.

``observed`` is the catalogue of what is watched, ``moment`` reads it once, ``record`` holds two moments against
each other, and ``remarks`` says what a reader should know of the result. A record is part of the environment
document, under ``runs`` and the dataset's name.
"""
