"""Report -> spaCy Doc: the one place that loads a model."""

from sayso.annotate.pipeline import annotate, pipeline
from sayso.annotate.plain import plain

__all__ = ["annotate", "pipeline", "plain"]
