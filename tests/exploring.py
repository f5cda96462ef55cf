"""How many examples a property is tried with: few and always the same, or many and ever others (`make explore`)."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100  # what the usual profile gives a test that says nothing


def tries(usual: int) -> settings:
    """The settings of a test that usually has so many examples: as many times more as the profile has more."""
    return settings(max_examples=usual * settings.default.max_examples // USUAL)
