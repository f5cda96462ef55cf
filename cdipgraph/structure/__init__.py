"""What a document is made of: header, sections, tables, and the chain that each measure's section and annex row tell.

`sections` finds headings and what stands under them; `header` and `tables` read the page's head and the annex;
`context` knows which session is under discussion where; `chain`, `decisions` and `commitments` read one measure.
"""

from cdipgraph.structure.header import Head, read_head
from cdipgraph.structure.numbering import paragraph_numbers
from cdipgraph.structure.sections import Outline, outline, point, sentences
from cdipgraph.structure.tables import read_annex

__all__ = ["Head", "Outline", "outline", "paragraph_numbers", "point", "read_annex", "read_head", "sentences"]
