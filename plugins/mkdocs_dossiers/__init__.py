"""Performance dossiers: claims with their evidence, checked, recomputed and published.

The rooms of this package are the steps of one flow, and data moves only forward:

``read`` -> ``check`` -> ``measure`` -> ``judge`` -> ``pages`` -> ``publish``

``cli`` and ``plugin`` stand at the two ends and hold no logic of their own.
"""

__version__ = "0.1.0"
