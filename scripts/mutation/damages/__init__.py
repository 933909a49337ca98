"""The kinds of damage, one file each."""
