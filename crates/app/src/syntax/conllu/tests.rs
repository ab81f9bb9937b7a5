//! Is what is written valid CoNLL-U, and does it say what the pipeline says?

use proptest::prelude::*;

use super::*;
use crate::syntax::sample::{DAM, DAM_TEXT, Row, doc, source};

fn check(text: &str, sentences: &[&[Row]], expect: &[&str]) {
    let found = conllu(&source(text), &doc(text, sentences));
    check_format(&found);
    assert_eq!(found.lines().collect::<Vec<_>>(), expect, "{found}");
}

/// Checks what the format asks of every file, as far as it can be seen in the file alone.
fn check_format(file: &str) {
    assert!(file.is_empty() || file.ends_with("\n\n"), "a sentence ends with an empty line");
    // Python's readers part lines at more characters than LF.
    let parts = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t') || matches!(letter, '\u{2028}' | '\u{2029}')
    };
    assert!(!file.contains(parts), "{file:?}");
    let mut ids = std::collections::BTreeSet::new();
    for sentence in file.split_terminator("\n\n") {
        let (comments, rows): (Vec<&str>, Vec<&str>) = sentence.lines().partition(|line| line.starts_with("# "));
        let said =
            |key: &str| comments.iter().find_map(|line| line.strip_prefix(key)).unwrap_or_else(|| panic!("{sentence}"));
        assert!(ids.insert(said("# sent_id = ").to_owned()) && !said("# sent_id = ").contains([' ', '/']));
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split('\t').collect()).collect();
        let mut text = String::new();
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), 10, "{row:?}");
            assert_eq!(row[0], (at + 1).to_string());
            assert!(row.iter().all(|column| !column.is_empty() && column.trim() == *column), "{row:?}");
            assert!([3, 4, 5, 6, 7, 8].iter().all(|&at| !row[at].contains(char::is_whitespace)), "{row:?}");
            assert_eq!(row[6] == "0", row[7] == "root", "{row:?}");
            text += row[1];
            text += if row[9].contains("SpaceAfter=No") { "" } else { " " };
        }
        assert_eq!(said("# text = "), text.trim_end());
        check_tree(&rows);
    }
}

fn check_tree(rows: &[Vec<&str>]) {
    if rows.iter().all(|row| row[6] == "_") {
        return;
    }
    let head = |at: usize| rows[at][6].parse::<usize>().expect("a head is a number");
    assert_eq!((0..rows.len()).filter(|&at| head(at) == 0).count(), 1, "there is one root: {rows:?}");
    for at in 0..rows.len() {
        let mut above = at + 1;
        for _ in 0..rows.len() {
            above = if above == 0 { 0 } else { head(above - 1) };
        }
        assert_eq!(above, 0, "every word hangs on the root: {rows:?}");
    }
}

#[test]
fn a_sentence_is_a_block_of_rows() {
    check(
        DAM_TEXT,
        &[&DAM],
        &[
            "# newdoc id = dam%20one.txt",
            "# sent_id = dam%20one.txt-s1",
            "# text = Élodie built the Callow dam.",
            "1\tÉlodie\tÉlodie\tPROPN\tNNP\t_\t2\tnsubj\t_\tNER=B-PERSON",
            "2\tbuilt\tbuild\tVERB\tVBD\t_\t0\troot\t_\t_",
            "3\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\tNER=B-FAC",
            "4\tCallow\tCallow\tPROPN\tNNP\t_\t5\tcompound\t_\tNER=I-FAC",
            "5\tdam\tdam\tNOUN\tNN\t_\t2\tdobj\t_\tNER=I-FAC|SpaceAfter=No",
            "6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpaceAfter=No",
            "",
        ],
    );
}

