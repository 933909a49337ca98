"""From files to documents and models. Nothing here judges; what cannot be read is refused with its place."""
