"""The catalogue's rows, in three parts: the hardware, the software, the circumstances of the run."""
