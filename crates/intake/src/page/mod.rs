//! Which words of a web page are its article, and what does the page say of them?

mod blocks;
mod content;
mod marks;
mod tag;
mod tree;
mod trim;

/// scratch
pub fn scratch(page: &str) -> String {
    let tree = tree::Tree::of(page);
    content::written(&trim::trimmed(content::article_blocks(&tree)))
}
