"""Whether what is told as done is what was asked: by the words that both are told in, by the documents that both name,
by the session and by who was asked. Languages other than the asker's answer only by documents.
"""

from __future__ import annotations

from typing import Final

from cdipgraph.fulfilment.told import Asked, Given
from cdipgraph.graph import Reply
from cdipgraph.graph.names import organisation_of, symbol_iri
from cdipgraph.symbols import Symbol

_HALF: Final = 0.5  # of the words of what is asked that must be told
_MOST: Final = 0.75  # of them that leave little doubt
_TWO: Final = 2  # words in common without which nothing is answered
_THREE: Final = 3  # words in common that leave little doubt, and that what comes late must have
#: Who can do for whom: what the one was asked, the other is not told to have done.
_APART: Final = frozenset({("secretariat", "delegations"), ("delegations", "secretariat")})


def reply(asked: Asked, given: Given) -> Reply | None:
    """How what was given answers what was asked; None where it does not."""
    if given.committee != asked.committee or given.work == asked.work or given.session <= asked.asked_at:
        return None
    if asked.due is not None and given.session < asked.due:
        return None
    return _by_document(asked, given) or _by_words(asked, given)


def _reply(asked: Asked, given: Given, thing: str, basis: str, *, certain: bool) -> Reply:
    full = given.full and not asked.lasting
    quotes = (*given.quotes, asked.quote)
    return Reply(asked.commitment, thing, given.session_iri, full, certain, basis, quotes)


# By documents


def _by_document(asked: Asked, given: Given) -> Reply | None:
    """The answer that a document ties to what was asked: the one that was to be taken up; a later issue of one that is
    named; a new one that is told together with it.
    """
    if not asked.symbols or (asked.due is not None and given.session != asked.due):
        return None
    found = _taken_up(asked, given) or _issued_again(asked, given) or _new_beside(asked, given)
    certain = asked.due is not None
    if not found:
        return None
    return _reply(asked, given, symbol_iri(found, organisation_of(given.committee)), "document", certain=certain)


def _taken_up(asked: Asked, given: Given) -> Symbol | None:
    shared = [symbol for symbol in asked.symbols if symbol in given.symbols]
    return shared[0] if shared and asked.considering else None


def _issued_again(asked: Asked, given: Given) -> Symbol | None:
    """A later issue of a document that is named in what was asked: CDIP/24/8 Rev. of CDIP/24/8."""
    former = {symbol.issue.text: symbol.issue.rank for symbol in asked.symbols}
    later = (s for s in given.symbols if s.issue.text in former and s.issue.rank > former[s.issue.text])
    return next(later, None)


def _new_beside(asked: Asked, given: Given) -> Symbol | None:
    """The document of the session that is told in one sentence with the one that is named in what was asked."""
    shared = [symbol for symbol in given.symbols if symbol in asked.symbols]
    new = [symbol for symbol in given.symbols if symbol not in asked.symbols and symbol.session == given.session]
    return new[0] if shared and len(new) == 1 and not asked.considering else None


# By words


def _by_words(asked: Asked, given: Given) -> Reply | None:
    """The answer that is told in the words of what was asked."""
    if given.code != asked.code or ((asked.actor, given.actor) in _APART and not asked.of_delegations):
        return None
    if not all(asked.finds(name, given.lower) for name in asked.doing):
        return None
    sure = _alike(asked, given)
    if sure is None:
        return None
    late = asked.due is not None and given.session > asked.due
    if late and not (sure and len(asked.words & given.told) >= _THREE):
        return None
    thing = given.produced[0] if len(given.produced) == 1 else given.thing
    return _reply(asked, given, thing, "words", certain=sure and not late)


def _alike(asked: Asked, given: Given) -> bool | None:
    """Whether what was given is surely what was asked; None where it is something else.

    What lacks a word of what was asked, and has one that the asker never used, is of something else: the exchange on
    health is not that on energy.
    """
    wanted, told = asked.words, given.told
    common, missing = wanted & told, wanted - told
    foreign = given.named - wanted - asked.context
    about_it = wanted & given.named or (given.named and not foreign)
    if len(common) < _TWO or not about_it or (missing and foreign):
        return None
    if not missing:
        return _all_told(asked, given, common, foreign)
    share = len(common) / len(wanted)
    if share < _HALF:
        return None
    return share >= _MOST or (not given.full and len(common) >= _THREE)


def _all_told(asked: Asked, given: Given, common: frozenset[str], foreign: frozenset[str]) -> bool | None:
    """The same, where no word of what was asked is missing: two words that others stand beside are of this ask only
    where some of these are spoken of around it.
    """
    if len(common) >= _THREE or not foreign:
        return True
    return False if given.named & (asked.context - asked.words) else None
