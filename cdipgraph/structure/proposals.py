"""The proposals that a document answers: whose each is, where it stands, its paragraphs.

A document that heads its parts by proposals answers several; else whatever it says of proposals is of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdipgraph.report import CitationKind, Proposal, ProposalParagraph
from cdipgraph.source import Block
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexTable
from cdipgraph.structure.context import Context
from cdipgraph.structure.sections import Chapter, Outline, point, sentences

_STEM = 6  # letters of the word for a proposal that those for proposing have too


@dataclass(frozen=True)
class _Mention:
    """A proposal named in running text: the sentence, the name, whose it is, and where the sentence says it stands."""

    sentence: Span
    label: Span
    proposer: Span
    appendix: str = ""
    session: int | None = None


def read_proposals(context: Context, outline: Outline, annex: AnnexTable, title: Span | None) -> list[Proposal]:
    """The proposals in the order of the document; none where nothing is said of any."""
    told = [mention for block in outline.introduction for mention in _mentions(context, block.span)]
    if not told and title:
        told = list(_mentions(context, title))
    headed = [(h.span, h.proposer) for h in outline.proposals]
    headed = headed if len(headed) > 1 else [(line.span, line.proposer) for line in annex.proposals]
    if len(headed) < 2:
        only = _proposal(context, told, list(_paragraphs(context, outline, annex, None)))
        return [only] if only else []
    found = []
    for number, (heading, proposer) in enumerate(headed):
        own = [m for m in told if proposer and _alike(context, m.proposer, proposer)]
        paragraphs = list(_paragraphs(context, outline, annex, number))
        read = _proposal(context, own, paragraphs, heading if heading.end > heading.start else None, proposer)
        found.append(read or Proposal(()))
    return found


def _alike(context: Context, one: Span, other: Span) -> bool:
    """True for the same proposer, named at greater or smaller length."""
    first, second = (folded(span.of(context.source.lower)) for span in (one, other))
    return first in second or second in first


def _proposal(
    context: Context,
    told: Sequence[_Mention],
    paragraphs: Sequence[ProposalParagraph],
    heading: Span | None = None,
    proposer: Span | None = None,
) -> Proposal | None:
    stated = tuple(dict.fromkeys(context.stated(span) for span in [heading, *(m.sentence for m in told)] if span))
    if not stated and not paragraphs:
        return None
    located = next((m for m in told if m.session is not None), None)
    first = told[0] if told else None
    return Proposal(
        stated,
        heading or (first.label if first else None),
        proposer or (first.proposer if first else None),
        located.appendix if located else "",
        located.session if located else None,
        tuple(paragraphs),
    )


def _mentions(context: Context, span: Span) -> Iterator[_Mention]:
    """The proposals named in a stretch of text, each sentence with all that it names."""
    for sentence in sentences(context.source, span):
        matches = list(_matches(context, sentence))
        cited = [c for c in context.citations_in(sentence) if c.kind is CitationKind.ANNEX and c.session is not None]
        for number, match in enumerate(matches):
            following = matches[number + 1].start() if number + 1 < len(matches) else sentence.end
            proposer = Span(match.start("proposer"), match.end("proposer")).trimmed(context.source.text)
            label = Span(match.start(), max(proposer.end, _named_end(match)))
            near = [c for c in cited if match.start() <= c.span.start < following] or (cited if not number else [])
            where = (near[0].item, near[0].session) if near else ("", None)
            yield _Mention(sentence, label, proposer, *where)


def _matches(context: Context, sentence: Span) -> Iterator[re.Match[str]]:
    start, rules = sentence.start, context.language.rules("proposals")
    word = context.language.label("proposal").lower()[:_STEM]
    while context.source.lower.find(word, start, sentence.end) >= 0:
        rest = Span(start, sentence.end)
        found = [m for rule in rules if (m := context.search(rule.sought, rest))]
        if not found:
            return
        match = min(found, key=lambda m: m.start())
        yield match
        start = match.end("proposer")


def _named_end(match: re.Match[str]) -> int:
    """Where the name of a proposal ends: at the proposer, or, where the proposer comes first, at the word for a
    proposal.
    """
    return match.end("label") if "label" in match.re.groupindex and match["label"] else 0


def _paragraphs(
    context: Context, outline: Outline, annex: AnnexTable, proposal: int | None
) -> Iterator[ProposalParagraph]:
    """The paragraphs of a proposal, of the only one where it has no number."""
    chapters: dict[str, Chapter] = {}
    for chapter in outline.chapters:
        if chapter.number and proposal in (None, chapter.proposal):
            chapters.setdefault(chapter.number, chapter)
    sections = {number: span for of, number, span in annex.sections if proposal in (None, of)}
    for number in dict.fromkeys([*chapters, *sections]):
        if number in chapters:
            yield _paragraph(context, chapters[number])
        else:
            yield ProposalParagraph(number, context.stated(sections[number]))


def _paragraph(context: Context, chapter: Chapter) -> ProposalParagraph:
    blocks: list[Block] = chapter.text
    text = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else None
    points = tuple(p for p in (point(context.source, block) for block in blocks) if p)
    heading = context.stated(chapter.heading)
    return ProposalParagraph(chapter.number, heading, text, points, chapter.announced, chapter.announcement)
