//! Going through the queue, and what is refused before anything is decided.

use serde_json::Value;

use crate::dossier::{done, refused, room};
use crate::{Room, Run};

/// Makes a dossier with one document that was read.
fn ready() -> Room {
    let room = room();
    done(&room, &["ingest", "--dossier", "d", "a.txt", "--now", "2031-05-10T12:00:00Z"]);
    room
}

fn session(room: &Room, typed: &str) -> Run {
    let words = ["review", "--dossier", "d", "--by", "Ida Holm", "--now", "2031-05-11T12:00:00Z"];
    room.run_on(&words, typed)
}

fn log(room: &Room) -> Vec<String> {
    let run = done(room, &["review", "log", "--dossier", "d", "--format", "json"]);
    let log: Vec<Value> = serde_json::from_str(&run.stdout).expect("the log is JSON");
    let told = |line: &Value| {
        let undone = line["undone_by"].as_str().map_or(String::new(), |by| format!(" undone by {by}"));
        let note = line["note"].as_str().map_or(String::new(), |note| format!(" {note}"));
        format!("{} {}{note}{undone}", line["id"].as_str().expect("a text"), line["decision"].as_str().expect("a text"))
    };
    log.iter().map(told).collect()
}

#[test]
fn each_key_does_what_the_help_says_and_is_recorded_at_once() {
    let room = ready();
    let run = session(&room, "?\nx\nn ask again\na so it says\nu\nr\ns\nq\n");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(log(&room), ["d3 note ask again", "d4 accept so it says undone by d5", "d5 undo", "d6 reject"]);
    for words in [
        "3 entries wait for a decision.\n",
        "[1 of 3] ",
        "weight ",
        "Its confidence is 0.",
        "  s                skip it\n",
        "`x` is none of the letters.\n",
        "d4: Ida Holm accepted ",
        "d5: Ida Holm undid d4\n",
        "[3 of 3] ",
        "\n2 decisions recorded. 2 entries wait for a decision.\n",
    ] {
        assert!(run.stdout.contains(words), "`{words}` is missing in:\n{}", run.stdout);
    }
    assert_eq!(run.stdout.matches("[1 of 3] ").count(), 2, "an entry whose decision is undone is shown again");
    let again = session(&room, "q\n");
    assert!(again.stdout.starts_with("2 entries wait for a decision.\n"), "{}", again.stdout);
}

#[test]
fn an_entry_is_corrected_in_a_line_or_field_by_field() {
    let room = ready();
    let kinds: Vec<String> = session(&room, "s\ns\ns\n")
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix('r').and_then(|rest| rest.split(' ').nth(1)).map(str::to_owned))
        .collect();
    let before: String = kinds.iter().take_while(|kind| *kind != "commitment").map(|_| "s\n").collect();
    let run = session(&room, &format!("{before}e status=vowed\ne colour=red\ne status=offered antecedent=none\nq\n"));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stdout.contains("error: `status` cannot be `vowed`\nhint: there are "), "{}", run.stdout);
    assert!(run.stdout.contains("error: a record of the kind `commitment` has no field `colour`\n"), "{}", run.stdout);
    assert_eq!(log(&room), ["d3 amend"]);
    done(&room, &["review", "undo", "--dossier", "d", "--by", "Ida Holm"]);
    // Debtor, creditor, consequent, category, amount, antecedent, status, and five more.
    let run = session(&room, &format!("{before}e\n\n\n\n\n\n\nconsidered\n\n\n\n\n\nq\n"));
    assert!(run.stdout.contains("status [pledged]: \n"), "{}", run.stdout);
    assert_eq!(log(&room), ["d3 amend undone by d4", "d4 undo", "d5 amend"]);
    let run = session(&room, "e\n");
    assert_eq!((run.code, log(&room).len()), (Some(0), 3), "the end of the input corrects nothing: {run:?}");
}

