"""Figures of notebook 00: how to read the evidence of this course."""

FIGURES = {}
