//! Where do results go? To standard output, or to a file that is either whole or untouched.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{Error, shown};

/// The width of text that is not shown in a terminal, so that the same input gives the same bytes everywhere.
pub(crate) const WIDTH: usize = 100;

/// Returns how many columns standard output has.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0))
}

/// Standard output with a buffer; [`Stdout::finish`] must be called, since what is left in a buffer may fail, too.
pub(crate) struct Stdout {
    buffer: BufWriter<StdoutLock<'static>>,
    keeps_styles: bool,
}

impl Stdout {
    pub(crate) fn open() -> Self {
        let keeps_styles = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        Self { buffer: BufWriter::with_capacity(1 << 16, io::stdout().lock()), keeps_styles }
    }

    pub(crate) fn write(&mut self, text: &str) -> Result<(), Error> {
        self.buffer.write_all(text.as_bytes()).map_err(to_stdout)
    }

    /// Writes text with ANSI styles, which are kept only where they are seen.
    pub(crate) fn write_styled(&mut self, text: &str) -> Result<(), Error> {
        match self.keeps_styles {
            true => self.write(text),
            false => self.write(&anstream::adapter::strip_str(text).to_string()),
        }
    }

    /// Writes what is in the buffer, for whoever waits to see it.
    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        self.buffer.flush().map_err(to_stdout)
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.buffer.flush().map_err(to_stdout)
    }
}

/// Writes a word so that a shell takes it as it is.
pub(crate) fn in_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    let has_need = word.is_empty() || word.starts_with('-') || !word.chars().all(is_plain);
    if has_need { format!("'{}'", word.replace('\'', r"'\''")) } else { word.to_owned() }
}

/// Writes all bytes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(to_stdout)
}

/// Writes text with ANSI styles to standard output, which keeps them only where they are seen.
pub(crate) fn print_styled(text: &str) -> Result<(), Error> {
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(to_stdout)
}

/// Tells a failure of standard output from a reader who has had enough, such as `head`.
pub(crate) fn to_stdout(cause: io::Error) -> Error {
    if cause.kind() == ErrorKind::BrokenPipe { Error::Closed } else { Error::NotPrinted { cause } }
}

/// Writes a file so that a reader of `path` sees the old one or the new one, and never a part.
pub(crate) fn write_file<B: AsRef<[u8]> + ?Sized>(path: &Path, bytes: &B) -> Result<(), Error> {
    let bytes = bytes.as_ref();
    let written = match fs::metadata(path) {
        // A device or a pipe is written to and not put out of the way.
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => write_into(path, bytes),
        // A link is followed, so that it still leads to the file afterwards.
        Ok(metadata) if metadata.is_file() => fs::canonicalize(path).and_then(|target| replace(&target, bytes)),
        Ok(_) => Err(io::Error::from(ErrorKind::IsADirectory)),
        Err(_) => replace(path, bytes),
    };
    written.map_err(|cause| Error::NotWritten { path: shown(path), cause })
}

/// Lets somebody write a file piece by piece, which is there in whole in the end or not at all.
pub(crate) fn write_through<T>(path: &Path, write: impl FnOnce(&File) -> Result<T, Error>) -> Result<T, Error> {
    let failed = |cause| Error::NotWritten { path: shown(path), cause };
    if path.is_dir() {
        return Err(failed(io::Error::from(ErrorKind::IsADirectory)));
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = beside(&target).map_err(failed)?;
    let written = write(file.as_file())?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    Ok(written)
}

fn write_into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).open(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// Makes a file without a name of its own beside the one that it is to replace.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(".casus-").permissions(permissions(path)).tempfile_in(folder)
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = beside(path)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Keeps the permissions of a file that is replaced; a file of its own is readable as the user's umask has it.
fn permissions(path: &Path) -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).map_or_else(|_| Permissions::from_mode(0o666), |metadata| metadata.permissions())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("page.html");
        let link = folder.path().join("link.html");
        write_file(&path, "one").expect("the folder can be written");
        std::os::unix::fs::symlink(&path, &link).expect("a link can be made");
        write_file(&link, "two").expect("the file can be replaced");
        assert_eq!(fs::read_to_string(&path).expect("the file is there"), "two");
        assert!(fs::symlink_metadata(&link).expect("the link is there").is_symlink());
        assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 2);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for path in [folder.path().to_owned(), folder.path().join("no/page.html")] {
            let error = write_file(&path, "one").expect_err("this is no place for a file");
            assert_eq!(error.exit_code(), 3, "{error}");
        }
    }
}
