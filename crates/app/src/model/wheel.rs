//! Which pipeline is in a wheel?
//!
//! A wheel is a zip archive. A pipeline lies in it as a folder with `config.cfg` and `meta.json` among the files of a
//! Python package, and only that folder is unpacked. A wheel is hostile until shown otherwise: one entry that leads
//! elsewhere, or that is no file, and nothing of it is taken.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::Unfit;
use super::fill::{Fill, Halt, Limits, check_name, visible};
use super::store::RECORD;

/// The files that a folder has if it is a pipeline's.
pub(super) const MARKS: [&str; 2] = ["config.cfg", "meta.json"];

/// Unpacks the pipeline of a wheel into an empty folder.
pub(super) fn unpack(wheel: impl Read + Seek, fill: &mut Fill, limits: Limits) -> Result<(), Halt> {
    let mut archive = ZipArchive::new(wheel).map_err(damaged)?;
    let files = files(&mut archive, limits)?;
    let home = home(&files)?;
    for (place, name) in &files {
        let Some(name) = name.strip_prefix(&home).filter(|name| *name != RECORD) else { continue };
        let file = archive.by_index(*place).map_err(|error| damaged_file(name, &error))?;
        fill.put(name, file)?;
    }
    Ok(())
}

/// Lists the files with their places in the archive, and refuses an archive with anything else in it but folders.
fn files(archive: &mut ZipArchive<impl Read + Seek>, limits: Limits) -> Result<Vec<(usize, String)>, Unfit> {
    if archive.len() > limits.files {
        return Err(Unfit::TooMany { max: limits.files });
    }
    if archive.has_duplicate_names() {
        return Err(Unfit::Archive { what: "two of its files have the same name".to_owned() });
    }
    // Entries that share their bytes unpack to far more than the archive holds.
    if archive.has_overlapping_entries().map_err(damaged)? {
        return Err(Unfit::Archive { what: "some of its files overlap".to_owned() });
    }
    let (mut files, mut bytes) = (Vec::new(), 0_u64);
    for place in 0..archive.len() {
        let entry = archive.by_index_data(place).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        check_name(name.strip_suffix('/').unwrap_or(&name))?;
        if entry.is_symlink() || entry.unix_mode().is_some_and(is_of_another_kind) {
            return Err(Unfit::NoFile { file: visible(&name) });
        }
        bytes = bytes.saturating_add(entry.size());
        if !entry.is_dir() {
            files.push((place, name));
        }
    }
    // What is said here is not relied on; it spares the disk what would be refused later.
    if bytes > limits.bytes { Err(Unfit::TooLarge { max: limits.bytes }) } else { Ok(files) }
}

/// Returns whether the type in a Unix mode is none of: not given, a file, a folder.
fn is_of_another_kind(mode: u32) -> bool {
    const TYPE: u32 = 0o170_000;
    !matches!(mode & TYPE, 0 | 0o100_000 | 0o040_000)
}

/// Returns the one folder that is a pipeline's, as what the names in it begin with.
fn home(files: &[(usize, String)]) -> Result<String, Unfit> {
    let names: BTreeSet<&str> = files.iter().map(|(_, name)| name.as_str()).collect();
    let [mark, other] = MARKS;
    let has_both = |folder: &&str| names.contains(format!("{folder}{other}").as_str());
    let is_folder = |folder: &&str| folder.is_empty() || folder.ends_with('/');
    let mut homes = names.iter().filter_map(|name| name.strip_suffix(mark)).filter(is_folder).filter(has_both);
    match (homes.next(), homes.next()) {
        (Some(home), None) => Ok(home.to_owned()),
        (None, _) => Err(Unfit::NoPipeline),
        (Some(first), Some(second)) => Err(Unfit::Several { first: visible(first), second: visible(second) }),
    }
}

fn damaged(error: ZipError) -> Unfit {
    Unfit::Archive { what: said(&error) }
}

fn damaged_file(name: &str, error: &ZipError) -> Unfit {
    Unfit::Damaged { file: name.to_owned(), what: said(error) }
}

