//! Does the PostgreSQL server that the tests are lent answer?
//!
//! `cargo xtask test` lends one; `cargo xtask postgres` keeps one for tests that are run by hand. Without a server the
//! test says that it was left out.

use std::env;
use std::fs::OpenOptions;
use std::io::Write;

use libtest_mimic::{Arguments, Trial};
use postgres::{Client, NoTls};

/// Names the URL of the server.
const SERVER: &str = "CASUS_TEST_POSTGRES";

/// Names the file to which whoever has talked to the server adds a line.
const SEEN: &str = "CASUS_TEST_POSTGRES_SEEN";

fn main() {
    let url = env::var(SERVER).ok();
    let is_missing = url.is_none();
    let trial = Trial::test("the_server_answers", move || {
        check(&url.expect("the test runs only where there is a server"));
        Ok(())
    });
    libtest_mimic::run(&Arguments::from_args(), vec![trial.with_ignored_flag(is_missing)]).exit();
}

fn check(url: &str) {
    let mut client = Client::connect(url, NoTls).expect("the server is there");
    let row = client.query_one("select 1, current_setting('fsync'), current_setting('server_encoding')", &[]);
    let row = row.expect("the server answers");
    let answer: (i32, String, String) = (row.get(0), row.get(1), row.get(2));
    assert_eq!(answer, (1, "on".to_owned(), "UTF8".to_owned()), "it answers, keeps what it says it keeps, in UTF-8");
    if let Some(seen) = env::var_os(SEEN) {
        let file = OpenOptions::new().create(true).append(true).open(seen);
        writeln!(file.expect("the file is ours"), "postgres_server").expect("there is room for a line");
    }
}
