//! From where a request comes: as the network says, or a proxy that the operator trusts.
//!
//! **Invariants.** What `X-Forwarded-For` says counts from trusted proxies alone: anyone else writes there what they like; tested by
//! `what_is_said_counts_from_those_who_are_trusted_alone`.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use ipnet::{IpNet, Ipv4Net};
use services::outside::Address;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Where a proxy says from where a request came to it.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose word counts (`[proxy] trusted`): those of this machine, unless the operator names others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl Default for Proxies {
    fn default() -> Self {
        const THIS_MACHINE: IpNet = IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8));
        Self(vec![THIS_MACHINE, IpNet::from(IpAddr::from(Ipv6Addr::LOCALHOST))])
    }
}

impl Proxies {
    /// Those of these networks, and no others.
    pub const fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    fn trust(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.contains(&ip))
    }

    /// From where a request comes that `peer` handed over. Nothing where that is not known: no peer is, in memory; or a trusted proxy does not
    /// say, and what it hands over may come from anywhere.
    pub fn client(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> Option<Address> {
        let peer = peer?.ip();
        if !self.trust(peer) {
            return Some(Address::new(peer));
        }
        // In bytes: what anyone wrote at the beginning of a line need not be text, and takes nothing from what a proxy added at its end.
        let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().map(HeaderValue::as_bytes).collect();
        let mut client = None;
        // Each proxy adds whom it heard at the end: what stands before the first who is not trusted, anyone may have written.
        for entry in lines.iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b',')) {
            let Some(ip) = said(entry) else { break };
            client = Some(Address::new(ip));
            if !self.trust(ip) {
                break;
            }
        }
        client
    }
}

/// The address that a proxy wrote, some with a port.
fn said(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?.trim();
    let ip = entry.parse().ok();
    ip.or_else(|| entry.parse().ok().map(|address: SocketAddr| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &Proxies, peer: &str, lines: &[&'static str]) -> Option<Address> {
        let headers = lines.iter().map(|line| (FORWARDED_FOR, HeaderValue::from_static(line))).collect();
        proxies.client(Some(peer.parse().expect("an address")), &headers)
    }

    fn at(ip: &str) -> Option<Address> {
        Some(Address::new(ip.parse().expect("an address")))
    }

    #[test]
    fn what_is_said_counts_from_those_who_are_trusted_alone() {
        let here = Proxies::default();
        for (peer, lines, expected) in [
            ("127.0.0.1:4000", &["203.0.113.7"][..], at("203.0.113.7")),
            ("[::1]:4000", &["203.0.113.7"], at("203.0.113.7")),
            ("[::ffff:127.0.0.1]:4000", &["203.0.113.7"], at("203.0.113.7")),
            ("127.0.0.1:4000", &["198.51.100.1, 203.0.113.7"], at("203.0.113.7")),
            ("127.0.0.1:4000", &["198.51.100.1", "203.0.113.7"], at("203.0.113.7")),
            ("127.0.0.1:4000", &["203.0.113.7, 127.0.0.1"], at("203.0.113.7")),
            ("127.0.0.1:4000", &["203.0.113.7:52000"], at("203.0.113.7")),
            ("127.0.0.1:4000", &["2001:db8::7"], at("2001:db8::7")),
            // Whoever speaks for themselves is where they are, whatever they say.
            ("198.51.100.9:4000", &["203.0.113.7"], at("198.51.100.9")),
            ("198.51.100.9:4000", &[], at("198.51.100.9")),
            // It is not said, or not so that it can be read.
            ("127.0.0.1:4000", &[], None),
            ("127.0.0.1:4000", &["203.0.113.7, unknown"], None),
        ] {
            assert_eq!(client(&here, peer, lines), expected, "{peer} {lines:?}");
        }
        assert_eq!(here.client(None, &HeaderMap::new()), None, "in memory");
    }

    #[test]
    fn what_is_no_text_does_not_hide_where_it_comes_from() {
        let peer = Some("127.0.0.1:4000".parse().expect("an address"));
        let client = |line: &[u8]| {
            let line = HeaderValue::from_bytes(line).expect("what a server lets through");
            Proxies::default().client(peer, &[(FORWARDED_FOR, line)].into_iter().collect())
        };
        assert_eq!(client(b"\xff\xfe, 203.0.113.7"), at("203.0.113.7"), "what a visitor wrote, and what the proxy added");
        assert_eq!(client(b"\xff"), None);
    }

    #[test]
    fn an_operator_names_their_own() {
        let farm = Proxies::new(vec!["10.0.0.0/8".parse().expect("a network")]);
        assert_eq!(client(&farm, "10.1.2.3:80", &["203.0.113.7, 10.9.9.9"]), at("203.0.113.7"));
        assert_eq!(client(&farm, "127.0.0.1:80", &["203.0.113.7"]), at("127.0.0.1"));
    }
}
