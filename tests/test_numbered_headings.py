"""Minutes whose headings are numbered, between paragraphs that are numbered through."""

from __future__ import annotations

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report

HEADS = {
    "en": "GB.346/PV\nInternational Labour Office\nGoverning Body\n346th Session\n\nMinutes of the 346th Session\n\n",
    "fr": "GB.346/PV\nBureau international du Travail\nConseil d’administration\n346e session\n\n"
    "Procès-verbaux de la 346e session\n\n",
    "es": "GB.346/PV\nOficina Internacional del Trabajo\nConsejo de Administración\n346.ª reunión\n\n"
    "Actas de la 346.ª reunión\n\n",
}
TEXTS = {
    "en": ("The Chair opened the session.", "The Governing Body took note of document GB.346/INS/4/2."),
    "fr": ("Le Président ouvre la session.", "Le Conseil d’administration a pris note du document GB.346/INS/4/2."),
    "es": ("El Presidente abre la reunión.", "El Consejo de Administración tomó nota del documento GB.346/INS/4/2."),
}
TITLES = {
    "en": ("Opening of the session", "Agenda of future sessions", "Legal matters", "Standing Orders"),
    "fr": ("Ouverture de la session", "Ordre du jour des prochaines sessions", "Questions juridiques", "Règlement"),
    "es": ("Apertura de la reunión", "Orden del día de futuras reuniones", "Cuestiones jurídicas", "Reglamento"),
}
AND = {"en": "and", "fr": "et", "es": "y"}


@pytest.mark.parametrize("code", HEADS)
@pytest.mark.parametrize(
    "headings",
    [
        ("1. {0}", "2. {1}", "3. {2}\n\n3.1. {3}"),
        ("1. {0}", "2. {1}\n(GB.346/INS/2)", "3. {2}\n\n3.1 {3}\n(GB.346/INS/3/1 {and_} GB.346/INS/3/2)"),
        ("I. {0}", "II. {1}\n(GB.346/INS/2)", "III. {2}\n\nA. {3}"),
    ],
)
def test_each_paragraph_stands_under_the_nearest_heading(code: str, headings: tuple[str, str, str]) -> None:
    opened, noted = TEXTS[code]
    first, second, third = (h.format(*TITLES[code], and_=AND[code]) for h in headings)
    parts = [first, f"1. {opened}", f"2. {opened}", second, f"3. {opened}", f"4. {opened}", third]
    text = HEADS[code] + "\n\n".join([*parts, f"5. {noted}", f"6. {opened}"])
    report = read_report(read_bytes(text.encode()))
    found = [(p.number, report.source.quote(p.heading) if p.heading else "") for p in report.paragraphs]
    last = third.split("\n\n")[1].split("\n")[0]
    over = [first, first, *[second.split("\n")[0]] * 2, last, last]
    assert found == [(str(n), heading) for n, heading in enumerate(over, 1)]


def test_what_is_listed_in_a_paragraph_heads_nothing() -> None:
    opened, noted = TEXTS["en"]
    text = f"{HEADS['en']}1. {opened}\n\n2. They elected:\n\n1. A Chair\n\n2. A Vice-Chair\n\n3. {noted}\n\n4. {opened}"
    report = read_report(read_bytes(text.encode()))
    assert [(p.number, p.heading) for p in report.paragraphs if p.number] == [(str(n), None) for n in range(1, 5)]
