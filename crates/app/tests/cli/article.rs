//! `casus article`: what the articles of saved pages look like on the wire and to a reader.

use serde_json::json;

use crate::Room;

const PAGE: &str = r#"<html lang="en"><head><title>Dykes first | Lowland Wire</title>
<meta property="og:site_name" content="Lowland Wire"><meta property="article:published_time" content="2031-05-03T08:00:00+02:00">
<link rel="canonical" href="https://wire.example/dykes"></head><body><nav><a href="/">Home</a></nav>
<h1>Dykes first</h1><p class="byline">By Per Aske</p>
<p>Estavel will pay for the dykes above the landing in full, its finance minister said in Eastport.</p>
<p>The locks stay open until then.</p></body></html>"#;

const TEXT: &str = "Estavel will pay for the dykes above the landing in full, its finance minister said in Eastport.\n\n\
    The locks stay open until then.";

#[test]
fn one_page_gives_one_object() {
    let room = Room::new();
    room.put("a.html", PAGE);
    let run = room.run(&["article", "a.html"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let article = json!({
        "title": "Dykes first", "published": "2031-05-03", "byline": "Per Aske", "publisher": "Lowland Wire", "language": "en",
        "text": TEXT, "canonical": "https://wire.example/dykes", "published_at": "2031-05-03T06:00:00Z",
        "published_in": "metadata"
    });
    assert_eq!(run.lines(), [article]);
}

#[test]
fn each_of_several_pages_is_told_with_its_path_and_what_is_none_is_refused() {
    let room = Room::new();
    room.put("b.html", PAGE).put("a.html", "<p>The river rises.</p>").put("c.html", "<script>draw()</script>");
    let run = room.run(&["article", "b.html", "c.html", "a.html"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let told: Vec<_> = run.lines().iter().map(|line| json!([line["path"], line["title"], line["published"]])).collect();
    assert_eq!(told, [json!(["b.html", "Dykes first", "2031-05-03"]), json!(["a.html", null, null])]);
    assert!(run.stdout.starts_with(r#"{"path":"b.html","title""#), "{}", run.stdout);
    assert!(run.stderr.contains("`c.html` holds no article"), "{}", run.stderr);
}

#[test]
fn a_reader_sees_the_fields_above_the_text() {
    let room = Room::new();
    room.put("a.html", PAGE);
    let run = room.run(&["article", "--format", "text", "a.html"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let fields = "title:     Dykes first\nby:        Per Aske\npublisher: Lowland Wire\npublished: 2031-05-03 (metadata)\n\
        language:  en\naddress:   https://wire.example/dykes\n";
    assert_eq!(run.stdout, format!("{fields}\n{TEXT}\n\n"));
}
