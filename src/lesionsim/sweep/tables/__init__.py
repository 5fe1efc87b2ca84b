"""What a sweep leaves behind: tables, a labelled Dataset, maps of dead tissue."""
