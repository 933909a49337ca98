"""The environment of a measurement: one captured machine and software description.

``fields`` is the catalogue of everything that is recorded, ``capture`` reads it (one file per group),
``privacy`` keeps out what names a person or a machine, and ``document`` joins the three into the JSON
document that ``schema/environment.schema.json`` describes. Every field is tri-state: a value, *not
available* with the reason, or *not applicable* with the reason. Nothing is guessed.
"""
