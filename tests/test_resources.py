"""The files that travel with the package: found in a checkout and in a wheel, and missed with a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdipgraph import resources
from cdipgraph.errors import CdipgraphError


def test_the_folders_are_found() -> None:
    assert (resources.resource_dir("ontology") / "cdip.ttl").is_file()
    assert resources.resource_dir("queries/checks").name == "checks"
    assert "owl:Ontology" in resources.read("ontology", "cdip.ttl")


def test_files_are_those_of_one_folder_sorted() -> None:
    found = resources.files("queries", ".rq")
    assert found == tuple(sorted(found))
    assert {path.parent.name for path in found} == {"queries"}
    assert resources.files("queries", ".none") == ()


def test_what_is_missing_is_named() -> None:
    with pytest.raises(CdipgraphError, match=r"the folder nowhere .* Install"):
        resources.resource_dir("nowhere")
    with pytest.raises(CdipgraphError, match=r"the file no\.ttl .* Install"):
        resources.read("ontology", "no.ttl")


def test_an_installed_package_keeps_to_its_own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "cdipgraph"
    (package / "_resources" / "queries").mkdir(parents=True)
    (package / "_resources" / "queries" / "own.rq").touch()
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "of-another-package.rq").touch()
    (tmp_path / "shapes").mkdir()
    monkeypatch.setattr(resources, "_ROOTS", (package / "_resources", tmp_path))
    assert [path.name for path in resources.files("queries", ".rq")] == ["own.rq"]
    with pytest.raises(CdipgraphError):
        resources.resource_dir("shapes")
