//! The `[metrics]` table: where the portal tells its measures, if it does.

use super::{Faults, source::Source};
use std::net::SocketAddr;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

/// The table's only key.
const ADDRESS: &str = "address";
const WANTED: &str = "une adresse et un port, par exemple \"127.0.0.1:9100\"";

/// Where measures are told, and where in the file that is said.
pub(super) struct Told {
    address: SocketAddr,
    place: String,
}

impl Told {
    /// The address; a fault when the portal itself listens there, at `addr`.
    pub(super) fn beside(self, addr: Option<SocketAddr>, faults: &mut Faults) -> SocketAddr {
        // The port 0 is any that is free.
        if addr == Some(self.address) && self.address.port() != 0 {
            faults.add(self.place, "est l’adresse du portail (addr) ; donnez un autre port, qui ne soit pas public");
        }
        self.address
    }
}

/// What `value`, the file's `metrics`, says; its `key` is where a value of another kind is told.
pub(super) fn read(source: &Source<'_>, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Option<Told> {
    let Some(table) = value.get_ref().as_table() else {
        faults.add(source.key("metrics", key.span().start), "demande une table [metrics]");
        return None;
    };
    refuse_unknown(source, table, faults);
    let Some((key, value)) = table.get_key_value(ADDRESS) else {
        faults.add(source.key("metrics", key.span().start), format!("il manque « {ADDRESS} », {WANTED}"));
        return None;
    };
    let place = source.key(ADDRESS, key.span().start);
    match value.get_ref().as_str().and_then(|text| text.parse().ok()) {
        Some(address) => Some(Told { address, place }),
        None => {
            faults.add(place, format!("demande {WANTED}"));
            None
        }
    }
}

fn refuse_unknown(source: &Source<'_>, table: &DeTable<'_>, faults: &mut Faults) {
    for key in table.keys().filter(|key| key.get_ref() != ADDRESS) {
        faults.add(source.line(key.span().start), format!("clé inconnue « {} » dans [metrics] ; la clé est {ADDRESS}", key.get_ref()));
    }
}
