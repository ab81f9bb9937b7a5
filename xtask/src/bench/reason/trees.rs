//! How long does a fault tree take, beside SCRAM?
//!
//! Every tree of a folder goes through `casus faulttree` and through `scram --bdd`, whole processes in turn, each with the
//! same limit of time. A file `reference.tsv` beside the trees, where there is one, says what must come out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use wait4::Wait4;

use crate::failure::Failure;
use crate::release;
use crate::workspace::Workspace;

/// How often each tree is worked out; the fastest counts.
const RUNS: usize = 3;
/// A count gate by gate may have so many million nodes.
const MILLION_NODES_MAX: u64 = 100;
/// Probabilities of the reference are printed with so many digits.
const PROBABILITY_DIFFERENCE_MAX: f64 = 1e-5;

/// What is measured.
pub struct Wanted<'w> {
    /// A folder of fault trees in the Open-PSA format.
    pub folder: &'w Path,
    /// So many seconds a tree may take.
    pub seconds: u64,
    /// Whether the minimal cut sets are counted in a second way.
    pub is_to_confirm: bool,
}

/// What came out of a tree.
struct Outcome {
    /// Of the processor's time, so that other work on the machine falls on neither; none where the limit was reached.
    seconds: Option<f64>,
    memory_mb: f64,
    answer: Option<Value>,
}

/// Works out every tree with both, prints both times, and fails where an answer is not that of the reference.
pub fn measure(workspace: &Workspace, wanted: &Wanted<'_>) -> Result<(), Failure> {
    release::build(workspace)?;
    if wanted.is_to_confirm {
        release::build_examples(workspace, "casus-reason")?;
    }
    let has_peer = Command::new("scram").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !has_peer {
        println!("`scram` is not installed (on Debian: apt-get install scram), so only casus is measured");
    }
    let references = Reference::all(wanted.folder)?;
    let mut table = format!(
        "{:<16}{:>14}{:>12}{:>12}{:>9}{:>9}{:>10}{:>12}  minimal cut sets\n",
        "tree", "casus, s", "scram, s", "ratio", "MB", "scram", "agrees", "confirmed"
    );
    let (mut logs, mut wrong) = (Vec::new(), 0);
    for tree in trees(wanted.folder)? {
        let limit = Duration::from_secs(wanted.seconds);
        let ours = fastest(|| {
            let mut command = Command::new(workspace.casus());
            command.arg("faulttree").arg(&tree).args(["--format", "json", "--seconds", &wanted.seconds.to_string()]);
            run(&mut command, limit)
        })?;
        let peer = || {
            let mut command = Command::new("scram");
            command.args(["--bdd", "--probability", "1", "-o", "/dev/null"]).arg(&tree);
            run(&mut command, limit)
        };
        let theirs = if has_peer { Some(fastest(peer)?) } else { None };
        let name = tree.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let reference = references.iter().find(|reference| reference.tree == name);
        let agrees = reference.map(|reference| ours.answer.as_ref().is_some_and(|answer| reference.fits(answer)));
        wrong += usize::from(agrees == Some(false));
        let ratio =
            ours.seconds.zip(theirs.as_ref().and_then(|theirs| theirs.seconds)).map(|(ours, theirs)| ours / theirs);
        if reference.is_some() {
            logs.extend(ratio.map(f64::ln));
        }
        let seconds = |seconds: Option<f64>| seconds.map_or("-".to_owned(), |seconds| format!("{seconds:.3}"));
        let count = ours
            .answer
            .as_ref()
            .and_then(|answer| answer.get("minimal_cut_sets"))
            .map_or("-".to_owned(), Value::to_string);
        let confirmed = match wanted.is_to_confirm && ours.answer.is_some() {
            true => by_gates(workspace, &tree, limit)?.map(|by_gates| by_gates == count),
            false => None,
        };
        wrong += usize::from(confirmed == Some(false));
        let word = |is_so: Option<bool>| is_so.map_or("-", |is_so| if is_so { "yes" } else { "NO" });
        let _ = writeln!(
            table,
            "{name:<16}{:>14}{:>12}{:>12}{:>9.0}{:>9}{:>10}{:>12}  {count}",
            seconds(ours.seconds),
            theirs.as_ref().map_or("-".to_owned(), |theirs| seconds(theirs.seconds)),
            seconds(ratio),
            ours.memory_mb,
            theirs.map_or("-".to_owned(), |theirs| format!("{:.0}", theirs.memory_mb)),
            word(agrees),
            word(confirmed),
        );
    }
    print!("{table}");
    if !logs.is_empty() {
        let mean = (logs.iter().sum::<f64>() / logs.len() as f64).exp();
        println!("geometric mean of the ratio over the {} trees with a reference: {mean:.4}", logs.len());
    }
    if wrong > 0 { Err(Failure::Findings(wrong)) } else { Ok(()) }
}

