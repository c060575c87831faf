//! Taking in the communes of a table or of a file of outlines.

use super::{
    commune::CommuneFacts,
    commune_file::{CommuneEntry, read},
    import::off_the_server_threads,
    report::{ChangedCommune, CommuneField, CommuneFile, CommuneReport, Mode, Reason, Refusal},
    rows,
};
use crate::{cx::Cx, error::Result};
use domain::{
    access::{Action, PortalAction, decide},
    events::Event,
};

/// Takes in the communes of `bytes`, and says what that changed.
///
/// Two kinds of file: a table (`code_insee`, `nom`, and if there are such columns `population`, `latitude`, `longitude`,
/// `participation`), which *is* the territory, each of its communes being added; and a GeoJSON `FeatureCollection` (`code`, `nom`),
/// which draws it: once there are communes, outlines of others are left out, so that a whole department's file can be given.
/// What a file does not say stays as it is, and no commune is ever removed. A new commune is outside the scheme unless
/// `participation` (`adhesion`, `convention`, `hors-dispositif`) says otherwise. A commune without a position gets the middle of
/// its outline.
///
/// # Errors
/// Who may not; `Invalid` with [`domain::problem::Rule::TerritoryFile`] on `file` when the file as a whole cannot be read.
pub async fn import_communes(cx: &Cx, bytes: &[u8], mode: Mode) -> Result<CommuneReport> {
    decide(&cx.viewer, Action::Portal(PortalAction::ImportTerritory))?;
    let bytes = bytes.to_vec();
    let file = off_the_server_threads(move || read(&bytes)).await?;
    let mut report = CommuneReport {
        encoding: file.encoding,
        form: file.form,
        added: Vec::new(),
        changed: Vec::new(),
        unchanged: 0,
        left_out: 0,
        refused: file.refused,
    };
    let mut change = cx.begin().await?;
    rows::one_import_at_a_time(&mut change).await?;
    let known = rows::known_communes(&mut change).await?;
    let mut seen = std::collections::BTreeSet::new();
    for entry in file.entries {
        if !seen.insert(entry.insee.clone()) {
            report.refused.push(Refusal { line: entry.line, code: entry.insee.to_string(), reason: Reason::Repeated });
            continue;
        }
        let before = known.get(&entry.insee);
        if before.is_none() && file.form == CommuneFile::GeoJson && !known.is_empty() {
            report.left_out += 1;
            continue;
        }
        let after = entry.onto(before);
        match before.map(|before| after.differences(before)) {
            Some(fields) if fields.is_empty() => report.unchanged += 1,
            Some(fields) => {
                rows::save_commune(&mut change, cx.now(), &after).await?;
                if fields.contains(&CommuneField::Name) {
                    change.tell(Event::CommuneChanged { commune: after.insee.clone() });
                }
                report.changed.push(ChangedCommune { insee: after.insee, fields });
            }
            None => {
                rows::save_commune(&mut change, cx.now(), &after).await?;
                change.tell(Event::CommuneChanged { commune: after.insee.clone() });
                report.added.push(after.insee);
            }
        }
    }
    report.refused.sort_by_key(|refusal| refusal.line);
    if mode.lasts() {
        change.commit().await?;
    }
    Ok(report)
}

impl CommuneEntry {
    /// What is known of the commune once the file has spoken.
    fn onto(self, before: Option<&CommuneFacts>) -> CommuneFacts {
        let mut after = before.cloned().unwrap_or_else(|| CommuneFacts::named(self.insee, String::new()));
        after.name = self.name;
        after.population = self.population.or(after.population);
        after.position = self.position.or(after.position).or(self.middle);
        after.boundary = self.boundary.or(after.boundary);
        after.membership = self.membership.unwrap_or(after.membership);
        after
    }
}
