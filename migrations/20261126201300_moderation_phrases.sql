-- Justifications that are at hand from the first day (E12).
INSERT INTO moderation_phrase (id, text, position) VALUES
    (1, 'Un enfant peut être reconnu dans ce message. Sans l’accord écrit de sa famille, nous ne pouvons pas le laisser en ligne.', 1),
    (2, 'Ce message contient des données personnelles (nom, adresse, téléphone). Vous pouvez le publier de nouveau sans elles.', 2),
    (3, 'Le ton de ce message peut blesser. On peut ne pas être d’accord et le dire avec égards.', 3),
    (4, 'Ce message s’éloigne du sujet. Vous pouvez en ouvrir un autre, où l’on vous répondra mieux.', 4),
    (5, 'Le portail ne publie pas de publicité, même pour un produit utile en classe.', 5);
