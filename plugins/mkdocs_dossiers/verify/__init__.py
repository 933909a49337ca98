"""From a built site alone, back to its numbers: what a reader who has nothing else can verify.

A site is untrusted input: its folder or ZIP file is read without following links or leaving it, every document is held
against its schema, and nothing is unpacked to more than it says it is.
"""
