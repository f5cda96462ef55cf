"""The measures of a document: what the narrative and the annex say of the same one, put together.

They are joined by proposal, paragraph and number; where the annex prints no number, by what they have in common: the
documents and paragraphs cited, the words of their names; and where they have nothing in common, by order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cdipgraph.findings import Finding
from cdipgraph.report import DOCUMENT, PARAGRAPHS, SUMMARY_ITEM
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexRow, AnnexTable
from cdipgraph.structure.chain import Part
from cdipgraph.structure.context import Context, Discussion
from cdipgraph.structure.sections import MeasureSection, Outline

_MOST_PAIRS = 40_000  # of sections and rows of one paragraph that are held against each other
_CITED = 100  # what a citation in common counts, in words
_SHOWN = 120  # characters of the words that a finding shows
_DONE = (("activity", "presented"), ("activity", "considered"), ("told", "decision"))
_SHORT = 4  # words no longer than this are in every name
#: The citations (symbol, first, last) and the words by which a measure is known.
_Marks = tuple[set[tuple[str, str, str]], set[str]]
#: A paragraph: the proposal it is of, counted from 0, and its number.
_Key = tuple[int, str]


@dataclass
class _Known:
    """What is told of one paragraph's measures, and what the annex has of them."""

    sections: list[MeasureSection] = field(default_factory=list)
    rows: list[AnnexRow] = field(default_factory=list)


def join_parts(context: Context, outline: Outline, annex: AnnexTable) -> list[Part]:
    """The measures in order: paragraph by paragraph, those of the narrative before those of the annex alone."""
    parts: list[Part] = []
    for (proposal, paragraph), known in _by_paragraph(outline, annex).items():
        sections = _numbered(known.sections, context.source.lower)
        rows = _aligned(context, sections, list(_whole(known.rows, len(sections))))
        for number in _ordered([*sections, *rows]):
            section = _with_told(context, sections[number]) if number in sections else None
            discussion = Discussion.of(context, section.prose) if section else Discussion()
            parts.append(Part(paragraph, number, section, rows.get(number), discussion, proposal))
    return parts


def _with_told(context: Context, section: MeasureSection) -> MeasureSection:
    """The section; what is told under the heading of the follow-up as done at a session, with the paragraphs of the
    report on it, is told of the measure as well.
    """
    told = [block for block in section.follow_up if _reviewed(context, block.span)]
    return replace(section, prose=[*section.prose, *told]) if told else section


def _reviewed(context: Context, span: Span) -> bool:
    """True for words that tell what was presented, considered or decided, and cite the report or the summary on it."""
    cited = [c for c in context.citations_in(span) if c.kind in (PARAGRAPHS, SUMMARY_ITEM)]
    named = any(c.kind is SUMMARY_ITEM or c.session or context.find(c.span, "words", "report") for c in cited)
    return named and any(context.find(span, *done) for done in _DONE)


def _by_paragraph(outline: Outline, annex: AnnexTable) -> dict[_Key, _Known]:
    """Each paragraph with its sections and rows. A paragraph that is taken up again goes on."""
    found: dict[_Key, _Known] = {}
    for chapter in outline.chapters:
        known = found.setdefault((chapter.proposal, chapter.number), _Known()).sections
        unnamed = len(chapter.measures) == 1 == len(known) and not (chapter.measures[0].heading or known[0].heading)
        known[:] = [known[0].joined(chapter.measures[0])] if unnamed else [*known, *chapter.measures]
    several = len(outline.proposals) > 1 or not any(known.sections for known in found.values())
    told = {key for key, known in found.items() if known.sections}
    for row in annex.rows:
        proposal = row.proposal if several else 0
        key = (proposal, row.paragraph)
        if not row.paragraph and len({number for _, number in told}) == 1:  # an annex that names no paragraph
            key = next(iter(told))
        found.setdefault(key, _Known()).rows.append(row)
    return found


def _whole(rows: Sequence[AnnexRow], told: int) -> Iterator[AnnexRow]:
    """The rows, each with those that go on with it by naming its measure again; unless the narrative tells of as many
    measures as there are rows.
    """
    last: AnnexRow | None = None
    for row in rows:
        if last and row.again and told < len(rows):
            last = last.joined(row)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _numbered(sections: Iterable[MeasureSection], lower: str) -> dict[str, MeasureSection]:
    """The sections of one paragraph by their number: the printed one, else their place in order. What is headed again
    by the same number and name goes on.
    """
    found: dict[str, MeasureSection] = {}
    highest = 0
    for section in (s for s in sections if not s.empty):
        number = section.number or str(len(found) + 1)
        if number in found and _same(found[number], section, lower):
            found[number] = found[number].joined(section)
            continue
        number = number if number not in found else str(highest + 1)
        highest = max(highest, int(number)) if number.isdigit() else highest
        found[number] = section
    return found


def _same(one: MeasureSection, other: MeasureSection, lower: str) -> bool:
    """True for two sections that are headed by the same name, or the second by a number alone."""
    if not (one.number and other.number and one.label and other.label):
        return False
    first, second = (folded(label.of(lower)) for label in (one.label, other.label))
    return first == second or other.label == other.heading


