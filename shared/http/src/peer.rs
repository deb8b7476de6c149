//! Where a request came from.

/// The network address that a request came from, in the form in which it is counted: an IPv4 address, or the
/// first half of an IPv6 address, which is what one customer of a network has. A request extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer(String);

impl Peer {
    /// Of the address that the gateway reports; one that cannot be read is counted as it is.
    #[must_use]
    pub fn of(address: &str) -> Self {
        Self(app::filing::network_of(address))
    }
    /// What is counted under.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Peer {
    /// Where no gateway stands in front.
    fn default() -> Self {
        Self("local".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customer_of_a_network_is_one_peer() {
        assert_eq!(Peer::of("2001:db8:1:2:3:4:5:6"), Peer::of("2001:db8:1:2:ffff::1"));
        assert_ne!(Peer::of("2001:db8:1:2::1"), Peer::of("2001:db8:1:3::1"));
        assert_ne!(Peer::of("192.0.2.1"), Peer::of("192.0.2.2"));
    }
}
