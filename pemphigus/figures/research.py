"""Figures of notebook 09: the pipeline and its trials."""

FIGURES = {}
