//! Where could actors meet, and who would have to move?
//!
//! An issue has options. In go [`Told`]s: what an actor said of an option, and on which day. Out come [`Stand`]s, one for each
//! actor and option, with what was said before; then [`Issue`], which knows on which options all could meet and how far each
//! actor is from one; and [`packages`], the combinations of one option for each issue that ask for the fewest moves.
//!
//! What is not said is not stated: nobody is taken to agree in silence. Where one actor said two things on one day that
//! disagree, both stay, and a question has two answers: the cautious one takes the worst of them, the brave one the best.

mod issue;
mod packages;
mod stand;

pub use issue::{Issue, Mover, Reading};
pub use packages::{Bounds, Package, Packages, packages};
pub use stand::{Acceptance, Answer, Shift, Stand, State, Told, shift, stand};

#[cfg(test)]
mod tests;