def _ordered(numbers: Iterable[str]) -> list[str]:
    """Numbers in their order: figures by value, before letters; each once."""
    return sorted(dict.fromkeys(numbers), key=lambda n: (not n.isdigit(), int(n) if n.isdigit() else 0, n))


def _free(*taken: Iterable[str]) -> str:
    """The number after the highest that is taken."""
    return str(max((int(n) for numbers in taken for n in numbers if n.isdigit()), default=0) + 1)


def _aligned(context: Context, sections: Mapping[str, MeasureSection], rows: Sequence[AnnexRow]) -> dict[str, AnnexRow]:
    """The rows by the number of their measure: that of the section they share most citations and words with.

    Where nothing is shared, the printed number or the order decides; a row that fits no section keeps a number of its
    own.
    """
    places = {i: row.number or str(i + 1) for i, row in enumerate(rows)}
    if len(sections) == len(rows) == 1 and set(places.values()) == sections.keys():
        return dict.fromkeys(sections, rows[0])
    if len(sections) * len(rows) > _MOST_PAIRS:
        return {places[i] if rows[i].number else str(i + 1): row for i, row in enumerate(rows)}
    said = {number: _said(context, section) for number, section in sections.items()}
    tabled = [_tabled(context, row) for row in rows]
    order = {number: place for place, number in enumerate(sections)}
    shared = {(number, i): _shared(said[number], marks) for number in said for i, marks in enumerate(tabled)}

    def alike(number: str, i: int) -> int:
        """How sure it is that a section and a row are one measure: 0 where they are not."""
        printed = sections[number].number
        if printed and rows[i].number:
            return shared[number, i] + 50 if number == rows[i].number else shared[number, i] // _CITED
        placed_alike = places[i] == number if printed or rows[i].number else order[number] == i
        return shared[number, i] or int(placed_alike)

    found: dict[str, AnnexRow] = {}
    placed: set[int] = set()
    for number, i in sorted(shared, key=lambda pair: (-alike(*pair), abs(order[pair[0]] - pair[1]), pair)):
        if number not in found and i not in placed and alike(number, i):
            found[number] = rows[i]
            placed.add(i)
    for i, row in enumerate(rows):
        if i not in placed:
            own = places[i]
            found[own if own not in sections and own not in found else _free(sections, found)] = row
    return found


def _said(context: Context, section: MeasureSection) -> _Marks:
    return _marks(context, [block.span for block in section.prose], section.label)


def _tabled(context: Context, row: AnnexRow) -> _Marks:
    return _marks(context, [span for spans in row.entries.values() for span in spans], row.measure)


def _marks(context: Context, spans: Iterable[Span], label: Span | None) -> _Marks:
    """What tells one measure from another: the documents and paragraphs cited, and the words of its name."""
    cited = {
        (str(c.symbol or "") if c.kind is DOCUMENT else "", c.first, c.last)
        for span in spans
        for c in context.citations_in(span)
        if c.kind in (DOCUMENT, PARAGRAPHS)
    }
    words = {word for word in label.of(context.source.lower).split() if len(word) > _SHORT} if label else set()
    return cited, words


def _shared(one: _Marks, other: _Marks) -> int:
    """How much two measures have in common: a citation counts for more than any number of words."""
    return _CITED * len(one[0] & other[0]) + min(_CITED - 1, len(one[1] & other[1]))


# Findings


def compared(context: Context, parts: Sequence[Part], outline: Outline, annex: AnnexTable) -> Iterator[Finding]:
    """What is missing when the narrative is held against the annex, and both against the paragraphs of the proposal."""
    told = any(part.section for part in parts)
    tabled = any(part.row for part in parts)
    for part in parts if told and tabled else ():
        if part.row and not part.section:
            yield _finding(context, "row-without-section", part, part.row.measure)
        elif part.section and not part.row:
            span = part.section.heading or part.section.label or _first(part.section)
            yield _finding(context, "section-without-row", part, span)
    known = {(part.proposal, part.paragraph) for part in parts}
    for chapter in outline.chapters if parts else ():
        if (chapter.proposal, chapter.number) not in known:
            yield _about(context, "paragraph-without-measure", chapter.heading, paragraph=chapter.number)
    if not annex.rows and outline.annex_at is not None:
        for span in (span for span in annex.others if span.start >= outline.annex_at):
            yield _about(context, "table-not-read", span)


def _first(section: MeasureSection) -> Span:
    blocks = [*section.prose, *section.follow_up]
    return blocks[0].span if blocks else section.decisions[0].text


def _finding(context: Context, rule: str, part: Part, span: Span) -> Finding:
    return _about(context, rule, span, paragraph=part.paragraph or "-", number=part.number)


def _about(context: Context, rule: str, span: Span, paragraph: str = "", number: str = "") -> Finding:
    text = folded(context.quote(Span(span.start, min(span.end, span.start + _SHOWN))))
    return Finding.of(rule, start=span.start, end=span.end, text=text, paragraph=paragraph, number=number)
