"""A small implementation report in three languages, of which one citation is left open."""

from __future__ import annotations

ENGLISH = """SCP/42/6

Standing Committee on the Law of Patents (SCP)

Forty-Second Session
Geneva, October 6 to 9, 2025

REPORT ON THE IMPLEMENTATION OF THE PROPOSAL

prepared by the Secretariat

Paragraph 1

The Secretariat should collect what offices do.
Implementation and review by the SCP

A study was presented at the fortieth session (document SCP/40/5).
The study was discussed at the thirty-ninth and fortieth sessions of the Committee (report, paragraphs 31 to 44).
Delegations welcomed it.
Follow-up

No follow-up is planned.
"""
FRENCH = """SCP/42/6

Comité permanent du droit des brevets (SCP)

Quarante-deuxième session
Genève, 6 – 9 octobre 2025

RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION

établi par le Secrétariat

Paragraphe 1

Le Secrétariat devrait agir.
Mise en œuvre et examen par le SCP

Un exposé a été présenté à la quarantième session (document SCP/40/5).
La question a été examinée lors des trente-neuvième et quarantième sessions du comité (rapport, paragraphes 31 à 44).
Suivi

Aucun suivi n’est prévu.
"""
SPANISH = """SCP/42/6

Comité Permanente sobre el Derecho de Patentes (SCP)

Cuadragésima segunda sesión
Ginebra, 6 a 9 de octubre de 2025

INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA

preparado por la Secretaría

Párrafo 1

La Secretaría debería actuar.
Aplicación y examen por el SCP

Se presentó una ponencia en la cuadragésima sesión (documento SCP/40/5).
La cuestión se examinó en las sesiones trigésima novena y cuadragésima del Comité (informe, párrafos 31 a 44).
Seguimiento

No se prevé ningún seguimiento.
"""
