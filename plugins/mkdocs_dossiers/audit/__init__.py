"""What an auditor asks of a report: what a number rests on, what rests on that, and what differs."""
