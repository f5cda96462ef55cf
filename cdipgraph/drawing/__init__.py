"""What a lineage is drawn with: letter widths, words, and the writers of SVG, HTML, Mermaid and DOT."""
