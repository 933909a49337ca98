"""The gate: one file per rule in ``rules``, run over what was read and what was measured."""
