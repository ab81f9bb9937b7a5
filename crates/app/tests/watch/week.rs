//! What happens in the week, and what is to be told of it? Everything here is invented.

use casus_test_site::{Page, Site};

use crate::noise;
use crate::site::{Article, publish};

/// What is out before the week begins, and told to nobody.
const BEFORE: &[Article] = &[
    Article {
        at: "2031-05-04T08:00:00Z",
        outlet: "strait-post",
        path: "/strait-post/ferries-offered",
        title: "Norland offers ferries",
        text: "The government of Norland offered 12 ferries for the Sound service on Sunday. \
               The prime minister of Norland, Ada Vale, said the ferries could run before winter.",
    },
    Article {
        at: "2031-05-04T09:00:00Z",
        outlet: "strait-post",
        path: "/strait-post/pumps",
        title: "Pumps for the lowlands",
        text: "Estmark will deliver 200 pumps to Norland by 14 May 2031. The pumps are needed in the lowlands.",
    },
    Article {
        at: "2031-05-04T10:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/dykes",
        title: "Sudland backs the dykes",
        text: "Sudland pledged 3 billion crowns for the dykes at Eastport. \
               Its finance minister, Joren Kest, announced the pledge in parliament.",
    },
    Article {
        at: "2031-05-04T11:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/locks",
        title: "Westmark and the river treaty",
        text: "Westmark pledged 40 engineers for the locks if the parliament of Norland ratifies the river treaty.",
    },
];

/// What happens in the week.
const NEWS: &[Article] = &[
    Article {
        at: "2031-05-06T10:00:00Z",
        outlet: "strait-post",
        path: "/strait-post/ferries-pledged",
        title: "Norland promises the ferries",
        text: "Norland pledged 12 ferries for the Sound service on Tuesday. \
               The prime minister, Ada Vale, made the pledge in Eastport.",
    },
    Article {
        at: "2031-05-06T15:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/doctors",
        title: "Ostmark sends doctors",
        text: "Ostmark will send 60 doctors to the flooded towns. \
               The health minister of Ostmark, Lena Burg, announced it on Tuesday.",
    },
    Article {
        at: "2031-05-07T10:00:00Z",
        outlet: "strait-post",
        path: "/strait-post/money-tied",
        title: "Sudland ties its money",
        text: "Sudland will pay 3 billion crowns for the dykes at Eastport if the Sound treaty is signed, \
               its finance minister, Joren Kest, said on Wednesday.",
    },
    Article {
        at: "2031-05-08T14:00:00Z",
        outlet: "strait-post",
        path: "/strait-post/meeting",
        title: "Thirty-five states at the Eastport meeting",
        text: "Thirty-five states took part in the Eastport meeting on 8 May 2031. \
               The delegates spoke about the Sound service.",
    },
    Article {
        at: "2031-05-08T19:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/meeting",
        title: "Delegates meet in Eastport",
        text: "A total of 31 states took part in the Eastport meeting on 8 May 2031. Many delegates came by ship.",
    },
    Article {
        at: "2031-05-09T16:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/ferries-back",
        title: "Norland takes ferries back",
        text: "Norland withdrew its pledge of 12 ferries for the Sound service on Friday. \
               The prime minister, Ada Vale, gave no reason.",
    },
    Article {
        at: "2031-05-10T12:00:00Z",
        outlet: "harbour-times",
        path: "/harbour-times/ratified",
        title: "Norland ratifies river treaty",
        text: "The parliament of Norland ratified the river treaty on Saturday. The vote was 80 to 41.",
    },
];

/// What is told, in its order.
pub const TOLD: &[&str] = &[
    "stronger Norland: 12 ferries for the Sound service on Tuesday",
    "new Ostmark: send 60 doctors to the flooded towns",
    "due Estmark: deliver 200 pumps to Norland by 14 May 2031",
    "conditional Sudland: pay 3 billion crowns for the dykes at Eastport",
    "goal Goal “Money for the dykes” is open, and was out of reach",
    "edited Harbour Times: “Ostmark sends doctors” was edited",
    "contradicted Sources disagree (count) on: A total of 31 states took part in the Eastport meeting on 8 May 2031",
    "gone “Pumps for the lowlands” is no longer there",
    "withdrawn Norland: its pledge of 12 ferries for the Sound service on Friday",
    "met Westmark: 40 engineers for the locks",
];

/// Returns the file of the dossier.
pub fn dossier(site: &Site) -> String {
    let host = site.host();
    let feed = |outlet: &str| {
        format!(
            "[[source]]\nname = \"{outlet}\"\nfeed = \"{}\"\nevery = \"1h\"\n",
            site.url(&crate::site::feed_path(outlet))
        )
    };
    let feeds: String = ["strait-post", "harbour-times", "coast-wire", "gazette"].map(feed).concat();
    format!(
        "[dossier]\ntitle = \"The Sound\"\n\n[watch]\nallow = [\"{host}\"]\n\n{feeds}\n\
         [[channel]]\nname = \"log\"\nfile = \"alerts.jsonl\"\n\n[[channel]]\nname = \"feed\"\natom = \"alerts.xml\"\n\n\
         [[channel]]\nname = \"hook\"\nwebhook = \"{}\"\nsecret_from = \"DESK_SECRET\"\n\n\
         [[goal]]\nid = \"dykes\"\nlabel = \"Money for the dykes\"\nneeds = {{ category = \"finance\", at_least = 1, strength = \"pledged\" }}\n",
        site.url("/hook")
    )
}

/// Puts the week on a site.
pub fn plan(site: &Site) {
    publish(site, &BEFORE.iter().chain(NEWS).chain(noise::ARTICLES).map(copied).collect::<Vec<_>>());
    noise::plan(site);
    site.set("/hook", Page::status(204));
    let doctors = NEWS.iter().find(|article| article.path.ends_with("/doctors")).expect("it is there");
    let fewer = Article {
        text: "Ostmark will send 45 doctors to the flooded towns. \
                                 The health minister of Ostmark, Lena Burg, announced it on Tuesday.",
        ..copied(doctors)
    };
    site.set_at("2031-05-08T08:00:00Z", doctors.path, fewer.page());
    site.set_at("2031-05-09T08:00:00Z", "/strait-post/pumps", Page::status(410));
}

fn copied(article: &Article) -> Article {
    Article { ..*article }
}
