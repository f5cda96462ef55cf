"""The table as a Word file, ready to be put behind a document: heads on each page, page numbers, merged headings.

The same table gives the same bytes: nothing of the clock or of the machine is in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from cdipgraph.annex import oxml
from cdipgraph.annex.table import MARK, Content, Entry, Row, Run
from cdipgraph.annex.wording import Wording, wording
from cdipgraph.spoken import LANGUAGES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # that a zip file can tell
_FONT: Final = "Arial"
_LINK: Final = "Hyperlink"
_MARGIN: Final = Mm(20)
_PAGE: Final = (Mm(297), Mm(210))
#: How the width is shared among columns: what was done is told at most length.
_SHARES: Final = {"measure": 24, "implementation": 28, "review": 25, "summary": 23, "follow_up": 20}
_HEAD_SHADE: Final = "D9E2EC"
_SECTION_SHADE: Final = "EEF2F6"
_MARK_SHADE: Final = "FFF2B8"
_LONGEST_WHOLE: Final = 1500  # characters of a row that is kept on one page


def document(content: Content) -> bytes:
    """The Word file."""
    words = wording(content.lang)
    file = docx.Document()
    _describe(file, content)
    _set_up(file, words)
    _page_head(file, content, words)
    _Writer(file, content, words).write()
    return _stored(file)


class _Writer:
    """Writes the table of one document."""

    def __init__(self, file: Document, content: Content, words: Wording) -> None:
        self.file, self.content, self.words = file, content, words
        self.roles = [column.role for column in content.columns]
        shares = [_SHARES[role] for role in self.roles]
        room = _PAGE[0] - 2 * _MARGIN
        self.widths = [Mm(room * share / sum(shares) / Mm(1)) for share in shares]

    def write(self) -> None:
        """Nothing; the table is in the file, and what its marks mean below it."""
        groups = self.content.groups
        count = 2 + sum(bool(group.proposal) + bool(group.heading) + len(group.rows) for group in groups)
        table = self.file.add_table(rows=count, cols=len(self.roles))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        oxml.describe_table(table._tbl.tblPr, self.content.heading)
        for column, width in zip(table.columns, self.widths, strict=True):
            column.width = width
        rows = iter(table.rows)
        self._heads(next(rows), next(rows))
        for group in groups:
            for heading in filter(None, (group.proposal, group.heading)):
                self._merged(next(rows), [Run(heading)], _SECTION_SHADE, WD_ALIGN_PARAGRAPH.LEFT)
            for measure in group.rows:
                self._measure(next(rows), measure)
        self._below()

    def _heads(self, title: _Row, heads: _Row) -> None:
        """The title over the columns and the words over each, which stand on every page."""
        self._merged(title, self.content.title, _HEAD_SHADE, WD_ALIGN_PARAGRAPH.CENTER)
        for cell, column in zip(self._cells(heads), self.content.columns, strict=True):
            self._words(cell.paragraphs[0], [Run(column.heading)], bold=True)
            _shade(cell, _HEAD_SHADE)
        for row in (title, heads):
            _flag(row, "w:tblHeader")

    def _cells(self, row: _Row) -> tuple[_Cell, ...]:
        for cell, width in zip(row.cells, self.widths, strict=True):
            cell.width = width
        return row.cells

    def _merged(self, row: _Row, runs: Iterable[Run], shade: str, align: WD_ALIGN_PARAGRAPH) -> None:
        """A row that is one cell: its words stay with the row below them."""
        cells = self._cells(row)
        cell = cells[0].merge(cells[-1])
        paragraph = cell.paragraphs[0]
        paragraph.alignment = align
        paragraph.paragraph_format.keep_with_next = True
        self._words(paragraph, runs, bold=True)
        _shade(cell, shade)
        _flag(row, "w:cantSplit")

    def _measure(self, row: _Row, measure: Row) -> None:
        for cell, role in zip(self._cells(row), self.roles, strict=True):
            for place, entry in enumerate(measure.cell(role)):
                self._entry(cell.add_paragraph() if place else cell.paragraphs[0], entry)
        if sum(len(entry.text) for role in self.roles for entry in measure.cell(role)) <= _LONGEST_WHOLE:
            _flag(row, "w:cantSplit")

    def _entry(self, paragraph: Paragraph, entry: Entry) -> None:
        runs = (Run(f"{MARK} "), *entry.runs) if entry.marked else entry.runs
        self._words(paragraph, runs, shade=_MARK_SHADE if entry.marked else "")

    def _words(self, paragraph: Paragraph, runs: Iterable[Run], *, bold: bool = False, shade: str = "") -> None:
        """Nothing; the runs stand in the paragraph."""
        for run in runs:
            style = _LINK if run.href else ""
            words = oxml.run(run.text, style=style, bold=bold, lang=_locale(run.lang), shade=shade)
            if run.href:
                target = paragraph.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                words = oxml.link(target, words)
            oxml.put(paragraph._p, words)

    def _below(self) -> None:
        """What the marks mean, and that the annex ends."""
        notes = [f"{MARK} {self.words('marked')}"] * self.content.marked
        notes += [self.words("elsewhere")] * self.content.translated
        for place, note in enumerate(notes):
            paragraph = self.file.add_paragraph(note)
            paragraph.paragraph_format.space_before = Pt(0 if place else 8)
        end = self.file.add_paragraph(self.words("end"))
        end.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        end.paragraph_format.space_before = Pt(24)


def _shade(cell: _Cell, colour: str) -> None:
    oxml.put(cell._tc.get_or_add_tcPr(), oxml.shading(colour))


def _flag(row: _Row, name: str) -> None:
    """Sets a property of a row: that it is a head on each page, or is not split."""
    oxml.put(row._tr.get_or_add_trPr(), oxml.element(name))


def _locale(code: str) -> str:
    return wording(code)("locale") if code in LANGUAGES else code


# The file


def _describe(file: Document, content: Content) -> None:
    """Sets what the file says of itself; its dates are fixed."""
    core = file.core_properties
    core.title = oxml.legal(" · ".join(filter(None, (content.symbol, content.heading))))[:255]
    core.author, core.last_modified_by, core.comments, core.keywords = "cdipgraph", "cdipgraph", "", ""
    core.language = wording(content.lang)("locale")
    core.created = core.modified = _EPOCH
    core.revision = 1


def _set_up(file: Document, words: Wording) -> None:
    """Sets the page and the styles."""
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = section.bottom_margin = _MARGIN
    section.top_margin, section.header_distance = Mm(25), Mm(11)
    normal = file.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.name, normal.font.size = _FONT, Pt(9)
        normal.paragraph_format.space_after = Pt(4)
    for fonts in normal.element.iter(qn("w:rFonts")):
        for script in ("w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), words("locale"))
    link = file.styles.add_style(_LINK, WD_STYLE_TYPE.CHARACTER)
    if isinstance(link, CharacterStyle):
        link.font.color.rgb, link.font.underline = RGBColor(0x0B, 0x57, 0xA4), True


def _page_head(file: Document, content: Content, words: Wording) -> None:
    """Writes the head of the pages: the symbol, and that it is the annex, from the second page on with its number."""
    section = file.sections[0]
    section.different_first_page_header_footer = True
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        header.is_linked_to_previous = False
        lines = [header.paragraphs[0]]
        if content.symbol:
            lines[0].add_run(oxml.legal(content.symbol))
            lines.append(header.add_paragraph())
        lines[-1].add_run(words("page") if numbered else words("head"))
        if numbered:
            oxml.put(lines[-1]._p, oxml.page_number())
        for line in lines:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.space_after = Pt(0)
        lines[-1].paragraph_format.space_after = Pt(10)


def _stored(file: Document) -> bytes:
    """The file as bytes, its parts in the order of their names and without the times they were written at."""
    draft, final = io.BytesIO(), io.BytesIO()
    file.save(draft)
    with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            out.writestr(entry, parts.read(name))
    return final.getvalue()
