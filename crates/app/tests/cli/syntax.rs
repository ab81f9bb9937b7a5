//! Sentences are shown in three formats, and a model that is missing or damaged is told by every command that reads.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use crate::{Room, Run, TEXT, casus};

/// What needs a model, and how it is called on one file.
const COMMANDS: [&str; 7] = ["syntax", "read", "extract", "entities", "attributions", "times", "figures"];

const VISIT: &str = "Ann Berg visits Eastport.\nShe pays €3 million.\n";

const JSON: &str = concat!(
    r#"{"path":"visit.txt","tokens":["#,
    r#"[0,3,"NNP","PROPN","Ann",1,"compound",1,"PERSON","B"],"#,
    r#"[4,8,"NNP","PROPN","Berg",2,"nsubj",0,"PERSON","I"],"#,
    r#"[9,15,"VBZ","VERB","visit",2,"ROOT",0,"","O"],"#,
    r#"[16,24,"NNP","PROPN","Eastport",2,"dobj",0,"GPE","B"],"#,
    r#"[24,25,".","PUNCT",".",2,"punct",0,"","O"],"#,
    r#"[25,26,"_SP","SPACE","\n",4,"dep",0,"","O"],"#,
    r#"[26,29,"PRP","PRON","she",7,"nsubj",1,"","O"],"#,
    r#"[30,34,"VBZ","VERB","pay",7,"ROOT",0,"","O"],"#,
    r#"[35,36,"$","SYM","€",10,"quantmod",0,"MONEY","B"],"#,
    r#"[36,37,"CD","NUM","3",10,"compound",0,"MONEY","I"],"#,
    r#"[38,45,"CD","NUM","million",7,"dobj",0,"MONEY","I"],"#,
    r#"[45,46,".","PUNCT",".",7,"punct",0,"","O"],"#,
    r#"[46,47,"_SP","SPACE","\n",11,"dep",0,"","O"]]}"#,
    "\n",
);

const CONLLU: &str = "\
# newdoc id = visit.txt
# sent_id = visit.txt-s1
# text = Ann Berg visits Eastport.
1\tAnn\tAnn\tPROPN\tNNP\tNumber=Sing\t2\tcompound\t_\tNER=B-PERSON
2\tBerg\tBerg\tPROPN\tNNP\tNumber=Sing\t3\tnsubj\t_\tNER=I-PERSON
3\tvisits\tvisit\tVERB\tVBZ\tNumber=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
4\tEastport\tEastport\tPROPN\tNNP\tNumber=Sing\t3\tdobj\t_\tNER=B-GPE|SpaceAfter=No
5\t.\t.\tPUNCT\t.\tPunctType=Peri\t3\tpunct\t_\tSpacesAfter=\\n

# sent_id = visit.txt-s2
# text = She pays €3 million.
1\tShe\tshe\tPRON\tPRP\tCase=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
2\tpays\tpay\tVERB\tVBZ\tNumber=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
3\t€\t€\tSYM\t$\t_\t5\tquantmod\t_\tNER=B-MONEY|SpaceAfter=No
4\t3\t3\tNUM\tCD\tNumType=Card\t5\tcompound\t_\tNER=I-MONEY
5\tmillion\tmillion\tNUM\tCD\tNumType=Card\t2\tdobj\t_\tNER=I-MONEY|SpaceAfter=No
6\t.\t.\tPUNCT\t.\tPunctType=Peri\t2\tpunct\t_\tSpacesAfter=\\n

";

const TREE: &str = "\
=== visit.txt ===

Ann Berg visits Eastport.
visits       VBZ  ROOT
├─ Berg      NNP  nsubj
│  └─ Ann    NNP  compound  PERSON “Ann Berg”
├─ Eastport  NNP  dobj      GPE “Eastport”
└─ .         .    punct

She pays €3 million.
pays        VBZ  ROOT
├─ She      PRP  nsubj
├─ million  CD   dobj
│  ├─ €     $    quantmod  MONEY “€3 million”
│  └─ 3     CD   compound
└─ .        .    punct

";

fn room() -> Room {
    let room = Room::new();
    room.put("visit.txt", VISIT).put("a.txt", TEXT);
    room
}

/// Runs a command with the models of a folder in the room.
fn run_with_models(room: &Room, words: &[&str]) -> Run {
    Run::of(room.command(words).env("CASUS_MODELS", "models").output().expect("the command runs"))
}

