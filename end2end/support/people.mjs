// Whom the tests' providers know. What is not needed of a person is not there, as in workspaces.
const teacher = { ENTPersonProfils: "National_ENS" };

export const people = {
  prof1: { given_name: "Camille", family_name: "Rivoire", email: "camille@ent.example", ...teacher, ENTPersonStructRattachRNE: "0990001Z" },
  thief: { given_name: "Autre", family_name: "Personne", email: "camille@ent.example", email_verified: false, ...teacher },
  eleve1: { given_name: "Une", family_name: "Élève", email: "eleve@ent.example", ENTPersonProfils: "National_ELV" },
  parent1: { given_name: "Un", family_name: "Parent", email: "parent@ent.example", ENTPersonProfils: "National_TUT" },
  inconnu: { given_name: "Sans", family_name: "Profil", ENTPersonProfils: "National_XYZ" },
};
