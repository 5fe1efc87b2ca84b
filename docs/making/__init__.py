"""What `build.py` makes pages from: the parser, the rules of scenarios, the library, figures, exact cases."""
