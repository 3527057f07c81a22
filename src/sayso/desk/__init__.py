"""One picture of many reports: `Desk.open(path_or_url)` has the calls that the command line has."""

from __future__ import annotations

from sayso.desk.desk import Desk

__all__ = ["Desk"]
