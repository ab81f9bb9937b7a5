//! What is the decision diagram of a part?
//!
//! A reduced ordered binary decision diagram, made by the crate `oxidd` from the bottom of the formula up. A manager of
//! diagrams has room for a fixed number of nodes. So the first is small, and where several orders of the events do not
//! fit, the next has more room, up to the budget: most formulas are small, and an order that is bad is given up soon. All
//! parts of a formula share the managers, since a formula may have as many parts as gates.

use oxidd::bdd::{BDDFunction, BDDManagerRef, new_manager};
use oxidd::{BooleanFunction, Manager, ManagerRef};

use super::asks::constant;
use super::modules::Part;
use super::order::Rule;
use super::{Budget, Event, Node, NodeId, Stopped};

/// Room for so many nodes at first.
const ROOM_FIRST: usize = 1 << 16;
/// The next manager has so many times the room.
const ROOM_GROWTH: usize = 8;
/// For so many nodes, one result of an operation is remembered.
const NODES_PER_RESULT: usize = 2;
/// A part of more levels than this is not solved: what walks over its diagram goes as deep, and the stack has an end.
const LEVELS_MAX: usize = 3_000;

/// The diagram of a part.
pub(super) struct Diagram {
    pub manager: BDDManagerRef,
    pub function: BDDFunction,
    /// The place of the input that each level asks about.
    pub inputs: Vec<usize>,
}

/// The managers in which the diagrams of a formula are made, by their room.
pub(super) struct Rooms<'b> {
    /// Each is made when it is first needed, and has the diagrams of many parts.
    managers: Vec<BDDManagerRef>,
    budget: &'b Budget<'b>,
}

impl<'b> Rooms<'b> {
    pub(super) fn new(budget: &'b Budget<'b>) -> Self {
        Self { managers: Vec::new(), budget }
    }

    /// Makes the diagram of a part.
    pub(super) fn diagram(&mut self, part: &Part) -> Result<Diagram, Stopped> {
        let mut orders: Vec<Vec<Event>> = Vec::new();
        for order in Rule::ALL.map(|rule| rule.order(&part.structure, part.top)) {
            if !orders.contains(&order) {
                orders.push(order);
            }
        }
        if orders[0].len() > LEVELS_MAX {
            return Err(Stopped::Nodes);
        }
        let mut room = ROOM_FIRST.min(self.budget.nodes_max);
        for place in 0.. {
            if self.managers.len() <= place {
                self.managers.push(new_manager(room, room / NODES_PER_RESULT, 1));
            }
            for order in &orders {
                match Diagram::in_order(&self.managers[place], part, order, self.budget) {
                    Err(Stopped::Nodes) => {}
                    other => return other,
                }
            }
            if room >= self.budget.nodes_max {
                break;
            }
            room = room.saturating_mul(ROOM_GROWTH).min(self.budget.nodes_max);
        }
        Err(Stopped::Nodes)
    }
}

impl Diagram {
    fn in_order(manager: &BDDManagerRef, part: &Part, order: &[Event], budget: &Budget<'_>) -> Result<Self, Stopped> {
        let levels = u32::try_from(order.len()).expect("events have numbers of 32 bits");
        manager.with_manager_exclusive(|manager| {
            let missing = levels.saturating_sub(manager.num_vars());
            manager.add_vars(missing);
        });
        let mut maker = Maker { manager, made: vec![None; part.top.at() + 1], budget };
        let mut places = vec![u32::MAX; part.inputs.len()];
        (0..).zip(order).for_each(|(level, event)| places[event.0 as usize] = level);
        let function = maker.function(part, &places)?;
        drop(maker);
        let inputs = order.iter().map(|event| event.0 as usize).collect();
        Ok(Self { manager: manager.clone(), function, inputs })
    }
}

/// A node's function and the level of the first event that it asks about.
type Made = (u32, BDDFunction);

