//! Is every address that is not meant to be reached from everywhere refused, however it is written?

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use casus_net::{Network, network};
use proptest::prelude::*;

/// The blocks of version 4 with the length of their prefixes.
const BLOCKS_V4: [(&str, u32, Network); 18] = [
    ("0.0.0.0", 8, Network::Unspecified),
    ("10.0.0.0", 8, Network::Private),
    ("100.64.0.0", 10, Network::Carrier),
    ("127.0.0.0", 8, Network::Loopback),
    ("169.254.0.0", 16, Network::Link),
    ("172.16.0.0", 12, Network::Private),
    ("192.0.0.0", 24, Network::Reserved),
    ("192.0.2.0", 24, Network::Reserved),
    ("192.88.99.0", 24, Network::Reserved),
    ("192.168.0.0", 16, Network::Private),
    ("198.18.0.0", 15, Network::Reserved),
    ("198.51.100.0", 24, Network::Reserved),
    ("203.0.113.0", 24, Network::Reserved),
    ("224.0.0.0", 4, Network::Multicast),
    ("240.0.0.0", 4, Network::Reserved),
    // The last addresses of blocks, so that their neighbours are tried as well.
    ("172.31.255.255", 32, Network::Private),
    ("100.127.255.255", 32, Network::Carrier),
    ("255.255.255.255", 32, Network::Reserved),
];

/// The blocks of version 6 in which nothing is open.
const BLOCKS_V6: [(&str, u32, Network); 13] = [
    ("::", 128, Network::Unspecified),
    ("::1", 128, Network::Loopback),
    ("64:ff9b:1::", 48, Network::Private),
    ("100::", 64, Network::Reserved),
    ("2001::", 32, Network::Reserved),
    ("2001:20::", 28, Network::Reserved),
    ("2001:db8::", 32, Network::Reserved),
    ("3fff::", 20, Network::Reserved),
    ("4000::", 3, Network::Reserved),
    ("fc00::", 7, Network::Private),
    ("fe80::", 10, Network::Link),
    ("fec0::", 10, Network::Private),
    ("ff00::", 8, Network::Multicast),
];

fn expected_v4(ip: Ipv4Addr) -> Option<Network> {
    let is_in = |block: &str, len: u32| {
        let block: Ipv4Addr = block.parse().expect("this is an address");
        (u32::from(ip) ^ u32::from(block)).checked_shr(32 - len).unwrap_or(0) == 0
    };
    BLOCKS_V4.iter().find(|(block, len, _)| is_in(block, *len)).map(|(_, _, network)| *network)
}

/// Addresses of version 4: any, and those in a block or near its ends.
fn v4() -> impl Strategy<Value = Ipv4Addr> {
    let near = (0..BLOCKS_V4.len(), any::<u32>(), -2_i64..3).prop_map(|(at, within, off)| {
        let (block, len, _) = BLOCKS_V4[at];
        let block = u32::from(block.parse::<Ipv4Addr>().expect("this is an address"));
        let rest = u32::MAX.checked_shr(len).unwrap_or(0);
        let inside = block | (within & rest);
        let edge = if within % 2 == 0 { block } else { block | rest };
        if off == 0 { Ipv4Addr::from(inside) } else { Ipv4Addr::from(edge.wrapping_add_signed(off as i32)) }
    });
    prop_oneof![any::<u32>().prop_map(Ipv4Addr::from), near]
}

fn with_v4(prefix: &str, ip: Ipv4Addr, shift: u32) -> IpAddr {
    let prefix: Ipv6Addr = prefix.parse().expect("this is an address");
    Ipv6Addr::from(u128::from(prefix) | (u128::from(u32::from(ip)) << shift)).into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn version_4_is_what_its_block_is(ip in v4()) {
        prop_assert_eq!(network(ip.into()), expected_v4(ip), "{}", ip);
    }

    #[test]
    fn an_address_in_an_address_is_what_the_inner_one_is(ip in v4(), rest in any::<u64>()) {
        prop_assert_eq!(network(with_v4("::ffff:0:0", ip, 0)), expected_v4(ip));
        prop_assert_eq!(network(with_v4("64:ff9b::", ip, 0)), expected_v4(ip));
        let IpAddr::V6(six) = with_v4("2002::", ip, 80) else { panic!("it is of version 6") };
        prop_assert_eq!(network(Ipv6Addr::from(u128::from(six) | u128::from(rest)).into()), expected_v4(ip));
    }

    #[test]
    fn a_closed_block_of_version_6_is_closed(at in 0..BLOCKS_V6.len(), within in any::<u128>()) {
        let (block, len, expected) = BLOCKS_V6[at];
        let block = u128::from(block.parse::<Ipv6Addr>().unwrap());
        let ip = Ipv6Addr::from(block | (within & u128::MAX.checked_shr(len).unwrap_or(0)));
        prop_assert_eq!(network(ip.into()), Some(expected), "{}", ip);
    }

    #[test]
    fn outside_the_open_block_nothing_of_version_6_is_open(ip in any::<u128>()) {
        let ip = Ipv6Addr::from(ip);
        let is_open = network(ip.into()).is_none();
        let is_given_out = ip.segments()[0] >> 13 == 1;
        let holds_v4 = ip.to_ipv4_mapped().is_some() || ip.segments()[..6] == [0x64, 0xff9b, 0, 0, 0, 0];
        prop_assert!(!is_open || is_given_out || holds_v4, "{}", ip);
    }
}

#[test]
fn what_is_open_is_open() {
    for ip in ["1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"] {
        assert_eq!(network(ip.parse().unwrap()), None, "{ip}");
    }
}
