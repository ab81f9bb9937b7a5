//! How can a file be damaged? Cut, flipped, filled with claims of great length, and made into something else.

use fastrand::Rng;

/// The heads of MessagePack's strings, bytes, lists and maps, each with the greatest length that can be claimed.
const CLAIMS: [&[u8]; 6] = [
    &[0xdb, 0xff, 0xff, 0xff, 0xff],
    &[0xc6, 0xff, 0xff, 0xff, 0xff],
    &[0xdd, 0xff, 0xff, 0xff, 0xff],
    &[0xdf, 0xff, 0xff, 0xff, 0xff],
    &[0xdd, 0x7f, 0xff, 0xff, 0xff],
    &[0xce, 0xff, 0xff, 0xff, 0xff],
];

/// What is put in the place of numbers in text.
const NUMBERS: [&str; 7] = ["0", "-1", "4294967296", "18446744073709551616", "1e308", "0.5", "null"];

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It ends early.
    Cut,
    /// Some bits are other ones.
    Flip,
    /// A stretch is taken out.
    Hole,
    /// A stretch comes twice.
    Twice,
    /// A length is claimed that is not there.
    Claim,
    /// A number in it is another one.
    Number,
    /// It is nested as deep as it is long.
    Deep,
    /// It holds noise.
    Noise,
    /// It holds nothing.
    Empty,
}

impl Damage {
    const ALL: [Self; 9] = [
        Self::Cut,
        Self::Flip,
        Self::Hole,
        Self::Twice,
        Self::Claim,
        Self::Number,
        Self::Deep,
        Self::Noise,
        Self::Empty,
    ];

    /// Chooses one.
    pub fn any(rng: &mut Rng) -> Self {
        Self::ALL[rng.usize(..Self::ALL.len())]
    }

    /// Returns a file's bytes, damaged.
    pub fn done_to(self, bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let at = place(&bytes, rng);
        let stretch = at..(at + rng.usize(..200)).min(bytes.len());
        match self {
            Self::Cut => bytes.truncate(at),
            Self::Flip => (0..rng.usize(1..=8)).for_each(|_| flip(&mut bytes, rng)),
            Self::Hole => drop(bytes.drain(stretch)),
            Self::Twice => {
                let copy = bytes[stretch].to_vec();
                bytes.splice(at..at, copy);
            }
            Self::Claim => {
                let claim = CLAIMS[rng.usize(..CLAIMS.len())];
                let end = (at + claim.len()).min(bytes.len());
                bytes.splice(at..end, claim.iter().copied());
            }
            Self::Number => renumber(&mut bytes, at, rng),
            Self::Deep => bytes = [b"[".as_slice(), &[0x91], b"{\"a\":"][rng.usize(..3)].repeat(100_000),
            Self::Noise => bytes = (0..rng.usize(..10_000)).map(|_| rng.u8(..)).collect(),
            Self::Empty => bytes.clear(),
        }
        bytes
    }
}

/// Chooses a place; every second time near the head, where the shapes of things stand.
fn place(bytes: &[u8], rng: &mut Rng) -> usize {
    let end = if rng.bool() { bytes.len().min(2_000) } else { bytes.len() };
    rng.usize(..=end)
}

fn flip(bytes: &mut [u8], rng: &mut Rng) {
    if !bytes.is_empty() {
        let at = place(&bytes[1..], rng);
        bytes[at] ^= 1 << rng.u8(..8);
    }
}

/// Puts another number in the place of the next one.
fn renumber(bytes: &mut Vec<u8>, at: usize, rng: &mut Rng) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.splice(start..start + length, NUMBERS[rng.usize(..NUMBERS.len())].bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_can_be_damaged_in_any_way() {
        let mut rng = Rng::with_seed(3);
        for damage in Damage::ALL {
            for bytes in [&b""[..], b"7", b"{\"width\": 96, \"depth\": 4}", &[0x93; 3_000]] {
                (0..50).for_each(|_| drop(damage.done_to(bytes, &mut rng)));
            }
        }
    }

    #[test]
    fn a_number_becomes_another_one() {
        let mut bytes = b"width = 96\n".to_vec();
        renumber(&mut bytes, 3, &mut Rng::with_seed(1));
        let text = String::from_utf8(bytes).expect("numbers are text");
        assert!(NUMBERS.iter().any(|number| text == format!("width = {number}\n")), "{text}");
    }
}
