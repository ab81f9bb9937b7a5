//! Does a text fall into the tokens that the rules ask for?

use std::sync::Arc;

use proptest::prelude::*;
use rmpv::Value;

use super::*;
use crate::lexicon::Norms;
use crate::strings::string_id;

/// A small tokenizer in the manner of the English one.
fn file() -> Value {
    let entry = |name: &str, value: Value| (Value::from(name), value);
    let text = |text: &str| Value::from(text);
    Value::Map(vec![
        entry("prefix_search", text(r#"^\(|^"|^“|^\$|^'|^\.\.+|^\+(?![0-9])"#)),
        entry("suffix_search", text(r#"\)$|"$|”$|,$|!$|'$|'s$|\.\.+$|(?<=[0-9])(?:km|m)$|(?<=[a-z0-9)"'])\.$"#)),
        entry("infix_finditer", text(r"\.\.+|(?<=[A-Za-z0-9])(?:-|--|/)(?=[A-Za-z])|(?<=[a-z]['’])(?=[a-z])")),
        entry("token_match", text("(?iu)(?:^anti-[a-z-]+$)|(?:^r['’][a-z]+$)")),
        entry("url_match", text(r"(?u)^(?:https?://)?(?:\S+@)?(?:[a-z0-9-]{1,63}\.)+[a-z]{2,8}(?:/\S*)?$")),
        entry("exceptions", Value::Map(exceptions())),
        entry("faster_heuristics", true.into()),
    ])
}

fn exceptions() -> Vec<(Value, Value)> {
    let token = |(form, norm): &(&str, &str)| {
        let mut attributes = vec![(Value::from(65), Value::from(*form))];
        if !norm.is_empty() {
            attributes.push((67.into(), Value::from(*norm)));
        }
        Value::Map(attributes)
    };
    let rules: [(&str, &[(&str, &str)]); 8] = [
        ("don't", &[("do", ""), ("n't", "not")]),
        ("a.m.", &[("a.m.", "")]),
        ("8a.m.", &[("8", ""), ("a.m.", "")]),
        (":-)", &[(":-)", "")]),
        ("(((", &[("(((", "")]),
        ("' '", &[("'", ""), (" '", "")]),
        ("gonna", &[("gon", "going"), ("na", "to")]),
        ("\n", &[("\n", "")]),
    ];
    rules
        .iter()
        .map(|(text, tokens)| (Value::from(*text), tokens.iter().map(token).collect::<Vec<_>>().into()))
        .collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, value).unwrap();
    bytes
}

fn tokenizer() -> Tokenizer {
    Tokenizer::from_bytes("tokenizer", &bytes(&file())).unwrap()
}

fn lexicon() -> Lexicon {
    Lexicon::new(Arc::new(Norms::of_language("en").unwrap()))
}

/// Shows the tokens with a stroke between them, and `_` for a space that belongs to the token before it.
fn shown(text: &str, draft: &Draft) -> String {
    let shown = draft.tokens.iter().map(|token| {
        let space = if token.has_space { "_" } else { "" };
        format!("{}{space}", &text[token.start..token.end])
    });
    shown.collect::<Vec<_>>().join("|")
}

fn check(text: &str, expected: &str) {
    let draft = tokenizer().tokenize(text, &mut lexicon(), &mut ChunkCache::default());
    assert_eq!(shown(text, &draft), expected);
}

#[test]
fn affixes_come_off_outermost_first() {
    check("(\"Ostravia,\" she said.)", "(|\"|Ostravia|,|\"_|she_|said|.|)");
    check("Mira's...", "Mira|'s|...");
    check("10km, km", "10|km|,_|km");
    check("+5 +a", "+5_|+|a");
}

#[test]
fn what_is_left_is_cut_at_infixes() {
    check("well-known/old--fashioned", "well|-|known|/|old|--|fashioned");
    check("l'accord-cadre", "l'|accord|-|cadre");
    check("-a", "-a");
}

#[test]
fn some_chunks_are_one_token() {
    check("(anti-missile-shield)", "(|anti-missile-shield|)");
    check("ANTI-MISSILE, r'accord", "ANTI-MISSILE|,_|r'accord");
    check("“http://treaty.example.org/a-b,”", "“|http://treaty.example.org/a-b|,|”");
    check("mira@min-istry.gov.", "mira@min-istry.gov|.");
}

#[test]
fn rules_come_before_affixes() {
    check("don't \"don't\" Don't", "do|n't_|\"|do|n't|\"_|Don'|t");
    check("(:-) ((((", "(|:-)_|(|(((");
    check("gonna'", "gon|na|'");
}

#[test]
fn rules_are_sought_in_sequences_of_tokens() {
    // The text would come apart at the full stop, and it stands in the middle of a chunk.
    check("7-a.m.", "7|-|a.m.");
    check("' '", "'| '");
    check("8 a.m .", "8_|a.m_|.");
}

#[test]
fn white_space_beyond_single_spaces_is_a_token() {
    check(" a", " |a");
    check("a  b", "a_| |b");
    check("a \n b ", "a_|\n |b_");
    check("a\u{a0}b\t", "a|\u{a0}|b|\t");
    check("a\u{1f}b", "a|\u{1f}|b");
    check("  ", "  ");
    check("", "");
}

#[test]
fn a_rule_may_set_the_norm() {
    let (tokenizer, mut lexicon) = (tokenizer(), lexicon());
    let draft = tokenizer.tokenize("don't do", &mut lexicon, &mut ChunkCache::default());
    let norms: Vec<u64> = draft.words.iter().map(|word| lexicon.word(*word).hashes.norm).collect();
    assert_eq!(norms, ["do", "not", "do"].map(string_id));
}

#[test]
fn a_cleared_lexicon_empties_the_cache() {
    let (tokenizer, mut lexicon, mut cache) = (tokenizer(), lexicon(), ChunkCache::default());
    tokenizer.tokenize("the treaty", &mut lexicon, &mut cache);
    lexicon.clear();
    let draft = tokenizer.tokenize("a treaty", &mut lexicon, &mut cache);
    assert_eq!(draft.words.iter().map(|word| &*lexicon.word(*word).form).collect::<Vec<_>>(), ["a", "treaty"]);
}

#[test]
fn long_chunks_take_linear_time() {
    let lengths = |text: &str| {
        let draft = tokenizer().tokenize(text, &mut lexicon(), &mut ChunkCache::default());
        draft.tokens.len()
    };
    assert_eq!(lengths(&"\"".repeat(100_000)), 100_000);
    assert_eq!(lengths(&format!("anti-{}{}", "a".repeat(50_000), "!".repeat(50_000))), 50_001);
    assert_eq!(lengths(&"a@b.".repeat(50_000)), 2);
    assert_eq!(lengths(&format!("a{}", ".".repeat(100_000))), 2);
    assert_eq!(lengths(&"a-".repeat(50_000)), 100_000 - 1);
}

#[test]
fn hostile_patterns_end() {
    let Value::Map(mut entries) = file() else { unreachable!() };
    let text = format!("{}{}", "a".repeat(300), "'".repeat(300));
    for prefix in [r"^(?=.*b)a|^'.*x", "b", "a*b", "(?=a*b)"] {
        entries[0].1 = prefix.into();
        entries[2].1 = "a+b".into();
        let tokenizer = Tokenizer::from_bytes("tokenizer", &bytes(&Value::Map(entries.clone()))).unwrap();
        let draft = tokenizer.tokenize(&text, &mut lexicon(), &mut ChunkCache::default());
        assert_eq!(draft.tokens.last().map(|token| token.end), Some(text.len()), "{prefix}");
    }
}

#[test]
fn damage_is_told() {
    let error = |value: &Value| Tokenizer::from_bytes("tokenizer", &bytes(value)).unwrap_err().to_string();
    assert!(error(&7.into()).contains("`tokenizer` of the pipeline is damaged: it is no map"));
    let rule = |tokens: Value| {
        let rules = Value::Map(vec![("don't".into(), tokens)]);
        error(&Value::Map(vec![("exceptions".into(), rules)]))
    };
    let token = |key: i32, form: &str| Value::Map(vec![(key.into(), form.into())]);
    assert!(rule(7.into()).contains("has no list of tokens"));
    assert!(rule(vec![token(65, "do")].into()).contains("has tokens that are not its text"));
    assert!(rule(vec![token(65, "")].into()).contains("has a token without characters"));
    assert!(rule(vec![token(74, "don't")].into()).contains("sets `74` to what it cannot be"));
    assert!(error(&Value::Map(vec![("url_match".into(), 7.into())])).contains("its `url_match` is no pattern"));
}

#[test]
fn a_cut_file_is_an_error() {
    let whole = bytes(&file());
    for len in 0..whole.len() {
        assert!(Tokenizer::from_bytes("tokenizer", &whole[..len]).is_err(), "{len}");
    }
}

#[test]
fn a_file_may_be_nearly_empty() {
    let tokenizer = Tokenizer::from_bytes("tokenizer", &bytes(&Value::Map(vec![]))).unwrap();
    let draft = tokenizer.tokenize("(a) b", &mut lexicon(), &mut ChunkCache::default());
    assert_eq!(shown("(a) b", &draft), "(a)_|b");
}

/// Texts of the pieces that tokenizers trip over.
fn texts() -> impl Strategy<Value = String> {
    let pieces = [
        "a", "Ann", "don't", "gonna", "a.m.", "8", "km", "(", ")", "\"", "'", "'s", ".", "...", ",", "-", "--", "/",
        "anti-", "r'", "x@y.zz", "http://", ".com", " ", "  ", "\n", "\t", "\u{a0}", "\u{1c}", "\0", "é", "e\u{301}",
        "👍🏽", "日本", "$", "+", ":-)", "“", "”", "K", "ſ",
    ];
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn tokens_and_spaces_fill_the_text(text in texts()) {
        let draft = tokenizer().tokenize(&text, &mut lexicon(), &mut ChunkCache::default());
        let mut filled = String::new();
        for (index, token) in draft.tokens.iter().enumerate() {
            prop_assert_eq!((token.start, token.head as usize), (filled.len(), index));
            prop_assert!(token.start < token.end);
            filled.push_str(&text[token.start..token.end]);
            filled.push_str(if token.has_space { " " } else { "" });
        }
        prop_assert_eq!(filled, text);
    }

    #[test]
    fn what_was_read_before_does_not_matter(texts in proptest::collection::vec(texts(), 1..6)) {
        let (tokenizer, mut lexicon, mut cache) = (tokenizer(), lexicon(), ChunkCache::default());
        for text in &texts {
            let draft = tokenizer.tokenize(text, &mut lexicon, &mut cache);
            let mut own = self::lexicon();
            let alone = tokenizer.tokenize(text, &mut own, &mut ChunkCache::default());
            prop_assert_eq!(&draft.tokens, &alone.tokens);
            let hashes = |lexicon: &Lexicon, draft: &Draft| -> Vec<_> {
                draft.words.iter().map(|word| lexicon.word(*word).hashes).collect()
            };
            prop_assert_eq!(hashes(&lexicon, &draft), hashes(&own, &alone));
        }
    }

    #[test]
    fn no_file_panics(noise in proptest::collection::vec((0usize..4_000, any::<u8>()), 1..4)) {
        let mut bytes = bytes(&file());
        for (place, byte) in noise {
            let place = place % bytes.len();
            bytes[place] = byte;
        }
        if let Ok(tokenizer) = Tokenizer::from_bytes("tokenizer", &bytes) {
            tokenizer.tokenize("(\"don't\" 8a.m.-x", &mut lexicon(), &mut ChunkCache::default());
        }
    }
}
