//! What kind of document is it, and in which encoding, by its `Content-Type`?

/// Returns the media type and the encoding in lower case, where the header gives them.
pub fn media(header: &str) -> (Option<String>, Option<String>) {
    let mut parts = header.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.filter_map(|part| part.split_once('='));
    let mut charset = charset.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let charset = charset.next().map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    let is_kind = kind.split_once('/').is_some_and(|(main, sub)| is_token(main) && is_token(sub));
    (Some(kind).filter(|_| is_kind), charset.filter(|charset| is_token(charset)))
}

fn is_token(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-:".contains(&byte);
    !text.is_empty() && text.len() <= 127 && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, kind: Option<&str>, charset: Option<&str>) {
        assert_eq!(media(header), (kind.map(str::to_owned), charset.map(str::to_owned)), "{header}");
    }

    #[test]
    fn a_header_gives_the_media_type_and_the_encoding() {
        check("text/html; charset=ISO-8859-1", Some("text/html"), Some("iso-8859-1"));
        check("Application/Atom+XML;type=feed; Charset=\"UTF-8\"", Some("application/atom+xml"), Some("utf-8"));
        check("text/plain", Some("text/plain"), None);
    }

    #[test]
    fn what_is_no_media_type_is_none() {
        check("", None, None);
        check("html; charset=", None, None);
        check("text/<b>; charset=utf-8; charset=latin1", None, Some("utf-8"));
    }
}
