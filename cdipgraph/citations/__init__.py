"""Citations: find them, then, as a second step, say what they point at, or leave them open.

`find` sees single citations and their parts as printed, `with_elided` sessions whose noun is left out.
`resolve` sees the document: what it says of its sessions and reports, which session is under discussion where, which
ranges its annex lists. What the evidence does not decide stays open, with its candidates.
"""

from __future__ import annotations

from cdipgraph.citations.elided import with_elided
from cdipgraph.citations.finding import find
from cdipgraph.citations.others import with_others
from cdipgraph.citations.resolving import NO_EVIDENCE, SESSION, Evidence, reports_by_session, resolve

__all__ = ["NO_EVIDENCE", "SESSION", "Evidence", "find", "reports_by_session", "resolve", "with_elided", "with_others"]
