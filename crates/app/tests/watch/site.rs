//! How is a site made of articles? Each outlet has a feed, which names an article from the instant on at which it is out.

use std::collections::BTreeMap;

use casus_test_site::{Page, Site};

/// An article of an outlet.
pub struct Article {
    /// When it is out.
    pub at: &'static str,
    /// Whose it is: the name of the outlet's feed.
    pub outlet: &'static str,
    /// The path of its page.
    pub path: &'static str,
    pub title: &'static str,
    pub text: &'static str,
}

impl Article {
    /// Returns its page.
    pub fn page(&self) -> Page {
        let Self { title, text, .. } = self;
        if self.outlet != "harbour-times" {
            return Page::text(format!("{title}\n\n{text}\n"));
        }
        // A page as outlets make them, with much around its article.
        Page::html(format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | Harbour Times</title>\
             <meta property=\"article:published_time\" content=\"{}\"><meta property=\"og:site_name\" content=\"Harbour Times\">\
             <link rel=\"canonical\" href=\"https://harbour-times.example/front\"></head><body>\
             <nav><a href=\"/\">Home</a> <a href=\"/ships\">Ships</a></nav><main><article><h1>{title}</h1><p>{text}</p></article></main>\
             <aside><h2>Most read</h2><ul><li><a href=\"/x\">Norland will send 500 soldiers to Eastport</a></li></ul></aside>\
             <footer>We use cookies. Accept all. Reject all.</footer></body></html>",
            self.at
        ))
    }
}

/// Puts articles on a site, and announces each in the feed of its outlet.
pub fn publish(site: &Site, articles: &[Article]) {
    let mut by_outlet: BTreeMap<&str, Vec<&Article>> = BTreeMap::new();
    for article in articles {
        site.set_at(article.at, article.path, article.page());
        by_outlet.entry(article.outlet).or_default().push(article);
    }
    for (outlet, mut articles) in by_outlet {
        articles.sort_by_key(|article| article.at);
        for (count, article) in articles.iter().enumerate() {
            site.set_at(article.at, &feed_path(outlet), feed(site, outlet, &articles[..=count]));
        }
    }
}

/// Returns where the feed of an outlet is.
pub fn feed_path(outlet: &str) -> String {
    format!("/{outlet}/feed.xml")
}

fn feed(site: &Site, outlet: &str, articles: &[&Article]) -> Page {
    let item = |article: &&Article| {
        let at: jiff::Timestamp = article.at.parse().expect("an article has an instant");
        let day = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
        let address = site.url(article.path);
        format!(
            "<item><title>{}</title><link>{address}</link><guid>{address}</guid><pubDate>{day}</pubDate></item>",
            article.title
        )
    };
    let items: String = articles.iter().rev().map(item).collect();
    let text = format!("<rss version=\"2.0\"><channel><title>{outlet}</title>{items}</channel></rss>");
    Page::of("application/rss+xml", text.clone()).with_etag(&format!("\"{outlet}-{}\"", articles.len()))
}
