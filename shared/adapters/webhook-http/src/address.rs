//! Where events may be posted: to the public internet, and nowhere inside.
//!
//! The address of a webhook is a customer's choice, and this side of the network has more to reach than the
//! other: instance metadata, the runtime of the function, neighbours. So what a name resolves to is looked
//! at, and the connection goes to exactly that.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Which addresses may be posted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The public internet, by https.
    Public,
    /// That, and this very machine, also by http: for an installation on one machine.
    AndThisMachine,
}

/// Why an address cannot be posted to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is no address of the web, or carries a user or password.
    #[error("the webhook's address must be https://host/path, without user or password")]
    NotHttps,
    /// It leads to this machine or into a private or reserved network.
    #[error("the webhook's address does not lead to the public internet")]
    NotPublic,
}

impl Reach {
    fn allows(self, ip: IpAddr) -> bool {
        is_public(ip) || (self == Self::AndThisMachine && ip.is_loopback())
    }

    /// The address in `text`, as far as it can be judged before its name is resolved.
    ///
    /// # Errors
    /// [`BadAddress`].
    pub fn read(self, text: &str) -> Result<Url, BadAddress> {
        let url = Url::parse(text).map_err(|_| BadAddress::NotHttps)?;
        let scheme = match url.scheme() {
            "https" => true,
            "http" => self == Self::AndThisMachine,
            _ => false,
        };
        if !scheme || !url.username().is_empty() || url.password().is_some() {
            return Err(BadAddress::NotHttps);
        }
        // A name is judged when it is resolved; an address in the clear is never resolved.
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(ip) if !self.allows(ip) => Err(BadAddress::NotPublic),
            Ok(_) | Err(_) => Ok(url),
        }
    }
}

/// Resolves names to those of their addresses that may be posted to.
impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| reach.allows(address.ip())).collect();
            if allowed.is_empty() {
                return Err(BadAddress::NotPublic.into());
            }
            let allowed: Addrs = Box::new(allowed.into_iter());
            Ok(allowed)
        })
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// All but the blocks of IANA's registry of special-purpose addresses (RFC 6890), multicast and the reserved
/// ones: each with the number of bits that they share.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    const SPECIAL: [(Ipv4Addr, u32); 16] = [
        (Ipv4Addr::new(0, 0, 0, 0), 8),
        (Ipv4Addr::new(10, 0, 0, 0), 8),
        (Ipv4Addr::new(100, 64, 0, 0), 10),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
        (Ipv4Addr::new(172, 16, 0, 0), 12),
        (Ipv4Addr::new(192, 0, 0, 0), 24),
        (Ipv4Addr::new(192, 0, 2, 0), 24),
        (Ipv4Addr::new(192, 31, 196, 0), 24),
        (Ipv4Addr::new(192, 52, 193, 0), 24),
        (Ipv4Addr::new(192, 88, 99, 0), 24),
        (Ipv4Addr::new(192, 168, 0, 0), 16),
        (Ipv4Addr::new(198, 18, 0, 0), 15),
        (Ipv4Addr::new(198, 51, 100, 0), 24),
        (Ipv4Addr::new(203, 0, 113, 0), 24),
        // Multicast, and what is reserved up to the broadcast address.
        (Ipv4Addr::new(224, 0, 0, 0), 3),
    ];
    SPECIAL.iter().all(|(block, bits)| (ip.to_bits() ^ block.to_bits()) >> (32 - bits) != 0)
}

/// Of what is handed out to the internet (2000::/3), all but tunnels into IPv4, benchmarks and examples.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    match ip.segments() {
        // Teredo, ORCHID and other protocols' own (2001::/23).
        [0x2001, 0..=0x01ff, ..] => false,
        [0x2001, 0x0db8, ..] | [0x2002, ..] => false,
        [0x3fff, 0..=0x0fff, ..] => false,
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_reached() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in
            ["1.1.1.1", "9.255.255.255", "172.32.0.1", "223.255.255.255", "2606:4700::1", "2a00:1450::1"]
        {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn an_address_is_https_and_public() {
        for good in ["https://b.example/hook?a=b", "https://1.1.1.1:8443/", "https://[2606:4700::1]/"] {
            assert!(Reach::Public.read(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://b.example/", BadAddress::NotHttps),
            ("ftp://b.example/", BadAddress::NotHttps),
            ("https://user@b.example/", BadAddress::NotHttps),
            ("https://:secret@b.example/", BadAddress::NotHttps),
            ("b.example", BadAddress::NotHttps),
            ("", BadAddress::NotHttps),
            ("https://127.0.0.1/", BadAddress::NotPublic),
            // The ways in which an address can be written, as URLs have them.
            ("https://0x7f.1/", BadAddress::NotPublic),
            ("https://2130706433/", BadAddress::NotPublic),
            ("https://017700000001/", BadAddress::NotPublic),
            ("https://[::1]/", BadAddress::NotPublic),
            ("https://[::ffff:169.254.169.254]/", BadAddress::NotPublic),
        ] {
            assert_eq!(Reach::Public.read(bad), Err(why), "{bad}");
        }
        assert!(Reach::AndThisMachine.read("http://127.0.0.1:9000/").is_ok());
        assert_eq!(Reach::AndThisMachine.read("http://10.0.0.1/"), Err(BadAddress::NotPublic));
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_resolved_for_strangers() {
        let resolve =
            async |reach: Reach| reach.resolve("localhost".parse().unwrap()).await.map(Iterator::count);
        assert!(resolve(Reach::Public).await.unwrap_err().to_string().contains("public internet"));
        assert!(resolve(Reach::AndThisMachine).await.unwrap() > 0);
    }
}
