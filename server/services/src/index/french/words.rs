//! The words that French analysis treats apart. All are folded: lower case, without accents.

/// Words too common to tell one text from another: Snowball's French list, folded. Those that folding or meaning makes ambiguous
/// stand in [`AMBIGUOUS`] instead.
pub(super) const STOP_WORDS: &[&str] = &[
    "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "et", "eux", "il", "je", "la", "le", "leur", "lui", "ma",
    "mais", "me", "meme", "mes", "moi", "mon", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "sa",
    "se", "ses", "sur", "ta", "te", "tes", "toi", "tu", "un", "une", "vos", "votre", "vous", "c", "d", "j", "l", "a", "m", "n", "s", "t",
    "y", "etant", "suis", "es", "sommes", "sont", "serai", "seras", "sera", "serons", "serez", "seront", "serais", "serait", "serions",
    "seriez", "seraient", "etais", "etait", "etions", "etiez", "etaient", "fus", "fut", "fumes", "futes", "furent", "sois", "soit",
    "soyons", "soyez", "soient", "ayant", "eu", "ai", "as", "avons", "avez", "ont", "aurai", "auras", "aura", "aurons", "aurez", "auront",
    "aurais", "aurait", "aurions", "auriez", "auraient", "avais", "avait", "avions", "aviez", "avaient", "eut", "ayez", "ayons", "aient",
    "ait", "les", "ils", "elles", "cette", "cet", "ca", "cela", "ceci", "leurs", "comme", "donc", "dont", "quel", "quelle", "quels",
    "quelles", "sans", "si",
];

/// Stop words that are also things one looks for (*le son*, *l’été*, *le ton*, *l’est*), and the words of questions (*comment faire*). They are
/// indexed. In a query they are asked for when nothing else is, and only wished for otherwise (*découvrir son quartier*).
pub(super) const AMBIGUOUS: &[&str] = &[
    "son", "ete", "etes", "ton", "est", "comment", "combien", "pourquoi", "quoi", "quand", "faut", "peut", "peuvent", "peux", "faire",
    "fait", "font", "avoir", "etre", "veux", "veut", "sait", "savoir", "trouver", "chez", "entre", "tout", "tous", "toute", "toutes",
    "plus", "bien",
];

/// What the stemmer gets wrong: each word is analysed as the one on its right. A final `_` keeps the stemmer's hands off, for
/// words that it would otherwise confuse with others (*cours* with *courir*, *mairie* with *maire*).
pub(super) const EXCEPTIONS: &[(&str, &str)] = &[
    ("jeux", "jeu"),
    ("yeux", "oeil"),
    ("travaux", "travail"),
    ("vitraux", "vitrail"),
    ("cieux", "ciel"),
    ("feux", "feu"),
    ("lieux", "lieu"),
    ("voeux", "voeu"),
    ("reussite", "reussir"),
    ("reussites", "reussir"),
    ("reussi", "reussir"),
    ("reussie", "reussir"),
    ("formateur", "formation"),
    ("formateurs", "formation"),
    ("formatrice", "formation"),
    ("formatrices", "formation"),
    ("lecteur", "lecture"),
    ("lecteurs", "lecture"),
    ("lectrice", "lecture"),
    ("lectrices", "lecture"),
    ("lire", "lecture"),
    ("ecrire", "ecriture"),
    ("ecrit", "ecriture"),
    ("ecrits", "ecriture"),
    ("cours", "cours_"),
    ("paire", "paire_"),
    ("paires", "paire_"),
    ("mairie", "mairie_"),
    ("mairies", "mairie_"),
    ("universite", "universite_"),
    ("universites", "universite_"),
    ("organe", "organe_"),
    ("organes", "organe_"),
    ("6eme", "6e"),
    ("sixieme", "6e"),
    ("motif", "motif_"),
    ("motifs", "motif_"),
];
