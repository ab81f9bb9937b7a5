//! By which path does a document go in a dossier, and how is it told?

use std::path::{Component, Path, PathBuf};

use crate::error::shown;

/// Returns the path that a dossier keeps a document under, however whoever names it spells it.
///
/// A document in the dossier's folder goes by its place there, so that the name holds wherever the folder is; any other
/// goes by the path that the system resolves. What has no such path, as a pipe, goes by the name it is given.
pub(crate) fn of(given: &str, folder: &Path) -> String {
    if given == "-" || given.starts_with("-#") {
        return given.to_owned();
    }
    let Some((file, inside_file)) = resolved(given) else {
        let path = Path::new(given);
        return shown(&path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>());
    };
    let inside = folder.canonicalize().ok().and_then(|folder| file.strip_prefix(folder).ok().map(Path::to_owned));
    shown(&inside.unwrap_or(file)) + inside_file
}

/// Parts the file that a document stands in, as the system resolves it, from the place in there.
fn resolved(given: &str) -> Option<(PathBuf, &str)> {
    let ends = given.match_indices('#').map(|(at, _)| at).chain([given.len()]);
    // A file may have the sign in its own name, so the longest name counts.
    let mut ends: Vec<usize> = ends.collect();
    ends.reverse();
    ends.into_iter().find_map(|end| Some((Path::new(&given[..end]).canonicalize().ok()?, &given[end..])))
}

/// Shortens the path of a document that lies beside the dossier's folder or below there.
///
/// What is left depends on where the two lie and not on who asks from where, so a page is the same for everybody.
pub(crate) fn near<'a>(address: &'a str, folder: &Path) -> &'a str {
    let folder = folder.canonicalize().ok();
    let beside = folder.as_deref().and_then(Path::parent);
    let below = beside.and_then(|beside| Path::new(address).strip_prefix(beside).ok()?.to_str());
    below.filter(|below| !below.is_empty()).unwrap_or(address)
}
