//! `preau import schools` with files that are not as they should be.

use super::{SCHOOLS, program::Home};
use std::fs;

fn directory() -> String {
    fs::read_to_string(SCHOOLS).expect("a directory of schools")
}

#[test]
fn a_file_in_utf_16_is_refused_as_such() {
    let home = Home::new();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(directory().encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(home.path("annuaire.csv"), utf16).expect("written");
    let done = home.preau(&["import", "schools", "annuaire.csv"]);
    assert_eq!((done.code, done.out.as_str()), (1, ""), "{}", done.err);
    assert!(done.err.contains("Ce fichier est en UTF-16\u{a0}: enregistrez-le en CSV UTF-8."), "{}", done.err);
}

#[test]
fn a_file_that_would_close_many_schools_must_be_meant_and_its_refused_lines_are_listed() {
    let home = Home::new();
    let all = directory();
    home.write("entier.csv", &all);
    let done = home.preau(&["import", "schools", "entier.csv"]);
    assert_eq!(done.code, 0, "{}", done.err);

    // Three schools of ten, one of them in a state that cannot be read.
    let mut lines: Vec<_> = all.lines().take(4).map(str::to_owned).collect();
    lines[3] = lines[3].replace(";OUVERT;", ";PEUT-ÊTRE;");
    home.write("coupé.csv", &format!("{}\n", lines.join("\n")));
    let refused = home.preau(&["import", "schools", "coupé.csv"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{}", refused.err);
    assert!(refused.err.contains("7 écoles sur 10") && refused.err.contains("--allow-closures"), "{}", refused.err);

    let meant = home.preau(&["import", "schools", "coupé.csv", "--allow-closures"]);
    assert_eq!(meant.code, 1, "{}{}", meant.out, meant.err);
    assert!(meant.out.contains("7  écoles fermées"), "{}", meant.out);
    let listed = meant.out.lines().find(|line| line.contains("ligne 4")).unwrap_or_default();
    assert!(["0991003C", "PEUT-ÊTRE", "colonne etat"].into_iter().all(|part| listed.contains(part)), "{}", meant.out);
    assert!(meant.err.contains("une ligne a été refusée"), "{}", meant.err);

    let back = home.preau(&["import", "schools", "entier.csv"]);
    assert_eq!(back.code, 0, "{}{}", back.out, back.err);
    assert!(back.out.contains("7  écoles modifiées"), "{}", back.out);
}
