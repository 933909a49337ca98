"""A claim is about another series of the dossier."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import same_series
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "of")
    metric = target.claims[name]["metric"]
    old = target.claims[name]["of"]
    texts = [claim[form][key] for claim in target.claims.values() for form, key in [("ratio", "of"), ("ratio", "to")]
             if isinstance(claim.get(form), dict)]  # fmt: skip
    texts += [claim["of"] for claim in target.claims.values() if "of" in claim]
    texts += list(target.datasets)
    other = some(chance, sorted({text for text in texts if text != old}))
    return f"{metric}, {target.set('claims', name, 'of', to=f'{other}')}"


DAMAGE = Damage(apply=apply, harmless=(same_series,))
