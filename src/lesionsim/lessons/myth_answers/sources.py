"""The papers that more than one myth cites, and how sure what is told of them is."""

from lesionsim.plots.myth_data import Source

BOGDUK = Source(
    "Bogduk", 1987, "Bogduk N, Macintosh J, Marsland A", "Neurosurgery", ";20(4):529-35",
    "10.1227/00006123-198704000-00004",
)  # fmt: skip
COSMAN = Source(
    "Cosman", 2014, "Cosman ER Jr, Dolensky JR, Hoffman RA", "Pain Med", ";15(12):2020-36",
    "studylib.net/doc/18420108/factors-that-affect-radiofrequency-heat-lesion-size",
)  # fmt: skip
MANUAL = Source(
    "NeuroTherm", 2012, "NeuroTherm", "NT1100 operator manual", ", p 10-16",
    "manualshive.com/en/manual/neurotherm/nt1100/1676411?page=96",
)  # fmt: skip
PROVENZANO_TIME = Source(
    "Provenzano", 2015, "Provenzano DA, Watson TW, Somers DL", "Reg Anesth Pain Med", ";40(2):112",
    "rapm.bmj.com/content/40/2/112",
)  # fmt: skip
PROVENZANO_SALINE = Source(
    "Provenzano", 2013, "Provenzano DA, Liebert MA, Somers DL", "Reg Anesth Pain Med", ";38(2):112-23",
    "10.1097/AAP.0b013e31827d18f3",
)  # fmt: skip
MERTYNA = Source(
    "Mertyna", 2009, "Mertyna P et al", "Acad Radiol", ";16(12)",
    "github.com/ClinicalTree/ClinicalTree.github.io/blob/31b92a9/_posts/2009-12-01-thermal-ablation.md",
    "VERIFIED in a copy of the text; no DOI was found",
)  # fmt: skip
CONSENSUS = Source(
    "Cohen", 2020, "Cohen SP, Bhaskar A, Bhatia A et al", "Reg Anesth Pain Med", ";45(6):424-67, table 10",
    "10.1136/rapm-2019-101243",
)  # fmt: skip
KLEINSTUECK = Source(
    "Kleinstueck", 2003, "Kleinstueck FS et al", "Spine", ";28(15):1700-8", "10.1097/01.brs.0000083160.16853.6e"
)
LATENCY = Source(
    "Nakagawa", 2021, "Nakagawa H et al", "Circ Arrhythm Electrophysiol", "", "acemap.info/paper/469841603",
    "VERIFIED in the abstract; author and journal are from memory",
)  # fmt: skip
HAINES = Source(
    "Haines", 1993, "Haines DE", "Biophysics of RF Catheter Ablation", "",
    "scilit.net/publications/cdd8ddfa749eef009e40d747a8383980", "VERIFIED; author and year are from memory",
)  # fmt: skip
LEAFLET = Source(
    "healthjade.com", 0, "healthjade.com, a page for patients", "Radiofrequency ablation", "",
    "healthjade.com/radiofrequency-ablation",
)  # fmt: skip
HAEMMERICH = Source(
    "Haemmerich", 2010, "Haemmerich D", "Biophysics of Radiofrequency Ablation", "",
    "studylib.net/doc/18276958/biophysics-of-radiofrequency-ablation", "VERIFIED; the year is from memory",
)  # fmt: skip
DUPUY = Source(
    "Dupuy", 2000, "Dupuy DE et al", "AJR Am J Roentgenol", ";175(5):1263-6", "10.2214/ajr.175.5.1751263",
    "VERIFIED that it measured this; its finding and first author are from memory",
)  # fmt: skip
JUCH = Source("Juch", 2017, "Juch JNS, Maas ET, Ostelo RWJG et al", "JAMA", ";318(1):68-81", "10.1001/jama.2017.7918")
MCCORMICK = Source(
    "McCormick", 2015, "McCormick ZL, Marshall B, Walker J, McCarthy R, Walega DR", "Int J Anesth Anesth", ";2(2):028",
    "10.23937/2377-4630/2/2/1028",
)  # fmt: skip
BRACE = Source(
    "Brace", 2009, "Brace CL", "Curr Probl Diagn Radiol", ", PMC2941203", "pmc.ncbi.nlm.nih.gov/articles/PMC2941203",
    "VERIFIED; the year is from memory",
)  # fmt: skip
PERFUSED_LIVER = Source(
    "Bitsch", 2006, "Bitsch RG et al", "Invest Radiol", "", "medifind.com/articles/publication/102048381",
    "VERIFIED in the abstract; author, journal and year are from memory",
)  # fmt: skip
MONTEFIORE = Source(
    "Montefiore", 0, "Montefiore group, authors not told", "Lidocaine, contrast and monopolar RF", "",
    "globalauthorid.com/WebPortal/ArticleView?wd=E34FE33E82A052E6BF339B50139F9081CDC81919127D0862",
)  # fmt: skip
