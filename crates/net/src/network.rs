//! Does an IP address lie in the open network? Whatever is not meant to be reached from everywhere does not.

use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an IP address is that does not lie in the open network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Network {
    /// The machine itself.
    Loopback,
    /// No address in particular, 0.0.0.0/8 or `::`.
    Unspecified,
    /// A private network.
    Private,
    /// A link, which holds the address of a cloud's metadata.
    Link,
    /// The network of a carrier, 100.64.0.0/10.
    Carrier,
    /// Many at once.
    Multicast,
    /// Kept for documents, measurements, or for nothing yet.
    Reserved,
}

impl Display for Network {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loopback => "this machine itself",
            Self::Unspecified => "no address in particular",
            Self::Private => "in a private network",
            Self::Link => "on a local link",
            Self::Carrier => "in the network of a carrier",
            Self::Multicast => "an address of many",
            Self::Reserved => "in no network that is in use",
        })
    }
}

/// Returns what an address is, if it does not lie in the open network.
pub fn network(ip: IpAddr) -> Option<Network> {
    match ip {
        IpAddr::V4(ip) => of_v4(ip),
        IpAddr::V6(ip) => of_v6(ip),
    }
}

fn of_v4(ip: Ipv4Addr) -> Option<Network> {
    match ip.octets() {
        [0, ..] => Some(Network::Unspecified),
        [127, ..] => Some(Network::Loopback),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Some(Network::Private),
        [169, 254, ..] => Some(Network::Link),
        [100, 64..=127, ..] => Some(Network::Carrier),
        [224..=239, ..] => Some(Network::Multicast),
        [240..=255, ..] | [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 18 | 19, ..] => Some(Network::Reserved),
        [198, 51, 100, _] | [203, 0, 113, _] => Some(Network::Reserved),
        _ => None,
    }
}

/// Only 2000::/3 is given out to the open network; an address that holds one of version 4 is what that one is.
fn of_v6(ip: Ipv6Addr) -> Option<Network> {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    match [a, b, c, d, e, f, g, h] {
        [0, 0, 0, 0, 0, 0, 0, 0] => Some(Network::Unspecified),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some(Network::Loopback),
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => of_v4(held(g, h)),
        [0x2002, ..] => of_v4(held(b, c)),
        [0xfc00..=0xfdff, ..] | [0xfec0..=0xfeff, ..] | [0x64, 0xff9b, 1, ..] => Some(Network::Private),
        [0xfe80..=0xfebf, ..] => Some(Network::Link),
        [0xff00..=0xffff, ..] => Some(Network::Multicast),
        // Teredo and the other protocols of 2001::/23, and the addresses of documents.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Some(Network::Reserved),
        [0x2000..=0x3fff, ..] => None,
        _ => Some(Network::Reserved),
    }
}

fn held(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))
}