#[test]
fn the_end_of_the_input_and_odd_input_decide_nothing() {
    let room = ready();
    for typed in [&b""[..], b"\n\n", b"u\n", b"n\n\n", b"n", b"\xff\xfe\n", b"A\nACCEPT\n\0\n"] {
        let words = ["review", "--dossier", "d", "--by", "Ida Holm"];
        let run = room.run_on(&words, typed);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
        assert!(run.stdout.ends_with("\n0 decisions recorded. 3 entries wait for a decision.\n"), "{run:?}");
    }
    assert_eq!(log(&room), [] as [String; 0]);
}

#[test]
fn somebody_who_reads_no_more_ends_the_session() {
    let room = ready();
    let script =
        "printf 'a\\na\\na\\n' | \"$CASUS\" review --dossier d --by 'Ida Holm' | head -n 1; echo ${PIPESTATUS[1]}";
    let mut command = std::process::Command::new("bash");
    command.args(["-c", script]).env("CASUS", crate::casus()).current_dir(room.path("."));
    let output = command.output().expect("bash runs");
    let said = String::from_utf8(output.stdout).expect("it is UTF-8");
    assert_eq!(said, "3 entries wait for a decision.\n0\n");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nothing_is_decided_without_a_dossier_and_a_name() {
    let room = ready();
    let run = done(&room, &["review", "queue", "--dossier", "d", "--format", "json"]);
    let queue: Vec<Value> = serde_json::from_str(&run.stdout).expect("the queue is JSON");
    let entry = queue[0]["ref"].as_str().expect("a reference is a text").to_owned();
    let nobody = "error: nobody is named who decides\n\
                  hint: say so with `--by NAME`, or set the variable `CASUS_REVIEWER`\n";
    for words in [&["review", "accept", &entry, "--dossier", "d"][..], &["review", "--dossier", "d", "--by", " "]] {
        let output = room.command(words).env_remove("CASUS_REVIEWER").output().expect("the command runs");
        assert_eq!(
            Run::of(output),
            Run { code: Some(2), stdout: String::new(), stderr: nobody.to_owned() },
            "{words:?}"
        );
    }
    let words = ["review", "accept", &entry, "--dossier", "d"];
    let output = room.command(&words).env("CASUS_REVIEWER", "Ada Vale").output().expect("the command runs");
    assert_eq!(Run::of(output).stdout, format!("d3: Ada Vale accepted {entry}\n"));
    let said = refused(&room, &["review", "accept", &entry, "--dossier", "d", "--by", "model heron-3"], 2);
    assert!(said.starts_with("error: `model heron-3` is a language model, and a person decides\n"), "{said}");
    let said = refused(&room, &["review", "accept", &entry, "--by", "Ida Holm"], 2);
    assert_eq!(said, "error: no dossier is named\nhint: name its folder with `--dossier DIR`\n");
}

#[test]
fn what_is_not_there_is_told() {
    let room = ready();
    let check = |words: &[&str], expected: &str| {
        let said = refused(&room, &[&["review"], words, &["--dossier", "d", "--by", "Ida Holm"]].concat(), 2);
        assert!(said.starts_with(&format!("error: {expected}")), "{words:?} gives {said}");
    };
    check(&["undo"], "`Ida Holm` has made no decision that could be undone\n");
    check(&["undo", "d10"], "there is no decision `d10`\n");
    check(&["note", "zzz", "why"], "`zzz` is neither an entry nor a document of the dossier\n");
    check(&["grade", "The Heron", "B2"], "`The Heron` is neither a publisher nor an entry of the dossier\n");
    check(
        &["map", "the accord", "accord"],
        "`accord` is no proposition that `dossier.toml` declares\nhint: declare it",
    );
    check(
        &["merge", "Ann Borg", "Norland"],
        "no entity of the dossier goes by the name `Ann Borg`\nhint: did you mean",
    );
    check(&["date", "no.txt", "2031-05-02"], "the dossier has no document `no.txt`\n");
    let run = room.run(&["review", "grade", "The Heron", "G7", "--dossier", "d"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`G7` is no grade; write a letter from A to F"), "{run:?}");
}
