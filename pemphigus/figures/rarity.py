"""Figures of notebook 01: how rare, how dangerous."""

FIGURES = {}
