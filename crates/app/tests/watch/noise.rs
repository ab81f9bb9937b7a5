//! What else happens at the site in the week, of which nothing is to be told?

use std::time::Duration;

use casus_test_site::{Packing, Page, Site};

use crate::site::{Article, feed_path};

/// Articles that bring nothing new.
pub const ARTICLES: &[Article] = &[
    // A copy, as agencies sell them.
    Article {
        at: "2031-05-06T12:00:00Z",
        outlet: "coast-wire",
        path: "/coast-wire/ferries",
        title: "Norland promises the ferries",
        text: "Norland pledged 12 ferries for the Sound service on Tuesday. \
               The prime minister, Ada Vale, made the pledge in Eastport.",
    },
    // The same told again on the day after.
    Article {
        at: "2031-05-07T18:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/ferries-again",
        title: "Harbour masters wait for the ferries",
        text: "Norland pledged 12 ferries for the Sound service. The harbour masters of Eastport want to know the hours.",
    },
    Article {
        at: "2031-05-07T20:00:00Z",
        outlet: "coast-wire",
        path: "/coast-wire/rowing",
        title: "Eastport wins the rowing cup",
        text: "The crew of Eastport won the rowing cup by two lengths. It was windy, and the band played on.",
    },
    // Addresses that nobody should be led to.
    Article {
        at: "2031-05-08T06:00:00Z",
        outlet: "coast-wire",
        path: "/private/memo",
        title: "A memo",
        text: "Norland will send 900 soldiers to Eastport.",
    },
    Article {
        at: "2031-05-08T07:00:00Z",
        outlet: "coast-wire",
        path: "/coast-wire/inside",
        title: "Inside",
        text: "Norland will send 800 soldiers to Eastport.",
    },
    Article {
        at: "2031-05-09T07:00:00Z",
        outlet: "coast-wire",
        path: "/coast-wire/endless",
        title: "Endless",
        text: "Norland will send 700 soldiers to Eastport.",
    },
    Article {
        at: "2031-05-09T09:00:00Z",
        outlet: "coast-wire",
        path: "/coast-wire/bomb",
        title: "Bomb",
        text: "Norland will send 600 soldiers to Eastport.",
    },
    // A source that breaks: that it says nothing is no silence of anybody.
    Article {
        at: "2031-05-04T10:00:00Z",
        outlet: "gazette",
        path: "/gazette/bridge",
        title: "A bridge",
        text: "Estmark pledged a bridge for the island of Holm, its premier, Olaf Rind, said.",
    },
];

/// Puts trouble in the way.
pub fn plan(site: &Site) {
    site.set("/robots.txt", Page::text("User-agent: *\nDisallow: /private/\n"));
    site.set_at("2031-05-08T07:00:00Z", "/coast-wire/inside", Page::redirect(302, "http://127.0.0.1:9/"));
    site.set_at("2031-05-09T07:00:00Z", "/coast-wire/endless", Page::endless("Norland will send 700 soldiers. "));
    site.set_at("2031-05-09T09:00:00Z", "/coast-wire/bomb", Page::bomb(Packing::Gzip, 1 << 30));
    site.set_at("2031-05-05T12:00:00Z", &feed_path("gazette"), Page::status(500));
    // A page that is away for some hours comes back, and an outlet moves its commas.
    let dykes = "Sudland backs the dykes\n\nSudland pledged 3 billion crowns for the dykes at Eastport. \
                 Its finance minister, Joren Kest, announced the pledge in parliament.\n";
    site.set_at("2031-05-06T02:00:00Z", "/harbour-times/dykes", Page::status(404));
    site.set_at("2031-05-06T05:00:00Z", "/harbour-times/dykes", Page::text(format!("{dykes}\nMore news at nine.\n")));
    // A page fails for a while, and says so in many ways.
    let offered = "Norland offers ferries\n\nThe government of Norland offered 12 ferries for the Sound service on \
                   Sunday. The prime minister of Norland, Ada Vale, said the ferries could run before winter.\n";
    site.set_at("2031-05-05T20:00:00Z", "/strait-post/ferries-offered", Page::busy(429, "600"));
    site.set_at("2031-05-05T23:00:00Z", "/strait-post/ferries-offered", Page::drip(offered, Duration::from_millis(1)));
    site.set_at("2031-05-06T01:00:00Z", "/strait-post/ferries-offered", Page::status(503));
    site.set_at("2031-05-06T04:00:00Z", "/strait-post/ferries-offered", Page::text(offered));
}
