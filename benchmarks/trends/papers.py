"""The list of claims, in the order in which the tables show them."""

import math

from trends.claims import (
    COSMAN,
    DERIVED,
    VERIFIED,
    Claim,
    ahead,
    areas,
    hotter_percent,
    late_percent,
    late_widths,
    lengths_beyond,
    long_lengths_beyond,
    longer_percent,
    thicker_mm,
    thicker_percent,
    volumes,
    widths_after_a_minute,
    widths_of,
)

TIPS = "tips of 5, 10, 15 mm"
NEEDLES = "22 and 16 G, tips of 5, 10, 15 mm"
LIVER = "18 G, tips of 10, 20, 40 mm, 6 min"
CHICKEN = "20 G, 10 mm, 80 °C, 90 s"
BOGDUK, GOLDBERG, MANUAL = "Bogduk 1987", "Goldberg 1995", "NeuroTherm manual 2012"
SCATTER_MM, CAP_MM = 5.0, 16.0

# fmt: off
FROM_COSMAN = (
    Claim("wider from 22 G to 16 G", COSMAN, "B01", 58, 65, "%", VERIFIED, TIPS, thicker_percent),
    Claim("wider from 22 G to 16 G, in mm", COSMAN, "B01", 3, 4, "mm", VERIFIED, TIPS, thicker_mm,
          digits=1),
    Claim("width, 22 G", COSMAN, "B01", 4.6, 6.9, "mm", DERIVED, TIPS, widths_of(22), digits=1),
    Claim("width, 16 G", COSMAN, "B01", 7.6, 10.9, "mm", DERIVED, TIPS, widths_of(16), digits=1),
    Claim("wider from 60 to 90 °C", COSMAN, "B02", 108, 152, "%", VERIFIED, NEEDLES, hotter_percent(60.0, 90.0)),
    Claim("wider from 1 to 2 min", COSMAN, "B03", 11, 20, "%", VERIFIED, NEEDLES, longer_percent(60.0, 120.0)),
    Claim("wider from 1 to 3 min", COSMAN, "B04", 23, 32, "%", VERIFIED, NEEDLES, longer_percent(60.0, 180.0)),
    Claim("length beyond the tip", COSMAN, "B05", 1, 5, "mm", VERIFIED, NEEDLES, lengths_beyond, digits=1),
)
FROM_OTHERS = (
    Claim("area, no fluid", "Montefiore group", "A10", 80.8, 80.8, "mm²", VERIFIED, CHICKEN, areas, digits=1),
    Claim("volume, 1 mL of lidocaine first", "PMID 32214295", "A08", 155, 165, "mm³", VERIFIED, CHICKEN, volumes,
          words="0.16 cm³"),
    Claim("reach ahead of the tip", BOGDUK, "A04", 0, 0, "mm", VERIFIED, f"{NEEDLES}, 1 min", ahead, digits=1,
          words="none"),
    Claim("width", BOGDUK, "A04", 0, 4, "mm", VERIFIED, f"{NEEDLES}, 1 min", widths_after_a_minute, digits=1,
          words="radius 2 mm at most"),
    Claim("length beyond the tip", GOLDBERG, "B13", -SCATTER_MM, SCATTER_MM, "mm", DERIVED, LIVER,
          long_lengths_beyond, digits=1, words="0 mm, scatter up to 5"),
    Claim("width after 12 min", GOLDBERG, "B13", 0, CAP_MM, "mm", VERIFIED, "18 G, 20 mm", late_widths, digits=1,
          words="16 mm at most"),
    Claim("wider from 6 to 12 min", GOLDBERG, "B13", 0, 0, "%", VERIFIED, "18 G, 20 mm", late_percent,
          words="no more growth"),
    Claim("wider from 1 to 2 min", MANUAL, "B18", 0, 0, "%", VERIFIED, NEEDLES, longer_percent(60.0, 120.0),
          words="no more growth"),
    Claim("wider from 2 to 3 min", "Provenzano 2015", "B16", 1, math.inf, "%", VERIFIED, NEEDLES,
          longer_percent(120.0, 180.0), words="still growing"),
)
# fmt: on
CLAIMS = FROM_COSMAN + FROM_OTHERS
