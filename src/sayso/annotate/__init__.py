"""Report -> spaCy Doc: the one place that loads a model."""

from sayso.annotate.pipeline import annotate, annotate_many, pipeline
from sayso.annotate.plain import plain
from sayso.annotate.restore import restored

__all__ = ["annotate", "annotate_many", "pipeline", "plain", "restored"]
