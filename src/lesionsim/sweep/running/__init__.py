"""Rows run by child processes, here or on a cluster, and kept in a journal."""
