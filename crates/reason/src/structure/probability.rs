//! How probable is it that a part holds, when its inputs are independent?

use hashbrown::HashMap;
use num_bigint::BigUint;
use oxidd::bdd::{BDDFunction, BDDManagerRef};
use oxidd::{BooleanFunction, Function, ManagerRef};

use super::Stopped;
use super::asks::{Asks, asks, constant};

/// The probability of a part, and its slope in each input: Birnbaum's importance.
#[derive(Clone, Debug)]
pub(super) struct Probability {
    pub value: f64,
    /// By the place of the input.
    pub slopes: Vec<f64>,
}

/// A node in the list, a constant at places 0 and 1.
struct Step {
    level: usize,
    then: usize,
    otherwise: usize,
}

/// The nodes of a diagram, each behind those below it.
pub(super) struct Steps {
    steps: Vec<Step>,
    top: usize,
}

impl Steps {
    /// Lists the nodes of the diagram of a function.
    pub(super) fn of(manager: &BDDManagerRef, function: &BDDFunction) -> Self {
        manager.with_manager_shared(|manager| {
            // The first two places are those of the constants.
            let mut steps = Vec::new();
            let mut places: HashMap<usize, usize> = HashMap::new();
            let mut ahead = vec![(function.as_edge(manager), false)];
            let mut top = 0;
            while let Some((node, is_back)) = ahead.pop() {
                let id = node.node_id();
                match asks(manager, node) {
                    Err(holds) => {
                        top = usize::from(holds);
                        places.insert(id, top);
                    }
                    Ok(Asks { level, then, otherwise }) if is_back => {
                        let [then, otherwise] = [then, otherwise].map(|child| places[&child.node_id()]);
                        top = steps.len() + 2;
                        places.insert(id, top);
                        steps.push(Step { level: level as usize, then, otherwise });
                    }
                    Ok(Asks { then, otherwise, .. }) => {
                        if !places.contains_key(&id) {
                            ahead.push((node, true));
                            let new = [otherwise, then].into_iter().filter(|it| !places.contains_key(&it.node_id()));
                            ahead.extend(new.map(|it| (it, false)));
                        }
                    }
                }
            }
            Self { steps, top }
        })
    }

    /// Returns whether the function may be false and whether it may be true, where each level may be so too.
    pub(super) fn may_be(&self, levels: &[[bool; 2]]) -> [bool; 2] {
        let mut all = vec![[true, false], [false, true]];
        for step in &self.steps {
            let [may_not, may] = levels[step.level];
            let (then, otherwise) = (all[step.then], all[step.otherwise]);
            all.push([0, 1].map(|value| may && then[value] || may_not && otherwise[value]));
        }
        all[self.top]
    }

    /// Makes the function again in another manager, which has a variable for each level.
    pub(super) fn function(&self, manager: &BDDManagerRef) -> Result<BDDFunction, Stopped> {
        let mut made = vec![constant(manager, false), constant(manager, true)];
        for step in &self.steps {
            let level = u32::try_from(step.level).expect("levels have numbers of 32 bits");
            let event = manager.with_manager_shared(|manager| BDDFunction::var(manager, level));
            let function = event.and_then(|event| event.ite(&made[step.then], &made[step.otherwise]));
            made.push(function.map_err(|_| Stopped::Nodes)?);
        }
        Ok(made.swap_remove(self.top))
    }

    /// Counts the worlds in which the function holds, where what each level asks about can happen in so many ways.
    pub(super) fn worlds(&self, ways: &[BigUint]) -> BigUint {
        let level = |place: usize| place.checked_sub(2).map_or(ways.len(), |step| self.steps[step].level);
        // What nobody asks about may happen or not.
        let between = |from: usize, to: usize| ways[from..to].iter().map(|ways| ways + 1_u8).product::<BigUint>();
        let mut counts = vec![BigUint::from(0_u8), BigUint::from(1_u8)];
        for step in &self.steps {
            let below = |place: usize| &counts[place] * between(step.level + 1, level(place));
            let count = below(step.then) * &ways[step.level] + below(step.otherwise);
            counts.push(count);
        }
        &counts[self.top] * between(0, level(self.top))
    }

    /// Works out the probability from those of the levels, and its slope in each.
    pub(super) fn probability(&self, levels: &[f64]) -> Probability {
        let mut values = vec![0.0, 1.0];
        for step in &self.steps {
            let happens = levels[step.level];
            values.push(happens * values[step.then] + (1.0 - happens) * values[step.otherwise]);
        }
        // From the top down: how much the whole moves when the value of a node does.
        let (mut weights, mut slopes) = (vec![0.0; values.len()], vec![0.0; levels.len()]);
        weights[self.top] = 1.0;
        for (place, step) in self.steps.iter().enumerate().rev() {
            let (weight, happens) = (weights[place + 2], levels[step.level]);
            slopes[step.level] += weight * (values[step.then] - values[step.otherwise]);
            weights[step.then] += weight * happens;
            weights[step.otherwise] += weight * (1.0 - happens);
        }
        Probability { value: values[self.top], slopes }
    }
}
