"""Which lines of a narrative are headings, and of what.

A heading may stand after a number or letter of its own ("3. Paragraph 2", "(a) Measure 1", "1.1 A seminar"), have its
name on the next line, or be nothing but a name. What a recommendation or a project is the head of, the document as a
whole decides: where it has paragraphs of a proposal, a recommendation is a measure, else it stands for a paragraph.
The parts of a measure are headed alike under each: what comes again, or holds nothing but words that name a part, heads
one, whatever its wording; so do the words that open a paragraph ("Discussion. Delegations ...").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from cdipgraph.languages import Language
from cdipgraph.source import CELL, HEADING, Block, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.lines import HEADS, NUMBERED, PARAGRAPHS, PARTS, Line
from cdipgraph.structure.rolewords import only_role_words, role_words
from cdipgraph.structure.worded import Worded
from cdipgraph.symbols import roman

_LONGEST = 400  # characters of the longest heading
_LONGEST_NAME = 250  # of one that is nothing but a name
_OWN_NUMBER = re.compile(r"[A-Z](?P<number>\d{1,2})[.):]\s")  # that of a measure: "M2. "
NUMBER = re.compile(r"(\d{1,4})(?:\.\s*(?=[^\W\d_]|[\"'(])|\t\s*(?=\S)|\s{1,4}(?=[^\W\d_a-zà-ÿ]|[\"(]))")
_ENUMERATOR = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivxlc]{1,5}|[a-z]\d{0,2})[.)]+\s*(?=[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[^\W\d_])",
    re.I,
)
LETTER = re.compile(r"[^\W\d_]")  # without one, no words head anything
_LETTERED = re.compile(r"^(\d+) ?\(?([a-z]{1,4})\)$")
_LONGEST_UNKNOWN = 80  # of a line of plain text that is taken for a heading of which nothing is known
_TEXT_ENDS = frozenset(".;:,?!")
_CLOSING = frozenset("\")'")
_ROUND_NUMBER = " \t.()\u00a0"  # what stands round the number of a heading
_RUN_IN = ("proposal-paragraph", "measure")  # what the heading of a paragraph that it opens can head
_STOPS = re.compile(r"\. |(?<=\)): ")  # after the heading of a paragraph that it opens
_LONGEST_RUN_IN = 200  # characters of that
#: What the introduction calls a part, its number, its name: "Apartado a): Cooperación".
_PART = re.compile(
    r"(?P<noun>[^\W\d_]{3,16})(?: n[.°º]{1,2})? \(?(?P<number>\d{1,2}|[a-z]|[ivx]{1,5})"
    r"(?:\)?\s*[:.-]\s*|\)\s*|\s(?=\()|$)(?P<label>\S[^\n]*)?",
    re.I,
)
#: The same with the number in words before: "Second request: assistance".
_ORDINAL_PART = re.compile(
    r"(?:(?:the|la|le|el) )?(?P<ordinal>[^\W\d_]{4,12}) (?P<noun>[^\W\d_]{3,16})(?:\s*[:.-]\s*(?P<label>\S[^\n]*)?)?",
    re.I,
)
_STEM = 4  # letters that the singular and the plural of a noun have in common
_SEVERAL = 2  # so many make a layout
_SENTENCES = re.compile(r"[^\W\d_]{4}[)\"]?\.\s+[\"(]?[^\W\d_a-zß-ÿ]")  # one ends, and another begins


def read_lines(
    source: SourceText, language: Language, blocks: Sequence[Block], names: Container[str] = ()
) -> list[Line]:
    """The lines of a narrative, each with its role; `names` are the measures, folded, that an annex names."""
    reader = _Reader(source, language, names)
    lines = [reader.line(block) for block in blocks]
    return list(reader.settled(Worded(reader).parts(lines) if "roles" in language.table else lines))


def heading_of(source: SourceText, language: Language, span: Span) -> Line:
    """What the words of a cell are the heading of."""
    return _Reader(source, language).line(Block(span, CELL))


def unnumbered(source: SourceText, span: Span) -> Span:
    """The span without the paragraph number that it may open with: what a formula opens follows the number."""
    if not source.view[span.start : span.start + 1].isdigit():
        return span
    number = NUMBER.match(source.view, *span)
    return Span(number.end(), span.end) if number else span


def as_number(printed: str) -> str:
    """A printed number in one form: letters by themselves in capitals, "1 a)" and "1 (a)" as "1(a)"."""
    bare = printed.strip("()")
    if bare.isalpha():
        return bare.upper()
    return _LETTERED.sub(r"\1(\2)", printed)


class _Reader:
    def __init__(self, source: SourceText, language: Language, names: Container[str] = ()) -> None:
        self.source, self.language, self.names = source, language, names
        self.counted = self.apart = False  # the headings of paragraphs are numbered on; or there is only one
        self.repeated: set[str] = set()  # numbers that several headings have
        self.bare = False  # nothing but the paragraphs of the proposal is headed by known words
        self.view, self.lower = source.view, source.lower
        self.any_rule, self.any_opening = language.any_of("headings"), language.any_of("openings")
        self.sessions = language.pattern("context", "headed")
        self.annexes = language.pattern("context", "annexed")

    def line(self, block: Block) -> Line:
        """A block, with the role that its words give it."""
        whole = block.span
        span = unnumbered(self.source, whole)
        if whole.end - whole.start < _LONGEST and LETTER.search(self.view, *whole):
            found = self.any_rule.fullmatch(self.lower, *span)
            if found:
                return self._heading(block, span, found)
            number = _ENUMERATOR.match(self.view, *whole)
            rest = Span(number.end(), whole.end) if number and number.end() != span.start else None
            found = self.any_rule.fullmatch(self.lower, *rest) if rest else None
            if rest and found:
                return self._heading(block, rest, found)
            own = Span(number.end(), whole.end) if number else span
            if self.sessions.fullmatch(self.lower, *own):
                return Line(block, own, "session")
        return Line(block, span)

    def _heading(self, block: Block, span: Span, found: re.Match[str]) -> Line:
        """The heading that words are, by the first rule to match them whole."""
        rule = self.language.rule_of("headings", found)
        role, match = rule.role, rule.pattern.fullmatch(self.lower, *span)
        if match is None:
            raise AssertionError(f"{rule.text!r} does not match what it matched among the others")
        parts = match.groupdict()
        loose = parts.get("loose")
        told = role in PARTS and _SENTENCES.search(self.view, *span)  # the heading of a part, and what stands under it
        if told or (loose is not None and not self.is_name(Span(*match.span("loose")))):
            return Line(block, unnumbered(self.source, block.span))
        named = "loose" if loose is not None else "label2" if parts.get("label2") else "label"
        label = Span(*match.span(named)).trimmed(self.source.text) if parts.get(named) else None
        label = self.after_enumerator(label) if label and named == "loose" else label
        proposer = Span(*match.span("proposer")).trimmed(self.source.text) if parts.get("proposer") else None
        number, paragraph = self._number(parts), as_number(parts.get("paragraph") or parts.get("of") or "")
        own = _OWN_NUMBER.match(self.view, *span) if named == "loose" and role in PARAGRAPHS else None
        if own:  # "M2. A survey (paragraph 1)"
            return Line(block, span, "measure", own["number"], number, label)
        if paragraph and role in PARAGRAPHS:
            number, paragraph = f"{paragraph}.{number}", ""
        return Line(block, span, role, number, paragraph, label, proposer)

    def part(self, span: Span) -> str:
        """The part of a measure that words are the heading of, all of them; nothing when they are none."""
        found = self.any_rule.fullmatch(self.lower, *span)
        role = self.language.rule_of("headings", found).role if found else ""
        return role if role in PARTS else ""

    def _number(self, parts: dict[str, str | None]) -> str:
        """The number in a heading: in digits, a letter, or counted in words."""
        words = parts.get("ordinal") or parts.get("ordinal2")
        ordinal = self.language.ordinal(words) if words else None
        if ordinal is not None:
            return str(ordinal)
        printed = parts.get("number") or ""
        counted = self.language.number(printed)
        return str(counted) if counted is not None else as_number(printed)

    def is_name(self, span: Span) -> bool:
        """True for words that can be a name: not long, begun like one, and not ended like a sentence."""
        first, last = self.view[span.start : span.start + 1], self._last(span)
        begun = first.isupper() or ((first.isdigit() or first in '"(') and LETTER.search(self.view, *span))
        return bool(begun) and 0 < span.end - span.start <= _LONGEST_NAME and last not in _TEXT_ENDS

    # What the document as a whole decides

    def settled(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The lines with their roles in this document."""
        lines = self._divided(self._levelled(self._with_heads(lines)))
        roles = {line.role for line in lines} | {line.head.role for line in lines if line.head}
        paragraphs = "proposal-paragraph" in roles
        parts = roles | {line.part for line in lines}
        headed = bool({*PARAGRAPHS, "measure", "measures"} & roles)
        told = not headed and "implementation" in parts and bool({"decision", "follow-up"} & parts)
        counts = Counter(line.role or line.part for line in lines)
        known = {"measure", "measures"} & parts or any(counts[part] > 1 for part in PARTS)
        self.bare = counts["proposal-paragraph"] > 1 and not known
        heads = "proposal-paragraph" if paragraphs else "recommendation"
        numbers = [self._enumerator(line) for line in lines if line.role == heads]
        shared = Counter(self._enumerator(line) for line in lines if line.role)
        self.repeated = {number for number, times in shared.items() if times > 1}
        apart = self.repeated.isdisjoint(numbers)
        self.counted = apart and len(numbers) > 1 and all(_counts_on(a, b) for a, b in pairwise(numbers))
        self.apart = self.counted or (apart and len(numbers) == 1)
        by_session = any(a.role == "session" and _opens(b) for a, b in pairwise(lines))
        chapter = _Chapter()
        for position, line in enumerate(lines):
            after = lines[position + 1] if position + 1 < len(lines) else line
            following = after.role or after.part if after is not line else ""
            if line.role == "session":
                settled = line if by_session else line._replace(role="sitting")
            elif not line.role and not self.may_be_name(line):
                settled = line
            else:
                settled = self._settled(line, following, chapter, paragraphs=paragraphs)
                if settled.role in PARTS and self.counted and self._beside(settled, chapter):
                    settled = settled._replace(role="apart", part=settled.role)
                if settled.role in PARTS and not (told or chapter.begun):
                    settled = settled._replace(role="other")
                elif not settled.role and chapter.begun and self._looks_like_heading(settled):
                    settled = self._unknown(settled, chapter)
            yield settled
            if settled.head:
                chapter.take(self.view, settled.head)
            chapter.take(self.view, settled)

    def _unknown(self, line: Line, chapter: _Chapter) -> Line:
        """A line that looks like a heading and is none that is known: it heads an annex, or what stands beside the
        paragraphs of the proposal, where it is numbered or styled as they are; else it may be text.
        """
        own = self.after_enumerator(line.block.span)
        if self.annexes.fullmatch(self.lower, *own):
            return line._replace(role="annex-follows")
        if self._of_a_table(own):
            return line._replace(role="other")
        apart = chapter.styled_as(line) or self._beside(line, chapter)
        return line._replace(role="apart") if apart else line._replace(unknown=True)

    def _beside(self, line: Line, chapter: _Chapter) -> bool:
        """True for a heading that is numbered on from that of the paragraph, as those of paragraphs are: by a number
        that no other has, and that does not go on with those of the headings under the paragraph.
        """
        number = self._enumerator(line)
        apart = self.apart and _counts_on(chapter.enumerator, number)
        return apart and number not in self.repeated and not _counts_on(chapter.inner, number)

    def _enumerator(self, line: Line) -> str:
        """The number or letter that a heading begins with."""
        own = line.span if line.role else self.after_enumerator(line.block.span)
        return self.view[line.block.span.start : own.start].strip(_ROUND_NUMBER)

    def _with_heads(self, lines: Sequence[Line]) -> list[Line]:
        """The lines; paragraphs that open with the heading of what they tell of, where several do, come with it."""
        found = {n: head for n, line in enumerate(lines) if self._goes_on(line) and (head := self._run_in(line))}
        if len({(head.role, head.number, head.paragraph) for head, _ in found.values()}) < _SEVERAL:
            return list(lines)
        return [Line(line.block, found[n][1], head=found[n][0]) if n in found else line for n, line in enumerate(lines)]

    def _goes_on(self, line: Line) -> bool:
        """True for text, and for a heading whose name would be more than one sentence."""
        return not line.role or (line.role in _RUN_IN and self._last(line.block.span) == ".")

    def _run_in(self, line: Line) -> tuple[Line, Span] | None:
        """The heading with which a paragraph opens, up to its full stop, or to a colon after a name in brackets, and
        the text after it.
        """
        start, end = line.span
        opened = self.any_rule.match(self.lower, start, end)
        for mark in () if opened is None else _STOPS.finditer(self.view, start, min(end, start + _LONGEST_RUN_IN)):
            stop = mark.start()
            span = Span(start, stop)
            found = self.any_rule.fullmatch(self.lower, *span)
            if found:
                head = self._heading(line.block._replace(span=span), span, found)
                rest = Span(stop + 1, end).trimmed(self.source.text)
                named = head.role in _RUN_IN and head.label and rest.end > rest.start
                return (head, rest) if named else None
        return None

    def goes_on_telling(self, line: Line) -> bool:
        """True for a line that names a measure and tells of it: "Measure 2: None."."""
        return line.role == "measure" and line.label is not None and self._last(line.label) in ".;"

    def _levelled(self, lines: Sequence[Line]) -> list[Line]:
        """The lines; a measure within whose number others are ("Component A", "Action A.1") stands for a paragraph."""
        outer = {line.paragraph for line in lines if line.role == "measure" and line.paragraph}
        outer -= {line.number for line in lines if line.role in PARAGRAPHS}
        return [
            line._replace(role="proposal-paragraph")
            if line.role == "measure" and not line.paragraph and line.number in outer and not self.goes_on_telling(line)
            else line
            for line in lines
        ]

    def _divided(self, lines: list[Line]) -> list[Line]:
        """The lines; where nothing heads a paragraph of the proposal, what is called as the introduction calls its
        parts ("The proposal comprised three tasks") does.
        """
        heads = [n for n, line in enumerate(lines) if line.role in HEADS]
        if any(lines[n].role != "measure" or lines[n].paragraph for n in heads):
            return lines
        parts = self._counted(lines)
        if parts:
            return [parts.get(n, line) for n, line in enumerate(lines)]
        stems = self._stems("divided", lines[: heads[0]] if heads else ())
        if not stems:
            return lines
        named = [n for n in heads if lines[n].number and self.lower.startswith(tuple(stems), lines[n].span.start)]
        numbers = {lines[n].number for n in named}
        if len(named) != len(heads) or len(numbers) < len(named) or len(named) < _SEVERAL:
            return lines
        return [line._replace(role="proposal-paragraph") if line.role == "measure" else line for line in lines]

    def _stems(self, name: str, lines: Sequence[Line]) -> set[str]:
        """What lines say that there are several of, without its ending."""
        told = self.language.pattern("context", name)
        found = (match["noun"] for line in lines for match in told.finditer(self.lower, *line.span))
        return {noun.rstrip("s")[:_STEM] for noun in found}

    def _counted(self, lines: Sequence[Line]) -> dict[int, Line]:
        """The lines that head parts of the proposal, called by a word that heads nothing else, and numbered: one that
        is said to be there several times before ("The proposal rests on three pillars"), that is said to be the
        proposal's ("the first pillar of the proposal"), or that is always of parts.
        """
        named: dict[str, dict[int, Line]] = {}
        for n, line in enumerate(lines):
            part = self._part(line) if line.role in ("", "measure") else None
            if part:
                named.setdefault(part[0], {})[n] = part[1]
        of_parts = self.language.pattern("context", "parts")
        for noun, parts in named.items():
            if len({part.number for part in parts.values()}) != len(parts) or len(parts) < _SEVERAL:
                continue
            unknown = not any(lines[n].role for n in parts)
            told = unknown and noun in self._stems("several", lines[: min(parts)]) | self._stems("owned", lines)
            if told or of_parts.match(noun):
                return _in_digits(parts)
        return {}

    def _part(self, line: Line) -> tuple[str, Line] | None:
        """The line as the heading of a part, and what that is called."""
        own = self.after_enumerator(line.block.span)
        match = _PART.fullmatch(self.view, *own)
        ordinal = None if match else _ORDINAL_PART.fullmatch(self.view, *own)
        counted = self.language.ordinal(ordinal["ordinal"].lower()) if ordinal else None
        match = match or (ordinal if counted else None)
        if match is None:
            return None
        label = Span(*match.span("label")) if match["label"] else None
        number = str(counted) if counted else as_number(match["number"])
        noun = match["noun"].lower().rstrip("s")[:_STEM]
        named = label is None or (label.end - label.start <= _LONGEST_NAME and self._last(label) not in _TEXT_ENDS)
        return (noun, Line(line.block, own, "proposal-paragraph", number, label=label)) if named else None

    def _settled(self, line: Line, following: str, chapter: _Chapter, *, paragraphs: bool) -> Line:
        if line.role == "recommendation" and not paragraphs:
            return line._replace(role="proposal-paragraph")
        if line.role in ("recommendation", "project"):
            told = line.label is not None and self._last(line.label) in ".;"  # "Study. A study was made."
            named = chapter.begun and not told and (line.label or following in PARTS)
            return line._replace(role="measure") if named else line._replace(role="")
        if line.role or line.part or not chapter.begun:
            return line
        if chapter.unnamed and self.stands_alone(line):
            return line._replace(role="label", label=line.span)
        return self._named(line, following, chapter)

    def _named(self, line: Line, following: str, chapter: _Chapter) -> Line:
        """A measure that is headed by its name alone: numbered within its paragraph, or right before what tells of
        its implementation.
        """
        numbered = NUMBERED.match(self.view, *line.block.span)
        if numbered and numbered[1] in (chapter.number, chapter.enumerator):
            name = Span(numbered.end(), line.block.span.end)
            if self.is_name(name):
                return line._replace(role="measure", number=numbered[2], label=name)
        own = self.after_enumerator(line.block.span)
        bare = self.bare and self._looks_like_heading(line) and not self._of_a_table(own)
        bare = bare and not self._beside(line, chapter)
        if bare or folded(own.of(self.source.lower)) in self.names:
            return line._replace(role="measure", label=own)
        if chapter.parted:  # what a part holds
            return line
        told = chapter.told or line.block.kind is HEADING
        if following == "implementation" and told and self.stands_alone(line):
            return line._replace(role="measure", label=own)
        return line

    def _of_a_table(self, span: Span) -> bool:
        """True for words that name no measure, but what stands beside the measures: a table, remarks."""
        beside = role_words(self.source, self.language, span) == "other"
        return beside and only_role_words(self.source, self.language, span)

    def may_be_name(self, line: Line) -> bool:
        """A quick look: a name is not long, and does not end like a sentence."""
        span = line.block.span
        return span.end - span.start <= _LONGEST_NAME and self._last(span) not in _TEXT_ENDS

    def _last(self, span: Span) -> str:
        """The last character of a stretch of text, a closing quote or bracket after it left out."""
        last = self.view[span.end - 1 : span.end]
        return self.view[span.end - 2 : span.end - 1] if last in _CLOSING else last

    def _looks_like_heading(self, line: Line) -> bool:
        short = line.span.end - line.span.start <= _LONGEST_UNKNOWN
        return line.block.kind is HEADING or (short and self.stands_alone(line))

    def stands_alone(self, line: Line) -> bool:
        """True for a line that can be a name, after a number that it may have."""
        return self.is_name(self.after_enumerator(line.block.span))

    def after_enumerator(self, span: Span) -> Span:
        """The span without the number or letter that it opens with."""
        number = _ENUMERATOR.match(self.view, *span)
        return Span(number.end(), span.end) if number else span


