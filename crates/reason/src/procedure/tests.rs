//! What must hold of procedures, measured against going through every coalition and against published figures.

use num_bigint::BigUint;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn consents(voters: impl IntoIterator<Item = Voter>) -> Vec<Rule> {
    voters.into_iter().map(Rule::Consent).collect()
}

fn vote(weights: &[u32], terms: &Terms) -> Rule {
    let members: Vec<_> = weights.iter().enumerate().map(|(voter, &weight)| (voter, Decimal::from(weight))).collect();
    Rule::Vote(Vote::new(&members, terms).expect("the vote can be taken"))
}

fn indices(rule: &Rule, of: impl Fn(&Power) -> Ratio) -> Vec<String> {
    let analysis = analyse(rule, &Said::default(), 3).expect("there are few voters");
    let mut power = analysis.power;
    power.sort_by_key(|power| power.voter);
    power.iter().map(|power| of(power).to_string()).collect()
}

/// The Council of the European Economic Community of 1958: 4, 4, 4, 2, 2 and 1 votes, of which 12 carry. The last member
/// was a dummy player (Brams and Affuso 1976).
#[test]
fn the_first_council_has_its_published_power() {
    let rule = vote(&[4, 4, 4, 2, 2, 1], &Terms { weight: Some(Decimal::from(12)), ..Terms::default() });
    assert_eq!(indices(&rule, |power| power.banzhaf.clone()), ["5/21", "5/21", "5/21", "1/7", "1/7", "0/1"]);
    assert_eq!(indices(&rule, |power| power.shapley_shubik.clone()), ["7/30", "7/30", "7/30", "3/20", "3/20", "0/1"]);
    let analysis = analyse(&rule, &Said::default(), 10).expect("there are six members");
    assert_eq!(analysis.winning, BigUint::from(14_u8));
    let smallest = analysis.smallest_winning.expect("it can carry");
    assert_eq!((smallest.size, smallest.listed), (3, vec![vec![0, 1, 2]]));
    let blocking = analysis.smallest_blocking.expect("it can be blocked");
    assert_eq!((blocking.size, blocking.count, blocking.listed.len()), (2, BigUint::from(9_u8), 9));
    assert_eq!(analysis.vetoes, [] as [Voter; 0]);
}

/// The Security Council: nine of fifteen with the five permanent members; by Shapley and Shubik each of these has 421/2145.
#[test]
fn the_security_council_has_its_published_power() {
    let of = consents(0..15);
    let rule = Rule::All(vec![Rule::All(consents(0..5)), Rule::AtLeast { count: 9, of }]);
    let power = indices(&rule, |power| power.shapley_shubik.clone());
    assert_eq!((power[0].as_str(), power[14].as_str()), ("421/2145", "4/2145"));
    let analysis = analyse(&rule, &Said::default(), 2).expect("there are fifteen members");
    assert_eq!(analysis.vetoes, [0, 1, 2, 3, 4]);
    assert_eq!(analysis.smallest_blocking.expect("it can be blocked").listed, [[0], [1]]);
    let smallest = analysis.smallest_winning.expect("it can carry");
    assert_eq!((smallest.size, smallest.count), (9, BigUint::from(210_u8)));
}

#[test]
fn what_was_said_decides_what_is_left() {
    let rule = vote(&[5, 3, 2, 2], &Terms { at_least: Some(2), weight: Some(Decimal::from(7)), ..Terms::default() });
    let after = |yes: &[Voter], no: &[Voter]| {
        let said = Said { yes: yes.iter().copied().collect(), no: no.iter().copied().collect() };
        let analysis = analyse(&rule, &said, 5).expect("there are four members");
        let smallest = analysis.smallest_winning.map(|it| it.listed);
        format!("{} {smallest:?} {:?}", analysis.outcome.word(), analysis.vetoes)
    };
    assert_eq!(after(&[0], &[]), "open Some([[1], [2], [3]]) []");
    assert_eq!(after(&[0, 3], &[1]), "carried Some([[]]) []");
    assert_eq!(after(&[], &[0]), "open Some([[1, 2, 3]]) [1, 2, 3]");
    assert_eq!(after(&[1], &[0, 2]), "lost None []");
}

