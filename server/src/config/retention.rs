//! The `[retention]` table: how many months each kind of thing is kept.

use super::{Faults, source::Source};
use domain::privacy::{Period, Retention};
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

/// The periods that `value`, the file's `retention`, describes; its `key` is where a value of another kind is told.
pub(super) fn read(source: &Source<'_>, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Retention {
    let mut retention = Retention::default();
    let Some(table) = value.get_ref().as_table() else {
        faults.add(source.key("retention", key.span().start), "demande une table [retention]");
        return retention;
    };
    refuse_unknown(source, table, faults);
    for (period, kept) in [
        (Retention::AUDIT, &mut retention.audit),
        (Retention::NOTICES, &mut retention.notices),
        (Retention::DRAFTS, &mut retention.drafts),
        (Retention::REGISTRATIONS, &mut retention.registrations),
        (Retention::INACTIVE, &mut retention.inactive),
        (Retention::SEARCHES, &mut retention.searches),
    ] {
        let Some((key, value)) = table.get_key_value(period.key) else { continue };
        match months(period, value.get_ref()) {
            Some(months) => *kept = months,
            None => {
                let demand = format!("demande un nombre de mois, de {} à {}", period.least, period.most);
                faults.add(source.key(period.key, key.span().start), demand);
            }
        }
    }
    retention
}

fn refuse_unknown(source: &Source<'_>, table: &DeTable<'_>, faults: &mut Faults) {
    for key in table.keys().filter(|key| Retention::PERIODS.iter().all(|known| known.key != key.get_ref())) {
        let known = Retention::PERIODS.map(|period| period.key).join(", ");
        faults.add(source.line(key.span().start), format!("clé inconnue « {} » dans [retention] ; les clés sont {known}", key.get_ref()));
    }
}

/// A number of months within the bounds of `period`.
fn months(period: Period, value: &DeValue<'_>) -> Option<u32> {
    let number = value.as_integer().filter(|number| number.radix() == 10)?;
    number.as_str().parse().ok().filter(|months| (period.least..=period.most).contains(months))
}
