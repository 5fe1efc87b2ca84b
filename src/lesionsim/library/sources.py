"""The works behind the library's numbers, one line of a bibliography for each; every reference is written from here.

Each work says how much of it was seen. Details of a record that nobody looked up are marked; a DOI stands only where it
was seen.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

RECALLED_RECORD = "authors, title and pages are from memory"
FIELD = re.compile(r"\{(\w+)\}")


class Work(NamedTuple):
    """One work: its record, how references name it, and what of it was seen."""

    key: str  # of the BibTeX entry; it never changes
    authors: tuple[str, ...]  # "Family, Given"
    title: str
    year: int | None
    short: str  # as references name it
    seen: str
    journal: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    url: str = ""
    also: str = ""  # another name in references
    record: str = ""  # what of this record was not looked up

    @property
    def named(self) -> str:
        """The work as references name it, with its DOI."""
        return f"{self.short}, {self.doi}" if self.doi else self.short

    @property
    def where(self) -> str:
        """Journal, year, volume and pages."""
        issue = f"({self.number})" if self.number else ""
        place = f"{self.volume}{issue}" + (f":{self.pages}" if self.pages else "")
        year = "" if self.year is None else str(self.year)
        return "; ".join(filter(None, (" ".join(filter(None, (self.journal, year))), place)))


# fmt: off
WORKS: Final = (
    Work("baumgartner2025", ("Baumgartner, C.", "others"),
         "IT'IS Database for thermal and electromagnetic parameters of biological tissues, Version 5.0", 2025,
         "IT'IS Foundation tissue database V5.0", "the values, in the database's own repository",
         journal="IT'IS Foundation", doi="10.13099/VIP21000-05-0", also="IT'IS V5.0"),
    Work("gabriel1996", ("Gabriel, S.", "Lau, R. W.", "Gabriel, C."),
         "The dielectric properties of biological tissues: III. Parametric models for the dielectric spectrum of "
         "tissues", 1996, "Gabriel S, Lau RW, Gabriel C. Phys Med Biol 1996;41:2271-93",
         "the parameters of the models, in a copy of the paper's table",
         journal="Physics in Medicine and Biology", volume="41", number="11", pages="2271-2293",
         doi="10.1088/0031-9155/41/11/003", also="Gabriel 1996"),
    Work("irastorza", ("Irastorza, Ramiro",), "RFA tutorial", None,
         "Irastorza, RFA tutorial (open code, repository rirastorza/RFA-tutorial)", "the code",
         url="https://github.com/rirastorza/RFA-tutorial"),
    Work("mertyna2009", ("Mertyna, P.", "Goldberg, W.", "Yang, W.", "Goldberg, S. N."),
         "Thermal ablation: a comparison of thermal dose required for radiofrequency-, microwave-, and laser-induced "
         "coagulation in an ex vivo bovine liver model", 2009, "Mertyna et al. Acad Radiol 2009;16(12)",
         "the text", journal="Academic Radiology", volume="16", number="12", pages="1539-1548",
         record=RECALLED_RECORD),
    Work("henriques1947", ("Henriques, F. C.", "Moritz, A. R."),
         "Studies of thermal injury: I. The conduction of heat to and through skin and the temperatures attained "
         "therein. A theoretical and an experimental investigation", 1947, "Henriques and Moritz 1947",
         "not seen: the set is as cited in later code; the rate analysis is part V of the series, by Henriques alone "
         "(Arch Pathol 1947;43:489-502)",
         journal="American Journal of Pathology", volume="23", number="4", pages="530-549"),
    Work("welch1984", ("Welch, A. J.", "Polhamus, G. D."),
         "Measurement and prediction of thermal injury in the retina of the rhesus monkey", 1984,
         "Welch and Polhamus", "not seen: the set is as cited in the CD3 code",
         journal="IEEE Transactions on Biomedical Engineering", volume="31", number="10", pages="633-644",
         record=RECALLED_RECORD),
    Work("agah1994", ("Agah, R.", "Pearce, J. A.", "Welch, A. J.", "Motamedi, M."),
         "Rate process model for arterial tissue thermal damage: implications on vessel photocoagulation", 1994,
         "Agah, Pearce and Welch 1994", "not seen: the set is as cited in later code",
         journal="Lasers in Surgery and Medicine", volume="15", number="2", pages="176-184",
         record="journal, pages and the last author are from memory"),
    Work("wondergem1988", ("Wondergem, J.", "Haveman, J.", "Rusman, V.", "Sminia, P.", "Van Dijk, J. D."),
         "Effects of local hyperthermia on the motor function of the rat sciatic nerve", 1988,
         "Wondergem et al. Int J Radiat Biol 1988;53(3):429-38", "the abstract",
         journal="International Journal of Radiation Biology and Related Studies in Physics, Chemistry, and Medicine",
         volume="53", number="3", pages="429-438"),
    Work("jacques1989", ("Jacques, S. L.", "Gaeeni, M. O."),
         "Thermally induced changes in optical properties of heart", 1989, "Jacques and Gaeeni",
         "not seen: recalled", journal="Proceedings of the IEEE Engineering in Medicine and Biology Society",
         volume="11", pages="1199-1200", record=RECALLED_RECORD),
    Work("pearce1993", ("Pearce, J. A.", "Thomsen, S.", "Vijverberg, H.", "McMurray, T."),
         "Kinetics for birefringence changes in thermally coagulated rat skin collagen", 1993, "Pearce 1993",
         "not seen: recalled", journal="Proceedings of SPIE", volume="1876", pages="180-186", record=RECALLED_RECORD),
    Work("jacques1996", ("Jacques, S.", "Rastegar, S.", "Thomsen, S.", "Motamedi, M."),
         "The role of dynamic changes in blood perfusion and optical properties in laser coagulation of tissue", 1996,
         "Jacques 1996", "not seen: recalled",
         journal="IEEE Journal of Selected Topics in Quantum Electronics", volume="2", number="4", pages="922-933",
         record=RECALLED_RECORD),
    Work("oneill2011", ("O'Neill, D. P.", "Peng, T.", "Stiegler, P.", "Mayrhauser, U.", "Koestenbauer, S.",
                        "Tscheliessnigg, K.", "Payne, S. J."),
         "A three-state mathematical model of hyperthermic cell death", 2011,
         "O'Neill et al. Ann Biomed Eng 2011;39(1):570-9", "its rates, in two open codes",
         journal="Annals of Biomedical Engineering", volume="39", number="1", pages="570-579",
         doi="10.1007/s10439-010-0177-1", also="O'Neill et al. 2011"),
    Work("kumru2023", ("Kumru, Hanife Tugba", "Attaluri, Anilchandra", "Gordin, Vitaly", "Cortes, Daniel"),
         "Finite element simulation of proportional, integral, and derivative-controlled bipolar radiofrequency "
         "ablation of porcine spinal muscle", 2023, "Kumru et al. J Eng Sci Med Diagn Ther 2022",
         "the abstract; published online in December 2022",
         journal="Journal of Engineering and Science in Medical Diagnostics and Therapy", number="2",
         doi="10.1115/1.4056516"),
    Work("hall2015", ("Hall, S. K.", "Ooi, E. H.", "Payne, S. J."),
         "Cell death, perfusion and electrical parameters are critical in models of hepatic radiofrequency ablation",
         2015, "Hall, Ooi and Payne, Int J Hyperthermia 2015", "its ranges, in the authors' open code",
         journal="International Journal of Hyperthermia", volume="31", number="5", pages="538-550",
         doi="10.3109/02656736.2015.1032370", also="Hall's open code"),
    Work("schutt2008", ("Schutt, David J.", "Haemmerich, Dieter"),
         "Effects of variation in perfusion rates and of perfusion models in computational models of radio frequency "
         "tumor ablation", 2008, "Schutt and Haemmerich 2008", "the abstract; the numbers are recalled",
         journal="Medical Physics", volume="35", number="8", pages="3462-3470", doi="10.1118/1.2948388"),
    Work("gaugechart", ("Wikipedia contributors",), "Needle gauge comparison chart", 2011,
         "needle gauge comparison chart, Wikipedia", "the chart, in a copy of 2011",
         url="https://en.wikipedia.org/wiki/Needle_gauge_comparison_chart"),
    Work("lesionsim", ("The lesionsim authors",),
         "lesionsim: educational simulation of radiofrequency lesion heating", 2026, "definition of benchmark",
         "the definition stands in this program; it is no measurement"),
)
# fmt: on
BY_KEY: Final = {work.key: work for work in WORKS}


def told(text: str) -> str:
    """Return a reference in which works stood by their keys.

    >>> told("{schutt2008}, from memory")
    'Schutt and Haemmerich 2008, 10.1118/1.2948388, from memory'
    """
    return FIELD.sub(lambda found: BY_KEY[found[1]].named, text)


def works_in(*references: str) -> tuple[Work, ...]:
    """Return the works that references name, in the order of the table.

    >>> [work.key for work in works_in("IT'IS Foundation tissue database V5.0; electrical: Gabriel 1996")]
    ['baumgartner2025', 'gabriel1996']
    """
    whole = "\n".join(references)
    return tuple(work for work in WORKS if any(name and name in whole for name in (work.short, work.also, work.doi)))
