"""The commands as ``dossier --help`` lists them: by whom they are for, each in a few words."""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "Write a dossier",
        {
            "new": "Begin a draft that explains itself.",
            "record": "Run a benchmark, and store what it wrote as a dataset.",
            "add": "Store raw output that is there already.",
            "inspect": "Show what is in a raw file.",
            "claim": "Propose claims from the data, with limits that hold.",
            "capture": "Print a description of this machine.",
            "intake": "Find the figures in a report.",
        },
    ),
    (
        "Check, and publish",
        {
            "check": "The gate: is every claim backed by its evidence?",
            "publish": "Check a draft once more, and seal it.",
            "export": "Write the site's pages as plain Markdown.",
            "overview": "One home page over many sites.",
            "sync": "Fetch the dossiers of other repositories.",
            "fetch": "Fetch raw files that git does not hold.",
        },
    ),
    (
        "Trust nobody",
        {
            "trace": "From a claim to raw bytes and commit, and back.",
            "diff": "What differs between versions, commits or machines?",
            "reproduce": "Measure a dossier again, by its recipe.",
            "attest": "Sign what you have seen of a dossier.",
            "verify": "Recompute a built site from its own files.",
        },
    ),
    (
        "Settings",
        {
            "completion": "Complete commands and references in your shell.",
            "schema": "Print the schemas of the documents, for editors.",
            "cache": "Look at what was measured before, and make room.",
        },
    ),
)
"""Every command once; one that is not listed is shown under "More"."""
