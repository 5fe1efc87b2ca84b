"""Tissue from measured temperatures."""
