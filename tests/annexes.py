"""What the tests of the written table share: stores built from texts, and a report with all that CDIP/24/8 has not."""

from __future__ import annotations

from pathlib import Path

from cdipgraph import ingest
from cdipgraph.annex.facts import Facts
from cdipgraph.annex.gathering import gathered
from cdipgraph.annex.table import Content, Entry
from cdipgraph.annex.versions import chosen
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore

DATA = Path(__file__).parents[1] / "data"
TEXTS = {
    "fr": DATA / "sources" / "CDIP-24-8.fr.txt",
    "en": DATA / "examples" / "translations" / "CDIP-24-8.en.txt",
    "es": DATA / "examples" / "translations" / "CDIP-24-8.es.txt",
}

#: Another committee, a measure without a row, an entry that cites several ranges, a title that is not in the table.
BREVETS = """SCP/36/7
ORIGINAL : français
DATE : 3 mai 2024

Comité permanent du droit des brevets (SCP)

Trente-sixième session

Rapport sur la mise en œuvre de la proposition

Paragraphe 1

Mesure n° 1 : un forum d'échange

Lors de la trente-troisième session, le Secrétariat a présenté le document SCP/33/4 intitulé "Forum" (rapport de la trente-troisième session du SCP, paragraphes 4 à 9).

Mesure n° 2 : une étude sur les exceptions

Lors de la trente-quatrième session, le Secrétariat a présenté le document SCP/34/5 intitulé "Étude sur les exceptions" (rapport de la trente-quatrième session du SCP (SCP/34/10), paragraphes 44 et 45, et paragraphe 7 du résumé présenté par le président de la trente-quatrième session du SCP).

Mesure n° 3 : une table ronde

Lors de la trente-cinquième session, une table ronde sur les brevets a été organisée (paragraphes 12 à 19 du rapport de la cinquante et unième session de l'Assemblée générale (WO/GA/51/18)).

[L'annexe suit]

\tMesure
\tMise en œuvre
\tExamen par le SCP
\tRésumé présenté par le président

\tParagraphe 1

\tUn forum d'échange
\tForum (SCP/33/4); Deux <études> & | *rapports* (SCP/33/5).
\tVoir les paragraphes 98 à 112, 115 et 120 à 121 du rapport de la trente-troisième session du SCP (SCP/33/9) et par. 81 du rapport de la trente-deuxième session du SCP (SCP/32/15);
\tparagraphes 8.1 et 8.2 du Résumé présenté par le président de la trente-troisième session du SCP

\tUne table ronde
\tTable ronde sur les brevets (SCP/35)
\t{review}
\tparagraphe 6.2 du Résumé présenté par le président de la trente-cinquième session du SCP
"""
REVIEWED = "paragraphes 20 à 31 du rapport de la trente-cinquième session du SCP (SCP/35/10)"


def brevets(review: str = REVIEWED) -> str:
    """The report of the patents committee; `review` is what its annex says of where the round table was reviewed."""
    return BREVETS.replace("{review}", review)


def store_of(folder: Path, *texts: str | Path) -> MemoryStore:
    """A store that the texts, or files, were built into."""
    files: list[Path] = []
    for number, text in enumerate(texts):
        files.append(text if isinstance(text, Path) else folder / f"{number}.txt")
        if isinstance(text, str):
            files[-1].write_text(text, encoding="utf-8")
    store = MemoryStore()
    result = ingest.build(files, store)
    assert not result.failures
    return store


def cell(content: Content, measure: str, role: str) -> tuple[Entry, ...]:
    """The entries of a cell, the measure as `1/3`."""
    paragraph, _, number = measure.partition("/")
    rows = [row for group in content.groups if group.number == paragraph for row in group.rows if row.number == number]
    assert len(rows) == 1
    return rows[0].cell(role)


def texts(entries: tuple[Entry, ...]) -> list[str]:
    return [("† " if entry.marked else "") + entry.text for entry in entries]


def facts_of(store: Store, lang: str) -> Facts:
    """What the table of the only report in the store is made from."""
    return gathered(store, chosen(store, None, lang), lang)
