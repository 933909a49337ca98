"""The command ``dossier``: one file per command, one per output format. No logic lives here."""
