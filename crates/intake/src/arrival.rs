//! What does the user say of a file, and how large may it be?

use jiff::civil::Date;

use crate::IntakeError;

/// How many bytes a document may have.
///
/// A book has one or two million; what is larger is an archive or a mistake, and is better said so than read for minutes.
pub const SIZE_BYTES_MAX: u64 = 64 << 20;

/// What the user says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The day it was published.
    pub published: Option<Date>,
}

/// Refuses a length that no document has, so that a caller can ask before it reads.
pub fn check_size(size_bytes: u64) -> Result<(), IntakeError> {
    if size_bytes <= SIZE_BYTES_MAX {
        return Ok(());
    }
    Err(IntakeError::TooLarge { size_bytes: Some(size_bytes), limit_bytes: SIZE_BYTES_MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_beyond_the_limit_is_control_with_both() {
        let error = check_size(SIZE_BYTES_MAX + 1).expect_err("this is one byte too many");
        let expect = "is too large: it has `67108865` bytes, and a document may have `67108864` bytes";
        assert_eq!(error.to_string(), expect);
        assert_eq!(check_size(SIZE_BYTES_MAX), Ok(()));
    }
}