#[test]
fn shares_are_reached_exactly() {
    let tenth: Decimal = "0.1".parse().expect("a decimal");
    let members: Vec<_> = (0..10).map(|voter| (voter, tenth)).collect();
    let terms = Terms { weight_share: "0.7".parse().ok(), share: "0.55".parse().ok(), ..Terms::default() };
    let rule = Rule::Vote(Vote::new(&members, &terms).expect("the vote can be taken"));
    assert!(rule.carries(&|voter| voter < 7) && !rule.carries(&|voter| voter < 6));
    let terms = Terms { share: "0.55".parse().ok(), ..Terms::default() };
    let rule = Rule::Vote(Vote::new(&members, &terms).expect("the vote can be taken"));
    assert!(rule.carries(&|voter| voter < 6) && !rule.carries(&|voter| voter < 5));
    let check = |terms: &Terms, expect| assert_eq!(Vote::new(&members, terms), Err(expect));
    check(&Terms { at_least: Some(11), ..Terms::default() }, Voteless::OutOfReach);
    check(&Terms { weight: Some(Decimal::from(2)), ..Terms::default() }, Voteless::OutOfReach);
    check(&Terms { share: Some(Decimal::from(-1)), ..Terms::default() }, Voteless::Negative);
    check(&Terms { weight: Some(Decimal::MAX), ..Terms::default() }, Voteless::TooLarge);
}

/// Twenty-seven members, fifteen of them with 65 percent of the weight, and at least four to block.
#[test]
fn a_double_majority_of_many_is_counted_at_once() {
    let weights: Vec<u32> = (1..=27).map(|at| at * at + 40).collect();
    let terms =
        Terms { at_least: Some(15), weight_share: "0.65".parse().ok(), blocking_at_least: Some(4), ..Terms::default() };
    let analysis = analyse(&vote(&weights, &terms), &Said::default(), 4).expect("the weights are small");
    let sum: f64 = analysis.power.iter().map(|power| power.shapley_shubik.value()).sum();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    assert_eq!(analysis.power[0].voter, 26);
    assert_eq!(analysis.smallest_winning.expect("it can carry").size, 15);
    assert_eq!(analysis.smallest_blocking.expect("it can be blocked").size, 5);
}

#[test]
fn what_is_too_much_is_said_to_be() {
    let weights: Vec<u32> = (0..27).map(|at| 80_000_001 + at).collect();
    let fine = vote(&weights, &Terms { at_least: Some(20), ..Terms::default() });
    assert_eq!(analyse(&fine, &Said::default(), 1), Err(Unsolved::TooFine));
    let half = |from: usize| Rule::AtLeast { count: 6, of: consents(from..from + 12) };
    let nested = Rule::Any(vec![half(0), half(12)]);
    assert_eq!(analyse(&nested, &Said::default(), 1), Err(Unsolved::TooMany { players: 24 }));
}

const VOTERS: usize = 9;

fn any_vote() -> impl Strategy<Value = Rule> {
    let weights = prop::collection::vec(0_u32..12, 1..=VOTERS);
    (weights, 0_usize..=VOTERS, 0_u32..=100, 0_u32..=100, 0_usize..4).prop_map(
        |(weights, count, share, of_weight, blocking)| {
            let percent = |share: u32| Some(Decimal::new(i64::from(share), 2));
            let terms = Terms {
                at_least: Some(count.min(weights.len())),
                share: percent(share),
                weight_share: percent(of_weight),
                blocking_at_least: Some(blocking.min(weights.len())),
                ..Terms::default()
            };
            vote(&weights, &terms)
        },
    )
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let leaf = prop_oneof![(0..VOTERS).prop_map(Rule::Consent), any_vote()];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            parts().prop_map(Rule::All),
            parts().prop_map(Rule::Any),
            (0_usize..4, parts()).prop_map(|(count, of)| Rule::AtLeast { count, of }),
        ]
    })
}

fn any_vetoed_vote() -> impl Strategy<Value = Rule> {
    (any_vote(), prop::collection::vec(0..VOTERS + 2, 0..3))
        .prop_map(|(vote, vetoes)| Rule::All([vec![vote], consents(vetoes)].concat()))
}

