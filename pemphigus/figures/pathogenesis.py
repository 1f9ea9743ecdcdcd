"""Figures of notebook 03: desmogleins and antibodies."""

FIGURES = {}
