"""A small task grid: tasks are stored in PostgreSQL, assigned to nodes, and carried out by workers."""
