//! The `[proxy]` table: whose word counts about where a request comes from.

use super::{Faults, source::Source};
use crate::layers::address::Proxies;
use ipnet::IpNet;
use std::net::IpAddr;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

/// The table's only key.
const TRUSTED: &str = "trusted";
const DEMAND: &str = "demande une liste d’adresses ou de réseaux, par exemple [\"127.0.0.1\", \"10.0.0.0/8\"]";

/// The proxies that `value`, the file's `proxy`, names; its `key` is where a value of another kind is told. Those of this machine where none is
/// named; none where the list is empty.
pub(super) fn read(source: &Source<'_>, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Proxies {
    let Some(table) = value.get_ref().as_table() else {
        faults.add(source.key("proxy", key.span().start), "demande une table [proxy]");
        return Proxies::default();
    };
    refuse_unknown(source, table, faults);
    let Some((key, value)) = table.get_key_value(TRUSTED) else { return Proxies::default() };
    match networks(value.get_ref()) {
        Some(networks) => Proxies::new(networks),
        None => {
            faults.add(source.key(TRUSTED, key.span().start), DEMAND);
            Proxies::default()
        }
    }
}

fn refuse_unknown(source: &Source<'_>, table: &DeTable<'_>, faults: &mut Faults) {
    for key in table.keys().filter(|key| key.get_ref() != TRUSTED) {
        faults.add(source.line(key.span().start), format!("clé inconnue « {} » dans [proxy] ; la clé est {TRUSTED}", key.get_ref()));
    }
}

fn networks(value: &DeValue<'_>) -> Option<Vec<IpNet>> {
    let DeValue::Array(values) = value else { return None };
    values.iter().map(|value| value.get_ref().as_str().and_then(network)).collect()
}

/// A network, or an address alone.
fn network(text: &str) -> Option<IpNet> {
    text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}
