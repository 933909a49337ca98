"""Signing off what others measured. Only ``dossier attest`` comes here."""
