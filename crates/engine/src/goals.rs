//! What do the promises lead to?
//!
//! Without a dossier that declares goals, the fields of the promises stand in for them.

use casus_claim::Category;

use crate::page::Goal;
use crate::promises::Conclusions;

/// Returns a goal for each field in which something is promised, offered or weighed.
pub(crate) fn goals(conclusions: &Conclusions) -> Vec<Goal> {
    let goal = |category: &Category| {
        let promises = conclusions.promises.iter().map(|concluded| &concluded.promise);
        let live = promises.filter(|promise| promise.status.is_live() && promise.category == *category);
        let promises: Vec<String> = live.map(|promise| promise.reference.clone()).collect();
        (!promises.is_empty()).then(|| Goal { label: label(*category).to_owned(), promises })
    };
    Category::ALL.iter().filter_map(goal).collect()
}

fn label(category: Category) -> &'static str {
    match category {
        Category::Troops => "Troops on the ground",
        Category::Equipment => "Arms and equipment",
        Category::AirDefence => "Air defence",
        Category::Intelligence => "Intelligence",
        Category::Training => "Training",
        Category::Finance => "Money",
        Category::Guarantee => "Security guarantees",
        Category::Sanctions => "Sanctions",
        Category::Diplomacy => "Talks",
        Category::Concession => "Concessions",
        Category::Climate => "Climate action",
        Category::Trade => "Trade",
        Category::Humanitarian => "Relief",
        Category::Other => "Other",
    }
}
