//! The CRCN-Édu: what teachers are expected to master of digital tools (decree of 2023, reference framework of the ministry).

use crate::vocabulary::vocabulary;

vocabulary! {
    /// A competence of the CRCN-Édu.
    CrcnEdu {
        Communicate = "1.1", "Communiquer";
        Collaborate = "1.2", "Collaborer";
        KeepLearning = "1.3", "Se former, développer une veille";
        ActResponsibly = "1.4", "Agir en faveur d’un numérique professionnel sûr et responsable";
        StayCritical = "1.5", "Adopter une posture ouverte, critique et réflexive";
        Select = "2.1", "Sélectionner";
        Design = "2.2", "Concevoir";
        Manage = "2.3", "Gérer des ressources";
        DesignLessons = "3.1", "Concevoir des situations d’apprentissage";
        Teach = "3.2", "Mettre en œuvre";
        Assess = "3.3", "Évaluer au service des apprentissages";
        Include = "4.1", "Inclure et rendre accessible";
        Differentiate = "4.2", "Différencier";
        Engage = "4.3", "Engager les apprenants";
        Develop = "5.1", "Développer les compétences numériques";
        Certify = "5.2", "Évaluer et certifier les compétences numériques";
    }
}

vocabulary! {
    /// A domain of the CRCN-Édu.
    CrcnEduDomain {
        Work = "1", "Environnement professionnel";
        Resources = "2", "Ressources numériques";
        Teaching = "3", "Enseignement et apprentissage";
        Diversity = "4", "Diversité et autonomie des apprenants";
        Learners = "5", "Compétences numériques des apprenants";
    }
}

impl CrcnEdu {
    /// The domain that it belongs to.
    pub fn domain(self) -> CrcnEduDomain {
        let of = |domain: &&CrcnEduDomain| self.key().starts_with(domain.key());
        CrcnEduDomain::ALL.iter().find(of).copied().unwrap_or(CrcnEduDomain::Work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_framework_has_sixteen_competences_in_five_domains() {
        assert_eq!((CrcnEdu::ALL.len(), CrcnEduDomain::ALL.len()), (16, 5));
        for competence in CrcnEdu::ALL {
            assert!(competence.key().starts_with(competence.domain().key()), "{competence}");
        }
    }
}
