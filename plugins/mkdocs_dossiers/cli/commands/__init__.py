"""One file per command: the folder listing is what ``dossier`` can do."""
