"""Faults for the commands that write dossiers: kills, full and read-only disks, many writers."""
