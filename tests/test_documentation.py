"""README and docs are true: each example in them is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from documentation import PAGES, ROOT, Session, prepare, python_failures, untimed

from cdipgraph import draw, open_store


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_examples_of_a_page_hold(page: Path, tmp_path: Path) -> None:
    session = Session(page, prepare(tmp_path))
    for block in session.blocks():
        if block["kind"] == "console":
            assert untimed(session.output(block["body"])) == untimed(block["body"])
        else:
            assert python_failures(block["body"], tmp_path) == ""


def test_the_readme_has_a_session_in_the_terminal_and_one_in_python() -> None:
    kinds = [block["kind"] for block in Session(ROOT / "README.md", ROOT).blocks()]
    assert {"console", "python"} <= set(kinds)


def test_the_picture_in_the_docs_is_the_one_that_is_drawn(built_folder: Path) -> None:
    with open_store(built_folder) as store:
        assert (ROOT / "docs" / "lineage.svg").read_text(encoding="utf-8") == draw(store, lang="en").svg()


def test_links_lead_to_files_that_are_there() -> None:
    import re

    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
