//! How much may an answer cost?

/// A limit to what is spent on an answer.
#[derive(Clone, Copy)]
pub struct Budget<'b> {
    /// So many nodes may a diagram have while it is made.
    pub nodes_max: usize,
    /// Is asked now and then whether to stop: because the time is up, or because nobody wants to know any more.
    pub is_over: &'b dyn Fn() -> bool,
}

impl Budget<'static> {
    /// Returns a budget of so many nodes, without a limit of time.
    pub fn of_nodes(nodes_max: usize) -> Self {
        Self { nodes_max, is_over: &|| false }
    }
}

impl Budget<'_> {
    /// Fails when it is time to stop.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if (self.is_over)() { Err(Stopped::Over) } else { Ok(()) }
    }
}

/// Why there is no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The diagrams outgrew the budget.
    Nodes,
    /// The time was up, or the question was withdrawn.
    Over,
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Stopped::Nodes => "the formula is too large for the memory that was allowed",
            Stopped::Over => "the time was up",
        })
    }
}

impl std::error::Error for Stopped {}
