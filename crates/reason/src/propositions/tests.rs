//! Phrases of invented states, and the propositions they are taken to mean.

use casus_text::{Origin, Source};

use super::*;
use crate::phrases::REVERSALS;

/// Reads `phrase | Name=Short, … | theme word …`, and a further `| denied` and `| head`.
fn sighting(line: &str) -> Sighting {
    let mut parts = line.split('|').map(str::trim);
    let phrase = parts.next().unwrap_or_default();
    let actors = parts.next().unwrap_or_default().split(", ").filter(|actor| !actor.is_empty());
    let source = Source::new(phrase.to_owned(), Origin::default());
    Sighting {
        quote: source.quote(source.whole()),
        actors: actors
            .map(|actor| actor.split_once('=').unwrap_or((actor, actor)))
            .map(|(name, short)| (name.to_owned(), short.to_owned()))
            .collect(),
        theme: parts.next().unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        is_denied: parts.next() == Some("denied"),
        head: parts.next().map(str::to_owned),
    }
}

/// Shows each proposition as `id "label": phrase; phrase`, and checks that the order of the sightings is of no account.
fn check(lines: &[&str], expect: &[&str]) {
    let show = |lines: &[&str], is_sorted: bool| -> Vec<String> {
        let sightings: Vec<Sighting> = lines.iter().map(|line| sighting(line)).collect();
        let each = |proposition: &Proposition| {
            assert_eq!(proposition.standing, Standing::Proposed);
            let mut phrases: Vec<&str> = proposition.phrases.iter().map(Quote::text).collect();
            if is_sorted {
                phrases.sort_unstable();
            }
            format!("{} {:?}: {}", proposition.id, proposition.label, phrases.join("; "))
        };
        Propositions::induce(&sightings).list().iter().map(each).collect()
    };
    assert_eq!(show(lines, false), expect);
    let reversed: Vec<&str> = lines.iter().rev().copied().collect();
    assert_eq!(show(&reversed, true), show(lines, true));
}

#[test]
fn the_same_actors_and_theme_are_one_proposition() {
    check(
        &[
            "continued ARS support | Aral Republics=ARS | support",
            "backing from the A.R.S. | Aral Republics=A.R.S. | support",
            "support from Borovia | Borovia | support",
        ],
        &[
            r#"ars-support "ARS support": continued ARS support; backing from the A.R.S."#,
            r#"borovia-support "support from Borovia": support from Borovia"#,
        ],
    );
}

#[test]
fn a_theme_that_contains_another_is_a_proposition_of_its_own() {
    check(
        &[
            "a Borovian attack | Borovia | attack",
            "an end to Borovian attacks | Borovia | attack end",
            "Borovian military support | Borovia | military support",
            "Borovian support | Borovia | support",
        ],
        &[
            r#"borovia-attack "Borovian attack": a Borovian attack"#,
            r#"borovia-end-attack "end to Borovian attacks": an end to Borovian attacks"#,
            r#"borovia-military-support "Borovian military support": Borovian military support"#,
            r#"borovia-support "Borovian support": Borovian support"#,
        ],
    );
}

#[test]
fn words_that_only_grade_do_not_tell_propositions_apart() {
    check(
        &[
            "a clear Borovian mandate | Borovia | clear mandate",
            "the mandate of Borovia | Borovia | mandate",
            "the  truce,||truce",
        ],
        &[
            r#"borovia-mandate "Borovian mandate": a clear Borovian mandate; the mandate of Borovia"#,
            r#"truce "truce": the  truce,"#,
        ],
    );
}

#[test]
fn an_id_has_each_word_once_in_the_order_of_the_phrase() {
    check(
        &[
            "a lasting river agreement | | agreement lasting river",
            "its consent | Borovia | consent",
            "observers are on site | observers | observer site",
        ],
        &[
            r#"borovia-consent "its consent (Borovia)": its consent"#,
            r#"lasting-river-agreement "lasting river agreement": a lasting river agreement"#,
            r#"observers-site "observers are on site": observers are on site"#,
        ],
    );
}

