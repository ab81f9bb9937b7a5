//! Small wheels, for tests.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The files of a package with a pipeline.
pub(super) const FILES: [(&str, &str); 5] = [
    ("a/a-1/config.cfg", "[nlp]\nlang = \"xx\"\npipeline = []\n"),
    ("a/a-1/meta.json", r#"{"lang": "xx", "name": "a", "version": "1", "license": "MIT", "author": "Ida Holm"}"#),
    ("a/a-1/tagger/model", "0123456789"),
    ("a/__init__.py", "import a"),
    ("a/meta.json", "{}"),
];

/// Packs files into a wheel; names are taken as they are.
pub(super) fn wheel(files: &[(&str, &str)]) -> Vec<u8> {
    begun(files).finish().expect("memory can be written").into_inner()
}

/// Packs files into a wheel that takes more.
pub(super) fn begun(files: &[(&str, &str)]) -> ZipWriter<Cursor<Vec<u8>>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file can be begun");
        writer.write_all(text.as_bytes()).expect("memory can be written");
    }
    writer
}
