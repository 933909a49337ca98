"""Reading the sentence of a claim: its numbers, its statistic, and the words that promise something.

English, and no more of it than performance claims use. What is not understood is passed over: a sentence is
refused for what it says, never for what could not be read.
"""
