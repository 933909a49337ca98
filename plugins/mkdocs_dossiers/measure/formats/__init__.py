"""One SQL file per raw format: the folder listing is the list of what can be read."""