def _in_digits(parts: Mapping[int, Line]) -> dict[int, Line]:
    """The parts; those counted in Roman numerals (I, II), in digits."""
    numbers = [roman(part.number) or 0 for part in parts.values()]
    if sorted(numbers) != list(range(1, len(parts) + 1)):
        return dict(parts)
    return {n: part._replace(number=str(number)) for (n, part), number in zip(parts.items(), numbers, strict=True)}


def _counts_on(before: str, number: str) -> bool:
    """True for a number or letter that follows another: "IV" after "III", "D" after "C", "4" after "3"."""
    if before.isdigit() and number.isdigit():
        return int(number) == int(before) + 1
    one, other = roman(before), roman(number)
    if not one or not other:
        return len(before) == len(number) == 1 and before.isalpha() and ord(number) == ord(before) + 1
    return other == one + 1


def _opens(line: Line) -> bool:
    """True for a line that heads a paragraph of the proposal or a measure, or opens with the heading of one."""
    return (line.head.role if line.head else line.role) in HEADS


class _Chapter:
    """The paragraph of the proposal that the lines stand under so far."""

    def __init__(self) -> None:
        self.begun = self.told = self.unnamed = self.parted = False
        self.number = self.enumerator = self.style = ""
        self.inner = ""  # the number of the last heading under that of the paragraph
        self.styles: set[str] = set()  # of the headings of measures

    def styled_as(self, line: Line) -> bool:
        """True for a heading that the file styles as it does that of the paragraph, and not those of measures."""
        style = line.block.style if line.block.kind is HEADING else ""
        return bool(style) and style == self.style and style not in self.styles

    def take(self, view: str, line: Line) -> None:
        """Goes on by a line; `unnamed` is true right after a measure's heading that has no name, `parted` right after
        the heading of a part.
        """
        self.unnamed = line.role == "measure" and line.label is None
        self.parted = line.role in PARTS
        enumerator = view[line.block.span.start : line.span.start].strip(_ROUND_NUMBER) if line.role else ""
        if line.role == "proposal-paragraph":
            self.begun, self.told, self.number = True, False, line.number
            self.enumerator, self.inner = enumerator, ""
            self.style = line.block.style if line.block.kind is HEADING else ""
        elif line.role in ("measure", "measures"):
            self.begun = self.told = True
            self.styles.add(line.block.style)
        elif not line.role:
            self.told = True
        if enumerator and line.role != "proposal-paragraph":
            self.inner = enumerator
