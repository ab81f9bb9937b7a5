//! Which characters must not reach a screen as they are?
//!
//! Control characters can steer a terminal, and the marks that embed, override or isolate a direction can make a line
//! read otherwise than it is written. Both are replaced by something that can be seen.

use std::borrow::Cow;

/// Returns a text with every control character and every directional embedding, override and isolate made visible.
///
/// Line feeds and tabs stay. So do the marks U+200E, U+200F and U+061C, which right-to-left texts need and which reorder
/// nothing but their neighbours.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\r' => {}
            '\0'..='\x1f' if is_steering(character) => {
                shown.extend(char::from_u32(0x2400 + u32::from(character)));
            }
            '\x7f' => shown.push('\u{2421}'),
            _ if is_steering(character) => shown.push_str(&format!("[U+{:04X}]", u32::from(character))),
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

fn is_steering(character: char) -> bool {
    let is_layout = matches!(character, '\n' | '\t');
    let is_direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_separator = matches!(character, '\u{2028}' | '\u{2029}');
    is_direction || is_separator || (character.is_control() && !is_layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_are_seen_and_the_others_kept() {
        assert_eq!(visible("plain\ttext\n"), "plain\ttext\n");
        assert_eq!(visible("\u{1b}[31mred"), "␛[31mred");
        assert_eq!(visible("a\u{202e}b\u{9b}c\r\nd\u{7f}"), "a[U+202E]b[U+009B]c\nd␡");
        assert_eq!(visible("\u{5d0}\u{200f}"), "\u{5d0}\u{200f}");
    }
}
