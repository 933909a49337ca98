"""The same work on the workers of a Dask cluster. Only who names a scheduler comes here."""
