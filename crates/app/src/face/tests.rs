//! Does the face show what the page says, and nothing else?

use super::{html, sample, terminal};

#[test]
fn scratch() {
    let out = std::env::var("FACE_OUT").unwrap_or("/tmp/face".into());
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(format!("{out}/sample.html"), html(&sample::page())).unwrap();
    std::fs::write(format!("{out}/crowd.html"), html(&sample::crowd(60))).unwrap();
    std::fs::write(format!("{out}/empty.html"), html(&sample::empty())).unwrap();
    std::fs::write(format!("{out}/sample.txt"), terminal(&sample::page(), 100)).unwrap();
    let mut page = sample::page();
    page.gates[0].value = casus_reason::Truth::False;
    sample::judge(&mut page);
    std::fs::write(format!("{out}/set.html"), html(&page)).unwrap();
}
