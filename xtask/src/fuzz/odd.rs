//! What is odd in a text? Pieces that rules for words, marks and sentences look for, put together without sense.

use fastrand::Rng;

/// Pieces from which texts are put together, each for something that could go wrong.
const PIECES: [&str; 72] = [
    // Words, and what a tokenizer cuts off them.
    "Norland",
    "pays",
    "don't",
    "won't've",
    "'Twas",
    "y'all",
    "Ms.",
    "U.N.",
    "a.m.",
    "10:30am",
    "km/h",
    "co-chair",
    "R&D",
    "3½",
    "€3bn",
    "$1.5-2bn",
    "-0.1%",
    "12.5",
    "1,500",
    "2×10⁻³",
    "No.",
    "e.g.",
    "I'm",
    "can't",
    // Marks.
    "\"",
    "“",
    "”",
    "'",
    "’",
    "``",
    "''",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "«",
    "»",
    "…",
    "...",
    "—",
    "--",
    "-",
    "?!",
    ".",
    ",",
    ";",
    ":",
    "/",
    "\\",
    "@",
    "#",
    "*",
    "|",
    // Addresses and faces.
    "https://a.example/b?c=d&e=f#g",
    "www.x.example",
    "ida@norland.example",
    ":-)",
    "<3",
    "¯\\(ツ)/¯",
    // White space, and what looks like none.
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\0",
];

/// Ranges of characters: scripts, marks that combine, pictures, private use, the end of all code points.
const RANGES: [(u32, u32); 14] = [
    (0x00, 0x7f),
    (0x80, 0x24f),
    (0x300, 0x36f),
    (0x370, 0x4ff),
    (0x590, 0x6ff),
    (0x900, 0x97f),
    (0xe00, 0xe7f),
    (0x1100, 0x11ff),
    (0x2000, 0x206f),
    (0x3040, 0x30ff),
    (0x4e00, 0x4fff),
    (0xe000, 0xe0ff),
    (0x1f1e6, 0x1f64f),
    (0x10ff00, 0x10ffff),
];

/// Puts a text together.
pub fn text(rng: &mut Rng) -> String {
    let (pieces, sense) = (rng.usize(..400), rng.u8(..4));
    let mut text = String::new();
    for _ in 0..pieces {
        match rng.u8(..20) {
            0 => text.push(letter(rng)),
            1 => text.extend((0..rng.usize(..40)).map(|_| letter(rng)).collect::<Vec<_>>()),
            2 => text.push_str(&PIECES[rng.usize(..PIECES.len())].repeat(rng.usize(..30))),
            _ => text.push_str(PIECES[rng.usize(..PIECES.len())]),
        }
        // Some texts have words apart, and some have not.
        if sense > 0 && rng.u8(..4) < sense {
            text.push(' ');
        }
    }
    text
}

fn letter(rng: &mut Rng) -> char {
    let (first, last) = RANGES[rng.usize(..RANGES.len())];
    char::from_u32(rng.u32(first..=last)).expect("no range has a surrogate")
}

/// Texts that can be made of any length, by name. What they repeat is what some rule could read again and again.
pub const SHAPES: [(&str, &str); 18] = [
    ("one line of sentences", "Norland will pay 3 billion for the dykes, Ms. Berg said, if Sudland doesn't sign. "),
    ("quotation marks", "\""),
    ("curly quotation marks", "“’”"),
    ("spaces", " "),
    ("ends of lines", "\n"),
    ("letters without a space", "norland"),
    ("marks that combine", "\u{301}"),
    ("pictures with joiners", "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}"),
    ("flags", "\u{1f1f3}"),
    ("NUL", "\0"),
    ("scripts without a space", "aбγअ新ทא"),
    ("full stops", "."),
    ("hyphens between letters", "a-"),
    ("addresses in addresses", "http://a@b:c."),
    ("at signs and colons", "@:"),
    ("brackets that open", "([{"),
    ("apostrophes", "n't's"),
    ("digits and commas", "1,"),
];

/// Makes a text of a shape, at least so many bytes long.
pub fn shaped(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_texts() {
        let make = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..50).map(|_| text(&mut rng)).collect::<Vec<_>>()
        };
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
        assert!(make(1).iter().any(|text| text.contains('\0')) && make(1).iter().any(|text| text.contains("don't")));
    }

    #[test]
    fn a_shape_has_the_length_that_is_asked_for() {
        assert_eq!(shaped("ab", 5), "ababab");
    }
}