/// Counts the minimal cut sets gate by gate, without a decision diagram of the tree; none where that takes too much.
fn by_gates(workspace: &Workspace, tree: &Path, limit: Duration) -> Result<Option<String>, Failure> {
    let mut command = Command::new(release::example(workspace, "cut_sets"));
    command.arg(tree).args([MILLION_NODES_MAX.to_string(), limit.as_secs().to_string()]);
    Ok(run(&mut command, limit)?.answer.map(|count| count.to_string()))
}

fn trees(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(Failure::disk(folder))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let mut trees: Vec<PathBuf> = paths.map_err(Failure::disk(folder))?;
    trees.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    trees.sort();
    Ok(trees)
}

fn fastest(run: impl Fn() -> Result<Outcome, Failure>) -> Result<Outcome, Failure> {
    let mut best = run()?;
    for _ in 1..RUNS {
        // What was not finished once is not tried again.
        let Some(seconds) = best.seconds else { break };
        let next = run()?;
        if next.seconds.is_some_and(|next| next < seconds) {
            best = next;
        }
    }
    Ok(best)
}

/// Runs a command to its end or to the limit.
fn run(command: &mut Command, limit: Duration) -> Result<Outcome, Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    // `timeout` ends it where it does not end itself.
    let mut within = Command::new("timeout");
    within.arg((limit.as_secs() + 2).to_string()).arg(command.get_program()).args(command.get_args());
    let start = Instant::now();
    let child = within.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|error| Failure::Start { program: program.clone(), error })?;
    let stdout = child.stdout.take().expect("the output is piped");
    let text = std::io::read_to_string(stdout).unwrap_or_default();
    let ended = child.wait4().map_err(|error| Failure::Start { program, error })?;
    let is_done = ended.status.success() && start.elapsed() <= limit;
    let seconds = (ended.rusage.utime + ended.rusage.stime).as_secs_f64();
    Ok(Outcome {
        seconds: is_done.then_some(seconds),
        memory_mb: ended.rusage.maxrss as f64 / 1e6,
        answer: serde_json::from_str(&text).ok().filter(|_| is_done),
    })
}

/// What must come out of a tree.
struct Reference {
    tree: String,
    count: u64,
    probability: f64,
}

impl Reference {
    /// Reads a line a tree: its file, its events, its minimal cut sets and its probability.
    fn all(folder: &Path) -> Result<Vec<Self>, Failure> {
        let path = folder.join("reference.tsv");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Failure::disk(&path)(error)),
        };
        let reference = |line: &str| {
            let [tree, _, count, probability] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
            Some(Self {
                tree: tree.to_owned(),
                count: count.parse().ok()?,
                probability: probability.trim().parse().ok()?,
            })
        };
        Ok(text.lines().filter_map(reference).collect())
    }

    fn fits(&self, answer: &Value) -> bool {
        let probability = answer["probability"].as_f64().unwrap_or(f64::NAN);
        answer["minimal_cut_sets"].as_u64() == Some(self.count)
            && ((probability - self.probability) / self.probability).abs() <= PROBABILITY_DIFFERENCE_MAX
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_fits_its_reference_to_the_digits_that_are_printed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("reference.tsv"), "tree\tbasic_events\tx\ty\nferry.xml\t3\t12\t0.000713018\n")
            .unwrap();
        let all = Reference::all(folder.path()).unwrap();
        assert_eq!(all.len(), 1);
        assert!(all[0].fits(&json!({ "minimal_cut_sets": 12, "probability": 0.0007130182597 })));
        assert!(!all[0].fits(&json!({ "minimal_cut_sets": 13, "probability": 0.0007130182597 })));
        assert!(!all[0].fits(&json!({ "minimal_cut_sets": 12, "probability": 0.000714 })));
        assert!(!all[0].fits(&json!({ "minimal_cut_sets": 12 })));
    }
}
