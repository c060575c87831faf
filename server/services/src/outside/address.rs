//! Where a request comes from, on the network.

use ipnet::IpNet;
use std::{fmt, net::IpAddr};

/// The network address that a request comes from.
///
/// Whole in memory alone, and only to count what comes from it. What is written down is [`Address::network`], which is that of many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Address(IpAddr);

impl Address {
    /// `ip`, which is IPv4's where it was only wrapped into IPv6.
    pub fn new(ip: IpAddr) -> Self {
        Self(ip.to_canonical())
    }

    /// The network around it, which may be written down: `203.0.113.0/24`, `2001:db8:7::/48`.
    pub fn network(self) -> String {
        self.within(24, 48).to_string()
    }

    /// What stands for whoever has it: IPv4 addresses are had one by one, of IPv6 each subscriber is given a /56 at least.
    pub fn subscriber(self) -> IpNet {
        self.within(32, 56)
    }

    fn within(self, of_v4: u8, of_v6: u8) -> IpNet {
        let length = if self.0.is_ipv4() { of_v4 } else { of_v6 };
        IpNet::new(self.0, length).map_or_else(|_| IpNet::from(self.0), |network| network.trunc())
    }
}

/// Its network alone: whoever logs what holds an address logs no address.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.network())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::new(text.parse().expect("an address"))
    }

    #[test]
    fn what_is_written_down_is_the_network_of_many() {
        for (whole, network) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:7:1ff:a:b:c:d", "2001:db8:7::/48"),
            ("::1", "::/48"),
        ] {
            assert_eq!(address(whole).network(), network, "{whole}");
            assert_eq!(format!("{:?}", address(whole)), network, "{whole}");
        }
    }

    #[test]
    fn neighbours_are_counted_apart_and_one_subscriber_once() {
        assert_ne!(address("203.0.113.77").subscriber(), address("203.0.113.78").subscriber());
        assert_eq!(address("2001:db8:7:100::1").subscriber(), address("2001:db8:7:1ff::2").subscriber());
        assert_ne!(address("2001:db8:7:100::1").subscriber(), address("2001:db8:7:200::1").subscriber());
    }
}
