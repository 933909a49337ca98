"""The MkDocs end of the flow: hands pages over, and reports what the gate found. No logic lives here."""