/// Asks casus where the model lies that the tests read with.
fn installed(room: &Room) -> PathBuf {
    let list = room.run(&["model", "list", "--format", "json"]);
    let list: Value = serde_json::from_str(&list.stdout).expect("the list is JSON");
    let models = list["models"].as_array().expect("this is a list");
    let model = models.iter().find(|model| model["name"] == "en").expect("run `casus model add en`");
    model["path"].as_str().expect("a path is text").into()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("it can be listed");
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, &place).expect("a file can be copied");
        }
    }
}

#[test]
fn a_text_is_shown_in_three_formats() {
    let room = room();
    for (words, expect) in [
        (&["syntax", "visit.txt", "--format", "json"][..], JSON),
        (&["syntax", "visit.txt", "--format", "conllu"], CONLLU),
        (&["syntax", "visit.txt", "--format", "tree"], TREE),
        (&["syntax", "visit.txt"], TREE),
    ] {
        let run = room.run(words);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{words:?}");
        assert_eq!(run.stdout, expect, "{words:?}");
    }
}

#[test]
fn standard_input_is_a_text_as_any_other() {
    let expect = JSON.replace("visit.txt", "-");
    for words in [&["syntax", "-", "--format", "json"][..], &["syntax", "--format", "json"]] {
        let run = room().run_on(words, VISIT);
        assert_eq!((run.code, run.stdout, run.stderr.as_str()), (Some(0), expect.clone(), ""), "{words:?}");
    }
}

#[test]
fn a_missing_file_is_told_and_the_others_are_read() {
    let run = room().run(&["syntax", "no.txt", "visit.txt", "--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), JSON));
    let expect = "error: `no.txt` does not exist\n\
                  hint: check the spelling; a pattern in quotation marks is not expanded by the shell\n";
    assert_eq!(run.stderr, expect);
}

#[test]
fn without_a_model_every_command_says_what_to_run() {
    let room = room();
    fs::create_dir(room.path("models")).expect("a folder can be made");
    let none = "error: no pipeline for English is installed\nhint: run `casus model add en`\n";
    for command in COMMANDS {
        let run = run_with_models(&room, &[command, "a.txt"]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(2), "", none), "{command}");
    }
}

#[test]
fn a_model_of_an_unknown_name_is_told() {
    let run = room().run(&["syntax", "visit.txt", "--model", "heron"]);
    let expect = "error: no pipeline for `heron` is installed\n\
                  hint: run `casus model add heron --from WHEEL`; `casus model list` shows what is there\n";
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(2), "", expect));
    let run = room().run(&["syntax", "visit.txt", "--model", "../en"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("is no name of a model"), "{run:?}");
}

#[test]
fn a_damaged_model_is_told_by_every_command() {
    let room = room();
    copy(&installed(&room), &room.path("models/en"));
    copy(&room.path("models/en"), &room.path("models/heron"));
    for name in ["en", "heron"] {
        let path = room.path("models").join(name).join("parser/model");
        let length = fs::metadata(&path).expect("the model has a parser").len();
        File::options().write(true).open(&path).and_then(|file| file.set_len(length / 2)).expect("it can be cut");
    }
    let check = |words: &[&str], name: &str, add: &str| {
        let run = run_with_models(&room, words);
        let path = room.path("models").canonicalize().expect("the folder is there").join(name);
        let expect = format!(
            "error: the model `{name}` in `{}` cannot be used: `parser/model` of the pipeline is damaged: ",
            path.display()
        );
        assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{words:?}: {run:?}");
        assert!(run.stderr.starts_with(&expect), "{words:?}: {run:?}");
        let hint = format!("\nhint: add it once more: `{add} --force`\n");
        assert!(run.stderr.ends_with(&hint) && run.stderr.lines().count() == 2, "{words:?}: {run:?}");
    };
    for command in COMMANDS {
        check(&[command, "a.txt"], "en", "casus model add en");
    }
    check(&["syntax", "a.txt", "--model", "heron"], "heron", "casus model add heron --from WHEEL");
}

#[test]
fn at_a_terminal_without_a_file_the_command_at_hand_is_shown() {
    for command in COMMANDS {
        // A new terminal whose other side nobody holds.
        let terminal = File::open("/dev/ptmx").expect("the system has terminals");
        let output = std::process::Command::new(casus()).arg(command).stdin(terminal).stderr(Stdio::piped()).output();
        let run = Run::of(output.expect("the command runs"));
        let expect = format!(
            "error: no file is named, and standard input is a terminal\n\
             hint: name one, as in `casus {command} report.txt`, or pipe text in: `casus {command} < report.txt`\n"
        );
        assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(2), "", expect));
    }
}
