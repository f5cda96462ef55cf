"""`check`: what the shapes and rules find in a store, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cdipgraph.cli.formats import ROW_SUFFIXES, ROWS, VIOLATION, as_text
from cdipgraph.console import Settings, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdipgraph.findings import Finding
    from cdipgraph.store import Store

CHECKS: Final = (*ROWS, "sarif")
CHECK_SUFFIXES: Final = {**ROW_SUFFIXES, ".sarif": "sarif"}


@click.command()
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Only what this rule finds; may be given again.")
@click.option("--explain", is_flag=True, help="Say what the rules mean, instead of what they find.")
@click.option("--silences", metavar="FILE", help="The findings set aside, and why (default: silences.toml).")
@options(*CHECKS)
@click.pass_obj
def check(settings: Settings, names: tuple[str, ...], explain: bool, silences: str | None) -> None:
    """List what the shapes and rules find.

    Exits with 1 when there is a violation that is not silenced.
    """
    from cdipgraph.checks.rulebook import rule, rulebook
    from cdipgraph.checks.silences import idle, read_silences, silenced
    from cdipgraph.validation import check as found_in

    chosen = settings.choose(CHECKS, CHECK_SUFFIXES, "table")
    notes = [rule(name) for name in names]
    if explain:
        notes = notes or list(rulebook().values())
        settings.write("".join(f"{note.explanation(settings.language)}\n" for note in notes))
        return
    aside = read_silences(Path(silences) if silences else None)
    with settings.open() as store:
        everything = silenced(found_in(store), aside)
        findings = [finding for finding in everything if not names or finding.rule in names]
        settings.write(_findings_as_text(settings, findings, chosen, store))
    for silence in idle(everything, aside):
        settings.say(f"Nothing is silenced any more by: {silence.rule} ({silence.reason})")
    settings.say(_counted(findings))
    if any(finding.severity == "violation" and not finding.silenced for finding in findings):
        raise click.exceptions.Exit(VIOLATION)


def _findings_as_text(settings: Settings, findings: Sequence[Finding], chosen: str, store: Store) -> str:
    from cdipgraph.answers import of_findings, told_briefly

    if chosen == "sarif":
        from cdipgraph.checks.sarif import to_sarif
        from cdipgraph.validation import plain_texts, source_files

        documents = {finding.document for finding in findings if finding.document}
        files, texts = source_files(store, documents), plain_texts(store, documents)
        return to_sarif(findings, settings.language, files, texts)
    answer = of_findings(findings, settings.language)
    return as_text(settings, told_briefly(answer) if chosen in ("table", "md") else answer, chosen)


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings of each severity there are, and how many are silenced."""
    heard = [finding.severity for finding in findings if not finding.silenced]
    counts = {word: heard.count(word) for word in ("violation", "warning", "info")}
    told = ", ".join(f"{count} {word}{'s' * (count != 1)}" for word, count in counts.items())
    return told + (f", {len(findings) - len(heard)} silenced" if len(heard) < len(findings) else "")
