//! Files that hold several documents, folders, and texts in other encodings.

use crate::{Room, TEXT};

const ROWS: &str = "title,published,url,text\n\
    Tolls,2031-05-02,https://heron.example/1,Norland will pay the tolls by 3 June 2031.\n\
    No words,,,\n\
    Dykes,2031-05-03,https://heron.example/2,Estavel will mend the dykes by 4 June 2031.\n";

/// Returns the path, the title and the day of each document that was printed.
fn told(lines: &[serde_json::Value]) -> Vec<String> {
    let of = |line: &serde_json::Value, key: &str| line["document"][key].as_str().unwrap_or("-").to_owned();
    lines.iter().map(|line| ["path", "title", "published"].map(|key| of(line, key)).join(" | ")).collect()
}

#[test]
fn each_row_is_read_and_one_without_words_is_refused_by_its_name() {
    let run = Room::new().put("list.csv", ROWS).run(&["extract", "list.csv"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(told(&run.lines()), ["list.csv#row-1 | Tolls | 2031-05-02", "list.csv#row-3 | Dykes | 2031-05-03"]);
    let refused = "error: `list.csv#row-2` cannot be read as CSV: its `text` is missing or empty\n";
    assert!(run.stderr.contains(refused), "{}", run.stderr);
    assert!(run.stderr.contains("note: `list.csv` holds `2` documents\n"), "{}", run.stderr);
}

#[test]
fn a_folder_stands_for_its_documents_by_name() {
    let room = Room::new();
    std::fs::create_dir_all(room.path("in/deep")).expect("a folder can be made");
    room.put("in/b.txt", TEXT).put("in/a.txt", TEXT).put("in/deep/c.md", "# Dykes\n\nEstavel will mend the dykes.");
    room.put("in/a.meta.json", "{\"published\": \"2031-05-09\"}").put("in/x.png", "x");
    let run = room.run(&["items", "in", "--format", "json"]);
    let paths: Vec<String> = run.lines().iter().map(|line| line["path"].as_str().unwrap_or("-").to_owned()).collect();
    assert_eq!((run.code, paths), (Some(0), ["in/a.txt", "in/b.txt", "in/deep/c.md"].map(str::to_owned).to_vec()));
    let read = room.run(&["extract", "in/a.txt", "in/deep"]);
    assert_eq!(told(&read.lines())[0], "in/a.txt | Dykes before ferries | 2031-05-09");
    assert_eq!(told(&read.lines())[1], "in/deep/c.md | Dykes | -");
}

#[test]
fn a_dossier_takes_the_documents_of_an_archive_once() {
    let room = Room::new();
    room.put("list.csv", ROWS).run(&["init", "rivers"]);
    let first = room.run(&["ingest", "--dossier", "rivers", "list.csv"]);
    let new: Vec<&str> = first.stdout.lines().filter(|line| line.contains(": new")).collect();
    assert_eq!(new.len(), 2, "{first:?}");
    let again = room.run(&["ingest", "--dossier", "rivers", "list.csv"]);
    assert_eq!(again.stdout.matches("already known").count(), 2, "{again:?}");
    assert_eq!(room.run(&["verify", "--dossier", "rivers"]).code, Some(0));
}

#[test]
fn an_encoding_that_nothing_names_is_told() {
    let run = Room::new().put("a.txt", b"The caf\xE9 talks went on; Norland will pay.").run(&["extract", "a.txt"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let note = "note: `a.txt` names no encoding and was read as windows-1252, a guess\n";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    assert_eq!(run.lines().len(), 1);
}

#[test]
fn a_list_of_feeds_gives_its_addresses() {
    let list = "<opml><body><outline text='The Heron' xmlUrl='https://heron.example/feed'/></body></opml>";
    let room = Room::new();
    let run = room.put("feeds.opml", list).run(&["items", "feeds.opml", "--format", "text"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "https://heron.example/feed: The Heron\n"));
    let read = room.run(&["extract", "feeds.opml"]);
    assert!(read.stderr.starts_with("error: `feeds.opml` is a list of feeds, and holds no document\n"), "{read:?}");
}
