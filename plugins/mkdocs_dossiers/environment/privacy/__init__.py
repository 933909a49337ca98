"""Keeping out what names a person, a machine or a secret.

Two lines of defence: every risky source has a rule of its own about what of it may be published
(``boot_parameters``, ``build_flags``, ``mount_options``, ``variables``), and ``scrub`` goes over the
whole document at the end, whatever it came from.
"""
