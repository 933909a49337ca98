"""Reading the machine: one file per group of fields, each with one function ``read``.

Every ``read`` takes what it looks under (the root folder, or the project's), never fails, and returns one
reading per field of its section. Programs are only asked what files do not tell. Root, program runner and
environment variables are the real ones unless a test hands over others.
"""
