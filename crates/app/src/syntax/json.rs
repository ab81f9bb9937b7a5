//! What do tokens look like on the wire?

use casus_engine::syntax::Doc;
use casus_text::Source;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    tokens: Vec<Row<'a>>,
}

/// Start and end in code points, tag, part of speech, lemma, head, label, whether a sentence begins here, type of the
/// entity, and where in it.
type Row<'a> = (usize, usize, &'a str, &'a str, &'a str, u32, &'a str, u8, &'a str, &'static str);

/// Writes the tokens of a document as one line of JSON, without the line feed.
pub(super) fn line(source: &Source, doc: &Doc) -> String {
    let tokens = doc.tokens().iter().enumerate().map(|(index, token)| {
        let is_start = index == 0 || token.sent_start == Some(true);
        (
            source.chars_at(token.start),
            source.chars_at(token.end),
            doc.label(token.tag),
            token.pos.as_str(),
            &*token.lemma,
            token.head,
            doc.label(token.dep),
            u8::from(is_start),
            doc.label(token.ent_type),
            token.ent_iob.as_str(),
        )
    });
    let line = Line { path: &source.origin().path, tokens: tokens.collect() };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::sample::{DAM, DAM_TEXT, doc, source};

    #[test]
    fn offsets_are_code_points_and_a_root_is_its_own_head() {
        let expect = concat!(
            r#"{"path":"dam one.txt","tokens":["#,
            r#"[0,6,"NNP","PROPN","Élodie",1,"nsubj",1,"PERSON","B"],"#,
            r#"[7,12,"VBD","VERB","build",1,"ROOT",0,"","O"],"#,
            r#"[13,16,"DT","DET","the",4,"det",0,"FAC","B"],"#,
            r#"[17,23,"NNP","PROPN","Callow",4,"compound",0,"FAC","I"],"#,
            r#"[24,27,"NN","NOUN","dam",1,"dobj",0,"FAC","I"],"#,
            r#"[27,28,".","PUNCT",".",1,"punct",0,"","O"]]}"#,
        );
        assert_eq!(line(&source(DAM_TEXT), &doc(DAM_TEXT, &[&DAM])), expect);
    }

    #[test]
    fn white_space_is_a_token_and_what_nobody_has_said_is_empty() {
        let text = "a \n\"b\"";
        let rows =
            [("a", "", "", "", 0, "", ""), ("\n", "_SP", "SPACE", "\n", 0, "", ""), ("\"b\"", "", "", "", 2, "", "")];
        let expect = concat!(
            r#"{"path":"dam one.txt","tokens":[[0,1,"","","",0,"",1,"",""],"#,
            r#"[2,3,"_SP","SPACE","\n",0,"",0,"",""],[3,6,"","","",2,"",0,"",""]]}"#,
        );
        assert_eq!(line(&source(text), &doc(text, &[&rows])), expect);
    }

    #[test]
    fn a_second_sentence_begins() {
        let text = "Go. Stay.";
        let first = [("Go", "VB", "VERB", "go", 0, "ROOT", "O"), (".", ".", "PUNCT", ".", 0, "punct", "O")];
        let second = [("Stay", "VB", "VERB", "stay", 2, "ROOT", "O"), (".", ".", "PUNCT", ".", 2, "punct", "O")];
        let line = line(&source(text), &doc(text, &[&first, &second]));
        assert!(line.contains(r#"[4,8,"VB","VERB","stay",2,"ROOT",1,"","O"]"#), "{line}");
    }
}
