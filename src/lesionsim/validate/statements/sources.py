"""The papers, each with a DOI or an address."""

from lesionsim.validate.statement import Paper

COSMAN_2014 = Paper(
    "Cosman 2014",
    "Cosman ER Jr, Dolensky JR, Hoffman RA. Factors that affect radiofrequency heat lesion size. "
    "Pain Med 2014;15(12):2020-36",
    "https://studylib.net/doc/18420108/factors-that-affect-radiofrequency-heat-lesion-size",
)
MONTEFIORE = Paper(
    "Montefiore group",
    "Effect of lidocaine and contrast on monopolar radiofrequency lesions; journal and year not in the record read",
    "http://globalauthorid.com/WebPortal/ArticleView?wd=E34FE33E82A052E6BF339B50139F9081CDC81919127D0862",
)
LIDOCAINE_2020 = Paper(
    "Lidocaine study 2020",
    "Ex vivo study of lidocaine and saline before radiofrequency, 2020, PMID 32214295; authors and journal not read",
    "https://pubmed.ncbi.nlm.nih.gov/32214295/",
)
BOGDUK_1987 = Paper(
    "Bogduk 1987",
    "Bogduk N, Macintosh J, Marsland A. Neurosurgery 1987;20(4):529-35",
    "10.1227/00006123-198704000-00004",
)
THRESHOLD_2011 = Paper(
    "Threshold study 2011",
    "Introduction of 'Does sensory stimulation threshold affect lumbar facet radiofrequency...' "
    "Anesth Analg 2011;113(5); a secondary source",
    "https://journals.lww.com/anesthesia-analgesia/Fulltext/2011/11000/"
    "Does_Sensory_Stimulation_Threshold_Affect_Lumbar.43.aspx",
)
LEE_2010 = Paper(
    "Lee 2010",
    "Lee CH, Derby R, Choi HS, Lee SH, Kim SH, Kang YK. Pain Physician 2010;13(1):43-49",
    "https://koreauniv.pure.elsevier.com/en/publications/"
    "the-efficacy-of-two-electrodes-radiofrequency-technique-compariso",
)
TEW_2015 = Paper(
    "Pain Res Manag 2015",
    "Study of a Tew electrode in egg white. Pain Res Manag 2015;20(6):316-20; authors not in the text read",
    "10.1155/2015/893136",
)
GOLDBERG_1995 = Paper(
    "Goldberg 1995",
    "Goldberg SN et al. Tissue ablation with radiofrequency: effect of probe size, gauge, duration, and temperature on "
    "lesion volume. Acad Radiol 1995",
    "https://acemap.info/paper/114510359",
)
PROVENZANO_2013 = Paper(
    "Provenzano 2013",
    "Provenzano DA, Liebert MA, Somers DL. Reg Anesth Pain Med 2013;38(2):112-23",
    "10.1097/AAP.0b013e31827d18f3",
)
PROVENZANO_2015 = Paper(
    "Provenzano 2015",
    "Provenzano DA, Watson TW, Somers DL. Reg Anesth Pain Med 2015;40(2):112",
    "https://rapm.bmj.com/content/40/2/112",
)
MANUAL_2012 = Paper(
    "NeuroTherm manual 2012",
    "NeuroTherm NT1100, operator's manual (2012), p 10-16",
    "https://manualshive.com/en/manual/neurotherm/nt1100/1676411?page=96",
)
KLEINSTUECK_2003 = Paper(
    "Kleinstueck 2003", "Kleinstueck FS et al. Spine 2003;28(15):1700-8", "10.1097/01.brs.0000083160.16853.6e"
)
MERTYNA_2009 = Paper(
    "Mertyna 2009",
    "Mertyna P et al. Acad Radiol 2009;16(12):1539-48; text read in an open copy",
    "10.1016/j.acra.2009.06.016",
)
WONDERGEM_1988 = Paper(
    "Wondergem 1988",
    "Wondergem J, Haveman J, Rusman V, Sminia P, Van Dijk JD. Int J Radiat Biol 1988;53(3):429-38",
    "https://researchinformation.amsterdamumc.org/en/publications/"
    "effects-of-local-hyperthermia-on-the-motor-function-of-the-rat-sc",
)
