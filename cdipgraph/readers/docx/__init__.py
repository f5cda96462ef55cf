"""Word files (.docx), by a reader of our own.

`container` unpacks within limits, `markup` parses, `styles` and `numbering` are what the file defines, `story` reads
the body, the notes and the running heads, `document` lays them out as one text.
"""

from cdipgraph.readers.docx.document import FORMAT, source_text

__all__ = ["FORMAT", "source_text"]
