//! What does a node of a decision diagram ask about, and what follows?

use oxidd::bdd::{BDDFunction, BDDManagerRef};
use oxidd::util::Ref;
use oxidd::{BooleanFunction, HasLevel, InnerNode, Manager, ManagerRef, Node};
use oxidd_rules_bdd::simple::BDDTerminal;

/// A manager of diagrams while nobody changes it.
pub(super) type Held<'id> = <BDDManagerRef as ManagerRef>::Manager<'id>;
/// A node of a diagram.
pub(super) type At<'a, 'id> = Ref<'a, <Held<'id> as Manager>::Edge>;

/// A node that asks about an event: its level, and what follows if it happens and if not.
pub(super) struct Asks<'a, 'id: 'a> {
    pub level: u32,
    pub then: At<'a, 'id>,
    pub otherwise: At<'a, 'id>,
}

/// Returns what a node asks about; a constant instead, where it is one.
pub(super) fn asks<'a, 'id>(manager: &'a Held<'id>, node: At<'a, 'id>) -> Result<Asks<'a, 'id>, bool> {
    match manager.get_node(node) {
        Node::Inner(inner) => Ok(Asks { level: inner.level(), then: inner.child(0), otherwise: inner.child(1) }),
        Node::Terminal(terminal) => Err(*std::borrow::Borrow::<BDDTerminal>::borrow(&terminal) == BDDTerminal::True),
    }
}

/// Returns the function that holds or does not, whatever happens.
pub(super) fn constant(manager: &BDDManagerRef, holds: bool) -> BDDFunction {
    manager.with_manager_shared(|manager| if holds { BDDFunction::t(manager) } else { BDDFunction::f(manager) })
}
