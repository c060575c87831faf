-- What means the same in schools (Q7): whoever searches for one expression finds the others. One expression to a line.
CREATE TABLE synonym_group (
    id BIGINT NOT NULL PRIMARY KEY,
    expressions TEXT NOT NULL,
    note TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_ms BIGINT NOT NULL
);

-- The lock that all who change the list queue at: an expression stands in one group.
CREATE TABLE synonym_list (
    id BIGINT NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO synonym_list (id, changes) VALUES (1, 0);

-- Those that are there from the first day; where a note says so, after labels and alternative labels of ScoLOMFR 3.2.
INSERT INTO synonym_group (id, expressions, note, version, updated_ms) VALUES
(1, 'TNI
TBI
VPI
ENI
tableau numérique interactif
tableau blanc interactif
tableau interactif
vidéoprojecteur interactif
écran numérique interactif
écran interactif', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(2, 'ENT
environnement numérique de travail
espace numérique de travail', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(3, 'ordinateur
ordi
PC
poste informatique', '', 1, 0),
(4, 'tablette
tablette tactile
tablette numérique
tablette informatique
tablette multimédia
ardoise numérique
iPad', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(5, 'classe mobile
chariot multimédia
classe mobile multimédia
valise numérique', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(6, 'vidéoprojecteur
vidéo-projecteur
projecteur vidéo', '', 1, 0),
(7, 'visualiseur
caméra de table
caméra de documents', '', 1, 0),
(8, 'QR code
QRcode
code QR
flashcode
flash code', '', 1, 0),
(9, 'robot pédagogique
robot éducatif
robot de sol', '', 1, 0),
(10, 'Bee-Bot
Beebot
Blue-Bot
Bluebot', 'Deux versions du même robot', 1, 0),
(11, 'carte à microcontrôleur
microcontrôleur
carte programmable', '', 1, 0),
(12, 'micro:bit
microbit', '', 1, 0),
(13, 'imprimante 3D
impression 3D
impression en trois dimensions', '', 1, 0),
(14, 'scanner
scanneur
numériseur', '', 1, 0),
(15, 'appareil photo
appareil photo numérique
appareil photographique
APN', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(16, 'caméra
caméra numérique
caméscope
caméscope numérique', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(17, 'casque audio
casque d’écoute
écouteurs', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(18, 'enregistreur audio
enregistreur numérique
dictaphone
magnétophone', '', 1, 0),
(19, 'baladeur
baladeur MP3
baladeur MP4
lecteur MP3
lecteur MP4', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(20, 'liseuse
tablette de lecture
e-reader', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(21, 'livre numérique
livre électronique
e-book
ebook', '', 1, 0),
(22, 'smartphone
ordiphone
téléphone portable
téléphone mobile', '', 1, 0),
(23, 'webcam
caméra web', '', 1, 0),
(24, 'stylet
stylo numérique
stylo tactile', '', 1, 0),
(25, 'clé USB
clef USB
mémoire USB', '', 1, 0),
(26, 'wifi
Wi-Fi
réseau sans fil', '', 1, 0),
(27, 'réalité virtuelle
VR', '', 1, 0),
(28, 'fond vert
écran vert
incrustation vidéo', '', 1, 0),
(29, 'visio
visioconférence
visio-conférence
vidéoconférence', '', 1, 0),
(30, 'blog
blogue', '', 1, 0),
(31, 'web-radio
webradio
radio en ligne
radio scolaire', '', 1, 0),
(32, 'podcast
balado
baladodiffusion
podcasting', '', 1, 0),
(33, 'stop motion
stopmotion
animation image par image
film image par image', '', 1, 0),
(34, 'programmation
codage
coder
code informatique
coding', '', 1, 0),
(35, 'informatique débranchée
activités débranchées
programmation débranchée
algorithmique débranchée
informatique sans ordinateur', '', 1, 0),
(36, 'traitement de texte
logiciel de traitement de texte', '', 1, 0),
(37, 'tableur
feuille de calcul
logiciel de traitement de tableaux et calculs', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(38, 'diaporama
PréAO
présentation assistée par ordinateur
logiciel de présentation', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(39, 'carte mentale
carte heuristique
schéma heuristique
mind map', '', 1, 0),
(40, 'synthèse vocale
text-to-speech
TTS', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(41, 'reconnaissance vocale
dictée vocale
speech-to-text
STT', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(42, 'intelligence artificielle
IA', '', 1, 0),
(43, 'mur collaboratif
mur virtuel
mur numérique
Padlet
Digipad', '', 1, 0),
(44, 'quiz
quizz
questionnaire en ligne', '', 1, 0),
(45, 'QCM
questionnaire à choix multiples', '', 1, 0),
(46, 'manuel numérique
manuel scolaire numérique', '', 1, 0),
(47, 'jeu sérieux
serious game', '', 1, 0),
(48, 'escape game
escape room
jeu d’évasion', '', 1, 0),
(49, 'capsule vidéo
capsule pédagogique
vidéo pédagogique', '', 1, 0),
(50, 'classe inversée
pédagogie inversée', '', 1, 0),
(51, 'cahier de vie
cahier de vie numérique
cahier multimédia', '', 1, 0),
(52, 'carnet de suivi
carnet de suivi des apprentissages
cahier de progrès
cahier de réussites', '', 1, 0),
(53, 'cahier de textes numérique
cahier de textes en ligne', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(54, 'logiciel d’enseignement
logiciel éducatif
logiciel pédagogique
didacticiel', 'ScoLOMFR, vocabulaire 020 (outils)', 1, 0),
(55, 'logiciel libre
open source
code source ouvert', '', 1, 0),
(56, 'RGPD
règlement général sur la protection des données', '', 1, 0),
(57, 'site web
site Internet', '', 1, 0),
(58, 'courriel
mail
e-mail
email
mél
courrier électronique', '', 1, 0),
(59, 'messagerie instantanée
tchat', '« chat » n’y est pas : il trouverait des animaux', 1, 0),
(60, 'réseaux sociaux
médias sociaux', '', 1, 0),
(61, 'fake news
infox
fausses informations
fausses nouvelles
désinformation', '', 1, 0),
(62, 'cyberharcèlement
cyber-harcèlement
harcèlement en ligne
harcèlement numérique', '', 1, 0),
(63, 'photo
photographie', '', 1, 0),
(64, 'bande dessinée
BD', '', 1, 0),
(65, 'roman-photo
romanphoto
photoroman', '', 1, 0),
(66, 'EMC
enseignement moral et civique
éducation morale et civique
instruction civique', '', 1, 0),
(67, 'EMI
éducation aux médias et à l’information
éducation aux médias', '', 1, 0),
(68, 'EPS
éducation physique et sportive
éducation physique', '', 1, 0),
(69, 'EDD
éducation au développement durable
développement durable', '', 1, 0),
(70, 'EAC
éducation artistique et culturelle', '', 1, 0),
(71, 'PEAC
parcours d’éducation artistique et culturelle', '', 1, 0),
(72, 'EVAR
éducation à la vie affective et relationnelle', '', 1, 0),
(73, 'LVE
LV
langue vivante étrangère
langues vivantes', '', 1, 0),
(74, 'LSF
langue des signes française
langue des signes', 'ScoLOMFR, vocabulaire 040 (cadres pédagogiques)', 1, 0),
(75, 'ULIS
unité localisée pour l’inclusion scolaire
CLIS
classe pour l’inclusion scolaire
classe d’intégration scolaire', 'CLIS : l’ancien nom. ScoLOMFR, vocabulaire 040 (cadres pédagogiques)', 1, 0),
(76, 'UPE2A
unité pédagogique pour élèves allophones arrivants
CLIN
classe d’initiation pour non-francophone', 'CLIN : l’ancien nom. ScoLOMFR, vocabulaire 040 (cadres pédagogiques)', 1, 0),
(77, 'EANA
élèves allophones
élève allophone nouvellement arrivé
primo-arrivants', '', 1, 0),
(78, 'FLE
français langue étrangère', '', 1, 0),
(79, 'FLS
FLSco
français langue seconde
français langue de scolarisation', '', 1, 0),
(80, 'dys
troubles dys
troubles spécifiques des apprentissages
TSLA', '', 1, 0),
(81, 'TSA
autisme
trouble du spectre de l’autisme', '', 1, 0),
(82, 'TDAH
trouble de l’attention
déficit de l’attention avec hyperactivité', '', 1, 0),
(83, 'HPI
EIP
haut potentiel intellectuel
élève à haut potentiel', '', 1, 0),
(84, 'EBEP
élèves à besoins éducatifs particuliers
élèves à besoins éducatifs spécifiques', '', 1, 0),
(85, 'école inclusive
inclusion scolaire', '', 1, 0),
(86, 'RASED
réseau d’aides spécialisées aux élèves en difficulté', '', 1, 0),
(87, 'AESH
accompagnant d’élève en situation de handicap
AVS
auxiliaire de vie scolaire', 'AVS : l’ancien nom', 1, 0),
(88, 'ATSEM
agent territorial spécialisé des écoles maternelles', '', 1, 0),
(89, 'PPS
projet personnalisé de scolarisation', '', 1, 0),
(90, 'PAP
plan d’accompagnement personnalisé', '', 1, 0),
(91, 'PAI
projet d’accueil individualisé', '', 1, 0),
(92, 'PPRE
programme personnalisé de réussite éducative', '', 1, 0),
(93, 'APC
activités pédagogiques complémentaires', '', 1, 0),
(94, 'TAP
temps d’activités périscolaires
périscolaire', '', 1, 0),
(95, 'REP
réseau d’éducation prioritaire
éducation prioritaire
ZEP
zone d’éducation prioritaire', 'ZEP : l’ancien nom', 1, 0),
(96, 'PPMS
plan particulier de mise en sûreté', '', 1, 0),
(97, 'BCD
bibliothèque centre documentaire
bibliothèque
bibliothèque scolaire', '', 1, 0),
(98, 'CDI
centre de documentation et d’information', 'ScoLOMFR, vocabulaire 017 (lieux)', 1, 0),
(99, 'CRCN
cadre de référence des compétences numériques', '', 1, 0),
(100, 'TICE
TUIC
numérique éducatif', '', 1, 0),
(101, 'ERUN
enseignant référent pour les usages du numérique', '', 1, 0),
(102, 'IEN
inspecteur de l’Éducation nationale
inspectrice de l’Éducation nationale', '', 1, 0),
(103, 'CPC
conseiller pédagogique
conseiller pédagogique de circonscription', '', 1, 0),
(104, 'APER
attestation de première éducation à la route
permis piéton', '', 1, 0),
(105, 'TPS
toute petite section', '', 1, 0),
(106, 'PS
petite section', '', 1, 0),
(107, 'MS
moyenne section', '', 1, 0),
(108, 'GS
grande section', '', 1, 0),
(109, 'CP
cours préparatoire', '', 1, 0),
(110, 'CE1
cours élémentaire 1
cours élémentaire 1re année
cours élémentaire première année', '', 1, 0),
(111, 'CE2
cours élémentaire 2
cours élémentaire 2e année
cours élémentaire deuxième année', '', 1, 0),
(112, 'CM1
cours moyen 1
cours moyen 1re année
cours moyen première année', '', 1, 0),
(113, 'CM2
cours moyen 2
cours moyen 2e année
cours moyen deuxième année', '', 1, 0),
(114, 'maternelle
école maternelle
cycle 1
cycle des apprentissages premiers', '', 1, 0),
(115, 'cycle 2
cycle des apprentissages fondamentaux', '', 1, 0),
(116, 'cycle 3
cycle de consolidation', '', 1, 0),
(117, 'mathématiques
maths
math', '', 1, 0),
(118, 'histoire-géographie
histoire-géo', '', 1, 0),
(119, 'arts plastiques
arts visuels', '', 1, 0),
(120, 'éducation musicale
musique', '', 1, 0),
(121, 'QLM
questionner le monde
découverte du monde', '', 1, 0),
(122, 'production d’écrit
expression écrite
rédaction', '', 1, 0),
(123, 'potager
jardin potager
jardin pédagogique', '', 1, 0),
(124, 'classe de découvertes
classe transplantée
voyage scolaire', '', 1, 0),
(125, 'sortie scolaire
sortie pédagogique', '', 1, 0),
(126, 'correspondance scolaire
correspondants
correspondance entre classes', '', 1, 0),
(127, 'eTwinning
e-Twinning
jumelage électronique
partenariat électronique inter-écoles', 'ScoLOMFR, vocabulaire 040 (cadres pédagogiques)', 1, 0),
(128, 'liaison école-collège
liaison CM2-6e
liaison primaire-collège
liaison inter-degrés', 'ScoLOMFR, vocabulaire 040 (cadres pédagogiques)', 1, 0);
