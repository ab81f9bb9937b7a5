//! The same dossier as a logic program.
use crate::dossier::Dossier;
pub enum Question { Due }
impl std::str::FromStr for Question { type Err = String; fn from_str(_: &str) -> Result<Self, String> { Ok(Self::Due) } }
pub fn atoms(_: &Dossier, _: Question) -> String { String::new() }
pub fn text(_: &Dossier) -> String { String::new() }
