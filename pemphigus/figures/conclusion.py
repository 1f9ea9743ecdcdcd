"""Figures of notebook 10: everything compared."""

FIGURES = {}
