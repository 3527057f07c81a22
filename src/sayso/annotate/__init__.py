"""Report -> spaCy Doc: the one place that loads a model."""

from sayso.annotate.pipeline import annotate, pipeline

__all__ = ["annotate", "pipeline"]
