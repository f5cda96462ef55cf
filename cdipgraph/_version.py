"""The version of the package: the one place where it is written, held against pyproject.toml by a test."""

__version__ = "0.1.0"
