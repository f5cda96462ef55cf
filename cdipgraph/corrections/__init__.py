"""What people settle by hand: corrections in a plain file, found again in a text, and applied as it is read.

A correction quotes the words it is about, with a little of what stands before and after them, so that it is found again
when the text around has changed. What it says wins over what the rules say; where its words are gone, it is reported
and the rules' reading stands.
"""

from __future__ import annotations

from cdipgraph.corrections.applying import Hands, Settled
from cdipgraph.corrections.statements import BadCorrection, Correction, meaning, place_key

__all__ = ["BadCorrection", "Correction", "Hands", "Settled", "meaning", "place_key"]
