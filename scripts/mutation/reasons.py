"""Why a fresh checkout cannot show some damage once everything was forged: one sentence for each reason."""

FABRICATED = (
    "Samples that are made up together with every digest and summary look like samples that were measured; the "
    "base, or a digest that is kept elsewhere, shows them."
)
TESTIMONY = (
    "It is what the author says of the measurement, and nothing else in the dossier records it; the base shows "
    "that it was said otherwise."
)
WORDS = (
    "A sentence can say more than its limit in words no list holds; whoever reads the change sees them, and the base "
    "shows that it was changed."
)
WITHHELD = (
    "What was taken away together with its record leaves no trace in a fresh checkout; the base shows that it "
    "was there."
)
