"""Measure a result: lesions under every criterion, temperatures at places. Nothing here runs a simulation."""