#[test]
fn white_space_goes_to_the_words_beside_it_and_hands_on_its_head() {
    let text = "\n Go \t\nnow.\u{2028}\nStay\n";
    let first = [
        ("\n ", "_SP", "SPACE", "\n ", 1, "dep", "O"),
        ("Go", "VB", "VERB", "go", 1, "ROOT", "O"),
        ("\t\n", "_SP", "SPACE", "\t\n", 1, "dep", "O"),
        ("now", "RB", "ADV", "now", 2, "advmod", "O"),
        (".", ".", "PUNCT", ".", 1, "punct", "O"),
        ("\u{2028}\n", "_SP", "SPACE", "", 4, "dep", "O"),
    ];
    let second = [("Stay", "VB", "VERB", "stay", 6, "ROOT", "O")];
    let third = [("\n", "_SP", "SPACE", "\n", 7, "ROOT", "O")];
    check(
        text,
        &[&first, &second, &third],
        &[
            "# newdoc id = dam%20one.txt",
            "# sent_id = dam%20one.txt-s1",
            "# text = Go now.",
            "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpacesAfter=\\s\\t\\n|SpacesBefore=\\n\\s",
            "2\tnow\tnow\tADV\tRB\t_\t1\tadvmod\t_\tSpaceAfter=No",
            "3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\tSpacesAfter=\\u2028\\n",
            "",
            "# sent_id = dam%20one.txt-s2",
            "# text = Stay",
            "1\tStay\tstay\tVERB\tVB\t_\t0\troot\t_\tSpacesAfter=\\n",
            "",
        ],
    );
}

#[test]
fn a_sentence_has_one_root() {
    let text = "\n\na b c";
    let rows = [
        ("\n\n", "_SP", "SPACE", "", 0, "ROOT", ""),
        ("a", "X", "X", "a", 0, "dep", ""),
        ("b", "X", "X", "b", 0, "ROOT", ""),
        ("c", "X", "X", "c", 2, "x", ""),
    ];
    let found = conllu(&source(text), &doc(text, &[&rows]));
    check_format(&found);
    let heads: Vec<&str> = found.lines().filter_map(|line| line.split('\t').nth(6)).collect();
    assert_eq!(heads, ["0", "1", "2"]);
}

#[test]
fn without_a_parser_there_are_no_heads() {
    let rows = [("a", "", "", "", 0, "", ""), ("|", "", "", "", 1, "", "")];
    check(
        "a |",
        &[&rows],
        &[
            "# newdoc id = dam%20one.txt",
            "# sent_id = dam%20one.txt-s1",
            "# text = a |",
            "1\ta\t_\t_\t_\t_\t_\t_\t_\t_",
            "2\t|\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
            "",
        ],
    );
}

#[test]
fn nothing_but_white_space_is_nothing() {
    check(" \n", &[&[(" \n", "_SP", "SPACE", "", 0, "ROOT", "")]], &[]);
    check("", &[], &[]);
}

/// Pieces of text, each a token, with the head that each would like to have.
fn any_tokens() -> impl Strategy<Value = Vec<(String, usize, bool)>> {
    let form = prop_oneof![
        "[ \t\n\r\u{a0}\u{b}\u{2028}\u{85}]{1,3}",
        "[a-z|\\\\_#%\u{301}é\u{200b}\u{1c}]{1,4}",
        "\\PC{1,3}",
    ];
    prop::collection::vec((form, any::<usize>(), any::<bool>()), 0..24)
}

proptest! {
    #[test]
    fn any_text_gives_a_valid_file(tokens in any_tokens()) {
        let text: String = tokens.iter().map(|(form, ..)| form.as_str()).collect();
        // Heads point backwards, as far as they like, or to the token itself, so that there is no circle.
        let rows: Vec<Row> = tokens.iter().enumerate().map(|(at, (form, head, _))| {
            (form.as_str(), "T", "X", form.as_str(), (head % (at + 1)) as u32, "label", "B-X\ty|z")
        }).collect();
        let mut sentences: Vec<&[Row]> = Vec::new();
        let mut start = 0;
        for at in 1..=rows.len() {
            if at == rows.len() || tokens[at].2 {
                sentences.push(&rows[start..at]);
                start = at;
            }
        }
        check_format(&conllu(&source(&text), &doc(&text, &sentences)));
    }
}