#[test]
fn a_phrase_without_a_theme_means_only_its_own_words() {
    check(
        &["Borovia | Borovia |", "borovia | Borovia |", "both of them | |", "???| |"],
        &[
            r#"borovia "Borovia": Borovia; borovia"#,
            r#"both-of-them "both of them": both of them"#,
            r#"proposition "???": ???"#,
        ],
    );
}

#[test]
fn a_long_phrase_is_cut_in_its_label() {
    let phrase = "the last of the ferries that carry grain across the narrow strait has come home again";
    check(
        &[&format!("{phrase} | | ferry")],
        &[&format!(r#"ferry "last of the ferries that carry grain across the narrow…": {phrase}"#)],
    );
}

#[test]
fn ids_are_unique() {
    check(
        &["the vote | North Vale=Vale | vote", "a vote | South Vale=Vale | vote"],
        &[r#"vale-vote "vote (Vale)": the vote"#, r#"vale-vote-2 "vote (Vale)": a vote"#],
    );
}

#[test]
fn a_promise_brings_about_what_its_debtors_do_and_nothing_that_names_no_actor() {
    let sightings = ["Borovian support | Borovia | support", "a truce | | truce"].map(sighting);
    let propositions = Propositions::induce(&sightings);
    let by = |actors: &[&str], theme: &[&str]| {
        let theme: Vec<String> = theme.iter().map(|&word| word.to_owned()).collect();
        propositions.brought_about(&actors.iter().map(|&name| name.to_owned()).collect(), &theme).map(|id| &*id.0)
    };
    assert_eq!(by(&["Borovia"], &["provide", "support"]), Some("borovia-support"));
    assert_eq!(by(&["Borovia"], &["end", "support"]), None);
    assert_eq!(by(&["Aral Republics"], &["support"]), None);
    assert_eq!(by(&["Borovia"], &["truce"]), None);
    assert_eq!(by(&[], &["truce"]), None);
    assert_eq!(by(&["Borovia"], &[]), None);
}

#[test]
fn the_list_of_shades_is_sorted_words() {
    let shades: Vec<&str> = shades().collect();
    assert!(shades.is_sorted(), "the list is not sorted");
    for shade in shades {
        assert!(shade.chars().all(|c| c.is_ascii_lowercase()), "`{shade}` is no lower-case word");
        check(
            &["Borovian aid | Borovia | aid", &format!("{shade} Borovian aid | Borovia | aid {shade}")],
            &[&format!(r#"borovia-aid "Borovian aid": Borovian aid; {shade} Borovian aid"#)],
        );
    }
}

/// Shows what each sighting means beside declared propositions, given as `id: phrase, phrase`.
fn check_known(known: &[&str], lines: &[&str], expect: &[&str]) {
    let declare = |line: &&str| {
        let (id, phrases) = line.split_once(": ").unwrap_or((line, ""));
        let phrases = phrases.split(", ").filter(|phrase| !phrase.is_empty()).map(str::to_owned).collect();
        KnownProposition { id: PropositionId(id.to_owned()), label: id.to_uppercase(), phrases }
    };
    let known: Vec<KnownProposition> = known.iter().map(declare).collect();
    let sightings: Vec<Sighting> = lines.iter().map(|line| sighting(line)).collect();
    let propositions = Propositions::with_known(&known, &[], &sightings);
    let standing = |id: &PropositionId| {
        let listed = propositions.list().iter().find(|proposition| proposition.id == *id);
        listed.expect("what is meant is listed").standing
    };
    let one = |meant: &Condition<PropositionId>| {
        let names: Vec<String> = meant.atoms().iter().map(|id| format!("{id} ({})", standing(id))).collect();
        names.join(if matches!(meant, Condition::Any(_)) { " or " } else { " and " })
    };
    let meant: Vec<String> = propositions.meant().iter().map(one).collect();
    assert_eq!(meant, expect);
    assert!(known.iter().all(|known| propositions.list().iter().any(|listed| listed.id == known.id)));
}

#[test]
fn a_declared_phrase_is_heard_in_longer_words_and_whatever_means_the_same_goes_with_it() {
    check_known(
        &["backing: backing from the A.R.S.", "truce: a truce, the guns are silent", "idle"],
        &[
            "clear Backing from the ARS | Aral Republics=ARS | support",
            "ARS support | Aral Republics=ARS | support",
            "once the guns are silent | | gun silent",
            "a truces pact | | pact",
            "backing from Borovia | Borovia | support",
        ],
        &[
            "backing (declared)",
            "backing (declared)",
            "truce (declared)",
            "pact (proposed)",
            "borovia-support (proposed)",
        ],
    );
}

#[test]
fn the_longest_phrase_decides_and_a_reversal_is_not_heard() {
    check_known(
        &["truce: truce", "signed: signed truce", "collapse: collapse of the truce"],
        &[
            "a signed truce | | sign truce",
            "the truce | | truce",
            "the collapse of the truce | | collapse truce",
            "failure of the truce | | failure truce",
        ],
        &["signed (declared)", "truce (declared)", "collapse (declared)", "failure-truce (proposed)"],
    );
}

#[test]
fn several_phrases_in_one_sighting_mean_all_or_any_of_them() {
    check_known(
        &["truce: truce", "mandate: mandate, mandate of the Council", "pact: pact"],
        &[
            "a truce with a mandate of the Council | | mandate truce",
            "a truce or a pact | | pact truce",
            "a pact, truce by truce | | pact",
            "a truce without a mandate | | truce",
        ],
        &[
            "truce (declared) and mandate (declared)",
            "truce (declared) or pact (declared)",
            "pact (declared) and truce (declared)",
            "truce-2 (proposed)",
        ],
    );
}

#[test]
fn what_is_denied_is_the_contrary_of_what_is_affirmed() {
    let lines =
        ["no truce holds | | truce hold | denied", "the truce holds | | truce hold", "no vote | | vote | denied"];
    let sightings: Vec<Sighting> = lines.iter().map(|line| sighting(line)).collect();
    let propositions = Propositions::induce(&sightings);
    let ids: Vec<&str> = propositions.list().iter().map(|proposition| proposition.id.0.as_str()).collect();
    assert_eq!(ids, ["no-vote", "truce-hold"]);
    let id = |id: &str| Condition::Atom(PropositionId(id.to_owned()));
    assert_eq!(propositions.meant(), [id("truce-hold").negated(), id("truce-hold"), id("no-vote")]);
}

#[test]
fn an_id_that_is_declared_is_taken() {
    check_known(&["truce: the guns are silent"], &["a truce | | truce"], &["truce-2 (proposed)"]);
}

/// Shows what a sighting means beside the phrase `a: …` of a declared proposition, and how.
fn check_alike(gists: &[&str], line: &str, expect: &str) {
    let gist = |line: &&str| {
        let (id, line) = line.split_once(": ").expect("a gist has an id");
        let Sighting { quote, actors, theme, .. } = sighting(line);
        let phrase = quote.text().to_owned();
        let words = words(&phrase).into_iter().chain(theme.clone()).collect();
        Gist { proposition: PropositionId(id.to_owned()), phrase, actors: actors.into_keys().collect(), theme, words }
    };
    let gists: Vec<Gist> = gists.iter().map(gist).collect();
    let known = |gist: &Gist| KnownProposition {
        id: gist.proposition.clone(),
        label: gist.proposition.to_string(),
        phrases: vec![gist.phrase.clone()],
    };
    let known: Vec<KnownProposition> = gists.iter().map(known).collect();
    let propositions = Propositions::with_known(&known, &gists, &[sighting(line)]);
    let not = if matches!(propositions.meant()[0], Condition::Not(_)) { "not " } else { "" };
    let meant = propositions.meant()[0].atoms()[0].to_string();
    assert_eq!(format!("{not}{meant}, {:?}", propositions.means()[0]), expect, "{line}");
}

#[test]
fn head_actors_and_theme_of_a_declared_phrase_tell_what_is_meant() {
    let backing = &["backing: backing from Borovia | Borovia | support"];
    let by_head = "backing, HeadAndActors";
    check_alike(backing, "Borovian support | Borovia | support | | support", by_head);
    check_alike(backing, "clear support by Borovia first | Borovia | clear first support | | support", by_head);
    check_alike(backing, "no Borovian support | Borovia | support | denied | support", "not backing, HeadAndActors");
    let two = &["guns: Borovia moves its guns from Callow | Borovia, Callow | gun move"];
    check_alike(two, "Borovia moved the guns from Callow | Borovia, Callow | gun move | | move", "guns, HeadAndActors");
}

#[test]
fn another_head_bearing_order_or_reading_leaves_it_open() {
    let backing = "backing: backing from Borovia | Borovia | support";
    let open = |line: &str, id: &str| check_alike(&[backing], line, &format!("{id}, Nothing"));
    open("support for Borovia | Borovia | support | | support", "borovia-support");
    open("Borovian support | Borovia | support | | visit", "borovia-support");
    open("Borovian support | Borovia | support", "borovia-support");
    open("a loss of Borovian support | Borovia | support | | support", "borovia-support");
    open("Callow support | Callow | support | | support", "callow-support");
    let attack = &["attack: Borovia attacks Callow | Borovia, Callow | attack"];
    check_alike(
        attack,
        "Callow attacks Borovia | Borovia, Callow | attack | | attack",
        "borovia-callow-attack, Nothing",
    );
    let leaving = &["leave: the withdrawal of Borovia | Borovia | withdrawal"];
    let line = "the withdrawal from Borovia | Borovia | withdrawal | | withdrawal";
    check_alike(leaving, line, "borovia-withdrawal, Nothing");
    // Two propositions are meant alike.
    let two = &[backing, "other: aid from Borovia | Borovia | support"];
    check_alike(two, "Borovian support | Borovia | support | | support", "borovia-support, Nothing");
}

#[test]
fn what_is_left_has_candidates_and_they_change_nothing() {
    let gist = |id: &str, phrase: &str, theme: &[&str]| Gist {
        proposition: PropositionId(id.to_owned()),
        phrase: phrase.to_owned(),
        actors: BTreeSet::new(),
        theme: theme.iter().map(|&word| word.to_owned()).collect(),
        words: words(phrase),
    };
    let gists = [gist("truce", "a truce", &["truce"]), gist("vote", "a vote", &["vote"])];
    let sightings = ["a lasting truce | | lasting truce | | truce", "a harvest | | harvest | | harvest"].map(sighting);
    let known = ["truce", "vote"].map(|id| KnownProposition {
        id: PropositionId(id.to_owned()),
        label: id.to_owned(),
        phrases: Vec::new(),
    });
    let propositions = Propositions::with_known(&known, &gists, &sightings);
    let candidates = propositions.candidates(&gists, &sightings);
    let shown: Vec<String> = candidates
        .iter()
        .flat_map(|(id, all)| {
            all.iter().map(move |one| format!("{id}: {} {} {:?}", one.proposition, one.score, one.theme))
        })
        .collect();
    assert_eq!(shown, [r#"lasting-truce: truce 70 ["truce"]"#]);
    assert_eq!(propositions.means(), [Means::Nothing, Means::Nothing]);
}

#[test]
fn the_list_of_reversals_is_sorted_words() {
    let lines: Vec<&str> = REVERSALS.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.is_sorted(), "the list is not sorted");
    for word in lines {
        assert_eq!(words(word), [word], "`{word}` is no lower-case word");
        let phrase = format!("{word} truce | | {word} truce");
        check_known(&["truce: truce"], &[&phrase], &[&format!("{word}-truce (proposed)")]);
    }
}
