"""Figures of notebook 04: response, resistance and harm."""

FIGURES = {}