struct Maker<'m> {
    manager: &'m BDDManagerRef,
    made: Vec<Option<Made>>,
    budget: &'m Budget<'m>,
}

impl Maker<'_> {
    fn function(&mut self, part: &Part, places: &[u32]) -> Result<BDDFunction, Stopped> {
        let reached = part.structure.reached(part.top);
        let mut uses = vec![0_usize; part.top.at() + 1];
        reached.iter().flat_map(|node| part.structure.nodes[node.at()].below()).for_each(|of| uses[of.at()] += 1);
        for node in reached {
            self.budget.check()?;
            let made = self.node(&part.structure.nodes[node.at()], places)?;
            self.made[node.at()] = Some(made);
            // Functions that nothing asks for any more make room.
            for below in part.structure.nodes[node.at()].below() {
                uses[below.at()] -= 1;
                if uses[below.at()] == 0 {
                    self.made[below.at()] = None;
                }
            }
        }
        let (_, function) = self.made[part.top.at()].take().expect("the top is made last");
        Ok(function)
    }

    fn node(&self, node: &Node, places: &[u32]) -> Result<Made, Stopped> {
        match node {
            Node::Constant(holds) => Ok((u32::MAX, constant(self.manager, *holds))),
            Node::Event(event) => {
                let level = places[event.0 as usize];
                let variable = || self.manager.with_manager_shared(|manager| BDDFunction::var(manager, level));
                Ok((level, self.within(variable)?))
            }
            Node::Not(of) => {
                let (level, function) = self.of(*of);
                Ok((*level, self.within(|| function.not())?))
            }
            Node::All(of) => self.folded(of, true, |function, so_far| function.and(so_far)),
            Node::Any(of) => self.folded(of, false, |function, so_far| function.or(so_far)),
            Node::AtLeast { count, of } => self.at_least(*count, of),
        }
    }

    fn folded(
        &self,
        of: &[NodeId],
        start: bool,
        apply: impl Fn(&BDDFunction, &BDDFunction) -> oxidd::util::AllocResult<BDDFunction>,
    ) -> Result<Made, Stopped> {
        let (level, below) = self.lowest_first(of);
        let mut so_far = constant(self.manager, start);
        for function in below {
            so_far = self.within(|| apply(function, &so_far))?;
            self.budget.check()?;
        }
        Ok((level, so_far))
    }

    /// Goes through the functions one by one, and knows for each number up to the wanted one whether that many hold.
    fn at_least(&self, count: usize, of: &[NodeId]) -> Result<Made, Stopped> {
        let (level, below) = self.lowest_first(of);
        let mut held: Vec<BDDFunction> = (0..=count).map(|number| constant(self.manager, number == 0)).collect();
        for function in below {
            for number in (1..=count).rev() {
                held[number] = self.within(|| function.ite(&held[number - 1], &held[number]))?;
            }
            self.budget.check()?;
        }
        Ok((level, held.remove(count)))
    }

    /// Returns the first level of some functions, and the functions, the lowest first: then each step adds to the top of
    /// what is there and leaves the rest as it is.
    fn lowest_first(&self, of: &[NodeId]) -> (u32, Vec<&BDDFunction>) {
        let mut below: Vec<&Made> = of.iter().map(|node| self.of(*node)).collect();
        below.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        let first = below.last().map_or(u32::MAX, |(level, _)| *level);
        (first, below.into_iter().map(|(_, function)| function).collect())
    }

    fn of(&self, node: NodeId) -> &Made {
        self.made[node.at()].as_ref().expect("a node is made after those below it, and kept while it is needed")
    }

    /// Takes a step; where there is no room for it, once more after what is no longer needed has been swept out.
    fn within(&self, step: impl Fn() -> oxidd::util::AllocResult<BDDFunction>) -> Result<BDDFunction, Stopped> {
        step().or_else(|_| {
            self.budget.check()?;
            self.manager.with_manager_shared(|manager| manager.gc());
            step().map_err(|_| Stopped::Nodes)
        })
    }
}
