//! Is every development told exactly once, and none of the noise? A week of a site on this machine, on a fake clock.
//!
//! The site is a real server, and `casus watch` is run as a user runs it, once every few hours of the fake week. What it
//! must tell is written down beside what the site does.

mod noise;
mod site;
mod week;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use casus_test_site::{Site, Time};
use tempfile::TempDir;

/// When the week begins, a Monday.
const BEGIN: &str = "2031-05-05T00:00:00Z";
/// So many looks are taken in it.
const LOOKS: usize = 7 * 8;
/// So far apart.
const STEP: Duration = Duration::from_secs(3 * 3600);

/// So many looks are killed, unless `CASUS_TEST_KILLS` says otherwise.
const KILLS: usize = 20;
/// A look is killed within so long.
const KILLED_WITHIN_MILLIS: u64 = 900;

/// A dossier that watches a site.
struct Desk {
    folder: TempDir,
    site: Site,
    time: Arc<Time>,
}

impl Desk {
    /// Makes the dossier, and a site on which a week is planned.
    fn open(plan: impl FnOnce(&Site)) -> Self {
        let time = Arc::new(Time::at(BEGIN));
        let site = Site::start(Arc::clone(&time));
        plan(&site);
        let folder = tempfile::tempdir().expect("a folder can be made");
        let desk = Self { folder, site, time };
        desk.casus(&["init", desk.path()]);
        std::fs::write(desk.folder.path().join("dossier.toml"), week::dossier(&desk.site)).expect("it can be written");
        desk
    }

    fn path(&self) -> &str {
        self.folder.path().to_str().expect("temporary folders have plain names")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the command to its end, and returns what it printed.
    fn casus(&self, words: &[&str]) -> String {
        let output = casus(words, &self.time).output().expect("the command runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{words:?} failed: {errors}");
        if std::env::var_os("CASUS_TEST_SHOW").is_some() {
            eprint!("{} {errors}", self.time.now());
        }
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn look(&self) {
        self.casus(&["watch", "--dossier", self.path(), "--once"]);
    }

    /// Returns the headlines with their sorts, as the file of the channel `log` has them.
    fn told(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.file("alerts.jsonl")).unwrap_or_default();
        let alert = |line: &str| -> serde_json::Value { serde_json::from_str(line).expect("each line is an alert") };
        text.lines()
            .map(alert)
            .map(|alert| {
                format!(
                    "{} {}",
                    alert["kind"].as_str().unwrap_or_default(),
                    alert["headline"].as_str().unwrap_or_default()
                )
            })
            .collect()
    }
}

fn casus(words: &[&str], time: &Time) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casus"));
    command.args(words).args(["--now", &time.now().to_string()]).stdin(Stdio::null());
    for name in ["https_proxy", "http_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    command.env("DESK_SECRET", "a secret of the test");
    command
}

/// Lists the posts to the webhook by the names of the alerts, each as often as it came.
fn posted(site: &Site) -> Vec<String> {
    let posts = site.log().into_iter().filter(|seen| seen.path == "/hook");
    posts.filter_map(|seen| seen.header("idempotency-key").map(str::to_owned)).collect()
}

/// Returns the names of the alerts of the log.
fn ids(desk: &Desk) -> Vec<String> {
    let text = std::fs::read_to_string(desk.file("alerts.jsonl")).unwrap_or_default();
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("each line is an alert")["id"].clone();
    text.lines().map(id).filter_map(|id| id.as_str().map(str::to_owned)).collect()
}

#[test]
fn a_week_is_told_development_by_development() {
    let desk = Desk::open(week::plan);
    for _ in 0..LOOKS {
        desk.look();
        desk.time.sleep(STEP);
    }
    let status = desk.casus(&["watch", "--dossier", desk.path(), "--status"]);
    assert_eq!(desk.told(), week::TOLD, "{status}");
    assert_eq!(posted(&desk.site), ids(&desk));
    let feed = std::fs::read_to_string(desk.file("alerts.xml")).expect("the feed is there");
    assert_eq!(feed.matches("<entry>").count(), week::TOLD.len());
    assert!(status.contains("gazette  cannot be read"), "{status}");
}

/// Kills looks at moments that a seed chooses, and looks again: in the end the same has been told, and nothing twice.
#[test]
fn a_kill_at_any_moment_changes_nothing_in_the_end() {
    let kills = std::env::var("CASUS_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut rng = fastrand::Rng::with_seed(7);
    let mut done = 0;
    while done < kills {
        let desk = Desk::open(week::plan);
        for _ in 0..LOOKS / 2 {
            done += usize::from(done < kills && killed(&desk, &mut rng));
            desk.look();
            desk.time.sleep(STEP * 2);
        }
        let sorted = |mut told: Vec<String>| {
            told.sort();
            told
        };
        assert_eq!(sorted(desk.told()), sorted(week::TOLD.iter().map(|told| told.to_string()).collect()));
        let unique = |ids: Vec<String>| ids.into_iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(unique(posted(&desk.site)), unique(ids(&desk)));
        desk.casus(&["verify", "--dossier", desk.path()]);
    }
}

/// Starts a look and kills it after a while; returns whether it was still at work.
#[expect(clippy::disallowed_methods, reason = "a kill comes at any moment, and not when something is ready")]
fn killed(desk: &Desk, rng: &mut fastrand::Rng) -> bool {
    let mut command = casus(&["watch", "--dossier", desk.path(), "--once"], &desk.time);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command runs");
    std::thread::sleep(Duration::from_millis(rng.u64(20..KILLED_WITHIN_MILLIS)));
    let was_at_work = child.try_wait().expect("it can be asked").is_none();
    let _ = child.kill();
    child.wait().expect("it ends");
    was_at_work
}