fn said(error: &ZipError) -> String {
    visible(&error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::model::sample::{FILES, begun, wheel};

    const LIMITS: Limits = Limits { files: 12, bytes: 4096 };

    /// Unpacks a wheel, and returns what became of it with the names of the files in the folder.
    fn unpacked(bytes: &[u8]) -> (Option<Unfit>, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let into = folder.path().join("model");
        let mut fill = Fill::new(&into, LIMITS).expect("the folder is empty");
        let unfit = match unpack(Cursor::new(bytes), &mut fill, LIMITS) {
            Ok(()) => None,
            Err(Halt::Unfit(unfit)) => Some(unfit),
            Err(Halt::Disk(error)) => panic!("{error}"),
        };
        let beside = std::fs::read_dir(folder.path()).expect("the folder is there").count();
        assert_eq!(beside, 1, "nothing leads out of the folder");
        let names = ignore_folders(&into).into_iter();
        (unfit, names.map(|name| name.display().to_string()).collect())
    }

    fn ignore_folders(folder: &std::path::Path) -> BTreeSet<std::path::PathBuf> {
        let mut found = BTreeSet::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in std::fs::read_dir(next).expect("the folder is there") {
                let path = entry.expect("it can be listed").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    found.insert(path.strip_prefix(folder).expect("it is inside").to_owned());
                }
            }
        }
        found
    }

    fn check(files: &[(&str, &str)], expect: Option<Unfit>) {
        assert_eq!(unpacked(&wheel(files)).0, expect, "{files:?}");
    }

    #[test]
    fn the_pipeline_is_unpacked_and_nothing_else() {
        let (unfit, names) = unpacked(&wheel(&FILES));
        assert_eq!(unfit, None);
        assert_eq!(names, ["config.cfg", "meta.json", "tagger/model"]);
    }

    #[test]
    fn a_wheel_has_one_pipeline() {
        check(&[("a/config.cfg", ""), ("a/meta.json", "")], None);
        check(&[("config.cfg", ""), ("meta.json", "")], None);
        check(&[("a/config.cfg", ""), ("meta.json", "")], Some(Unfit::NoPipeline));
        check(&[("a/my_config.cfg", ""), ("a/my_meta.json", ""), ("a/meta.json", "")], Some(Unfit::NoPipeline));
        check(&[], Some(Unfit::NoPipeline));
        let two = [("a/config.cfg", ""), ("a/meta.json", ""), ("b/config.cfg", ""), ("b/meta.json", "")];
        check(&two, Some(Unfit::Several { first: "a/".to_owned(), second: "b/".to_owned() }));
    }

    #[test]
    fn hostile_names_are_refused_with_the_whole_wheel() {
        for name in ["../out", "a/../../out", "/tmp/out", "a\\..\\out", "C:/out", "a//out"] {
            let files = [&FILES[..], &[(name, "x")]].concat();
            let (unfit, names) = unpacked(&wheel(&files));
            assert!(matches!(unfit, Some(Unfit::Name { .. })), "{name}: {unfit:?}");
            assert_eq!(names, [""; 0], "{name}");
        }
    }

    #[test]
    fn a_link_is_refused() {
        let mut writer = begun(&FILES);
        writer.add_symlink("a/link", "/etc/passwd", SimpleFileOptions::default()).expect("it can be written");
        let bytes = writer.finish().expect("it can be written").into_inner();
        assert_eq!(unpacked(&bytes), (Some(Unfit::NoFile { file: "a/link".to_owned() }), vec![]));
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let large = "0".repeat(5000);
        check(&[FILES[0], FILES[1], ("a/a-1/model", &large)], Some(Unfit::TooLarge { max: 4096 }));
        let many: Vec<String> = (0..13).map(|number| format!("a/{number}")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "")).collect();
        check(&many, Some(Unfit::TooMany { max: 12 }));
    }

    #[test]
    fn an_archive_that_says_less_than_it_holds_is_refused() {
        let bytes = wheel(&[("config.cfg", ""), ("meta.json", ""), ("model", &"0".repeat(5000))]);
        let length = 5000_u32.to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == length).collect();
        assert_eq!(places.len(), 2, "once before the file and once in the directory");
        let mut lying = bytes;
        places.iter().for_each(|&at| lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes()));
        let (unfit, _) = unpacked(&lying);
        assert!(matches!(unfit, Some(Unfit::Damaged { .. } | Unfit::TooLarge { .. })), "{unfit:?}");
    }

    #[test]
    fn a_part_of_a_wheel_is_no_wheel() {
        let bytes = wheel(&FILES);
        for length in 0..bytes.len() {
            let (unfit, _) = unpacked(&bytes[..length]);
            assert!(unfit.is_some(), "{length} of {} bytes", bytes.len());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn changed_bytes_do_no_harm(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
            let mut bytes = wheel(&FILES);
            for (place, byte) in changes {
                let at = place.index(bytes.len());
                bytes[at] = byte;
            }
            unpacked(&bytes);
        }
    }
}
