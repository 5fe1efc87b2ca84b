"""What people read on figures, on screens and in lessons: one catalogue, English and Spanish.

Code speaks English; `spoken` gives the same words in the language in use. Each file of the catalogue (`*.toml`) lists
texts as pairs: `en`, exactly as in the code, and `es`. Names that programs read (keys, scenarios, columns, errors) stay
English.
"""

from lesionsim.texts.language import LANGUAGES, in_use, language, use_language
from lesionsim.texts.speaking import spoken, spoken_again

__all__ = ["LANGUAGES", "in_use", "language", "spoken", "spoken_again", "use_language"]
