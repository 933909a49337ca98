"""The words of the design as frozen data: documents, dossiers, claims, measurements, verdicts, problems."""