fn any_said() -> impl Strategy<Value = Said> {
    prop::collection::vec(0_u8..6, VOTERS + 2).prop_map(|said| {
        let of = |word| (0..said.len()).filter(|&voter| said[voter] == word).collect();
        Said { yes: of(0), no: of(1) }
    })
}

/// Holds an analysis against every coalition of those who have not spoken.
fn check(rule: &Rule, said: &Said) -> Result<(), TestCaseError> {
    let players: Vec<Voter> = rule.voters().into_iter().filter(|&voter| said.is_open(voter)).collect();
    let count = players.len();
    let members = |coalition: usize| -> Vec<Voter> {
        (0..count).filter(|at| coalition >> at & 1 == 1).map(|at| players[at]).collect()
    };
    let all = (1_usize << count) - 1;
    let wins = |coalition: usize| {
        let members = members(coalition);
        rule.carries(&|voter| said.yes.contains(&voter) || members.contains(&voter))
    };
    let wins: Vec<bool> = (0..=all).map(wins).collect();
    let found = analyse(rule, said, usize::MAX).expect("there are few voters");
    prop_assert_eq!(&found.players, &players);
    prop_assert_eq!(&found.winning, &BigUint::from(wins.iter().filter(|wins| **wins).count()));
    let outcome = if wins[0] {
        Outcome::Carried
    } else if wins[all] {
        Outcome::Open
    } else {
        Outcome::Lost
    };
    prop_assert_eq!(found.outcome, outcome);
    let smallest = |is_one: &dyn Fn(usize) -> bool| {
        let size = (0..=all).filter(|&it| is_one(it)).map(|it| it.count_ones()).min()?;
        let of_size = (0..=all).filter(|&it| it.count_ones() == size && is_one(it));
        let mut listed: Vec<Vec<Voter>> = of_size.map(members).collect();
        listed.sort();
        Some(Coalitions { size: size as usize, count: BigUint::from(listed.len()), listed })
    };
    prop_assert_eq!(&found.smallest_winning, &smallest(&|it| wins[it]));
    prop_assert_eq!(&found.smallest_blocking, &smallest(&|it| !wins[all & !it]));
    let is_veto = |at: &usize| wins[all] && !wins[all & !(1 << at)];
    prop_assert_eq!(&found.vetoes, &(0..count).filter(is_veto).map(|at| players[at]).collect::<Vec<_>>());
    let factorial = |number: usize| (1..=number).map(|it| it as f64).product::<f64>();
    let swings =
        |at: usize| (0..=all).filter(|it| it >> at & 1 == 0 && !wins[*it] && wins[it | 1 << at]).collect::<Vec<_>>();
    let every: usize = (0..count).map(|at| swings(at).len()).sum();
    for power in &found.power {
        let at = players.iter().position(|player| *player == power.voter).expect("it is a player");
        let swings = swings(at);
        prop_assert_eq!(&power.swings, &BigUint::from(swings.len()));
        let of = |below: usize| if below == 0 { 0.0 } else { swings.len() as f64 / below as f64 };
        let shapley = |it: &usize| {
            let size = it.count_ones() as usize;
            factorial(size) * factorial(count - 1 - size) / factorial(count)
        };
        let close = |ratio: &Ratio, expect: f64| (ratio.value() - expect).abs() < 1e-12;
        prop_assert!(close(&power.banzhaf, of(every)));
        prop_assert!(close(&power.penrose, of(1 << (count - 1))));
        prop_assert!(close(&power.shapley_shubik, swings.iter().map(shapley).sum::<f64>()));
    }
    let order: Vec<_> =
        found.power.iter().map(|power| (std::cmp::Reverse(power.swings.clone()), power.voter)).collect();
    prop_assert!(order.is_sorted());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_vote_with_vetoes_is_counted_as_its_coalitions_are(rule in any_vetoed_vote(), said in any_said()) {
        check(&rule, &said)?;
    }

    #[test]
    fn any_formula_is_counted_as_its_coalitions_are(rule in any_rule(), said in any_said()) {
        check(&rule, &said)?;
    }
}
