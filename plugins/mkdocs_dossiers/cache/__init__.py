"""What was measured before, kept by content: the same bytes, asked the same by the same software, give the same."""
