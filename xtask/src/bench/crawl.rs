//! What does a large crawl cost? A WARC of a given size is made, gone through by `casus items` and by warcio, and timed.
//!
//! The records are pages about invented places, packed one by one as crawlers do, with as many requests and pictures
//! between them as a crawl has. Both programs go over all records of the same file and nothing is read for what it says.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use clap::Args;
use fastrand::Rng;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use wait4::Wait4;

use super::record::{Machine, rounded};
use crate::failure::Failure;
use crate::release;
use crate::workspace::Workspace;

/// How often each program goes through a file; the fastest counts.
const RUNS: usize = 3;

/// How much memory a crawl may take, however long it is.
const PEAK_MB_MAX: f64 = 300.0;

/// Goes over the records of a file as warcio does it, with their content read and counted.
const WARCIO: &str = "\
import sys
from warcio.archiveiterator import ArchiveIterator
count = size = 0
with open(sys.argv[1], 'rb') as stream:
    for record in ArchiveIterator(stream):
        if record.rec_type == 'response':
            count += 1
            size += len(record.content_stream().read())
print(count, size)
";

/// What is measured.
#[derive(Args)]
pub struct Wanted {
    /// How large the crawl is, in gigabytes, before it is packed.
    #[arg(long, value_name = "COUNT", default_value_t = 1.0)]
    size_gb: f64,
    /// A Python that has warcio; without one only casus is measured.
    #[arg(long, value_name = "PYTHON")]
    python: Option<PathBuf>,
    /// The command, if not one that is built for this.
    #[arg(long, value_name = "CASUS")]
    casus: Option<PathBuf>,
    /// Writes the figures to bench/warc.json.
    #[arg(long)]
    record: bool,
}

/// What the runs cost.
#[derive(Serialize, Deserialize)]
struct Record {
    machine: Machine,
    size_mb: f64,
    packed_mb: f64,
    records: usize,
    /// Each file, gone through by each program.
    runs: Vec<Run>,
}

/// What going through one file cost.
#[derive(Serialize, Deserialize)]
struct Run {
    file: String,
    program: String,
    seconds: f64,
    /// By the length of what is in it, unpacked.
    mb_per_s: f64,
    peak_mb: f64,
}

/// Measures, prints the figures, and keeps them as the record when asked to.
pub fn measure(workspace: &Workspace, wanted: &Wanted) -> Result<(), Failure> {
    let casus = match &wanted.casus {
        Some(path) => path.clone(),
        None => {
            release::build(workspace)?;
            workspace.casus()
        }
    };
    let folder = workspace.target().join("bench-crawl");
    fs::create_dir_all(&folder).map_err(Failure::disk(&folder))?;
    let (plain, packed) = (folder.join("crawl.warc"), folder.join("crawl.warc.gz"));
    let records = Crawl::make(&plain, &packed, (wanted.size_gb * 1e9) as u64)?;
    let size_mb = length_mb(&plain)?;
    let mut runs = Vec::new();
    for file in [&plain, &packed] {
        let mut command = Command::new(&casus);
        command.args(["items", "--format", "json"]).arg(file);
        runs.push(fastest("casus items", file, size_mb, &mut command)?);
        if let Some(python) = &wanted.python {
            let mut command = Command::new(python);
            command.args(["-c", WARCIO]).arg(file);
            runs.push(fastest("warcio", file, size_mb, &mut command)?);
        }
    }
    let record = Record { machine: Machine::here(), size_mb, packed_mb: length_mb(&packed)?, records, runs };
    print!("{}", table(&record));
    fs::remove_dir_all(&folder).map_err(Failure::disk(&folder))?;
    if let Some(run) = record.runs.iter().find(|run| run.program != "warcio" && run.peak_mb > PEAK_MB_MAX) {
        let (peak, file) = (run.peak_mb, &run.file);
        let message = format!("it took {peak} MB of memory, and no crawl may take more than {PEAK_MB_MAX}");
        return Err(Failure::Refused { load: file.clone(), message });
    }
    if wanted.record {
        let path = workspace.root().join("bench/warc.json");
        let text = serde_json::to_string_pretty(&record).expect("figures can be written") + "\n";
        fs::write(&path, text).map_err(Failure::disk(&path))?;
        println!("recorded in {}", path.display());
    }
    Ok(())
}

fn length_mb(path: &Path) -> Result<f64, Failure> {
    Ok(rounded(fs::metadata(path).map_err(Failure::disk(path))?.len() as f64 / 1e6))
}

/// Runs a command several times and returns what its fastest run cost.
fn fastest(program: &str, file: &Path, size_mb: f64, command: &mut Command) -> Result<Run, Failure> {
    let mut best: Option<(f64, u64)> = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        let failed = |error| Failure::Start { program: program.to_owned(), error };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(failed)?;
        let used = child.wait4().map_err(failed)?;
        let seconds = start.elapsed().as_secs_f64();
        if !used.status.success() {
            let message = format!("{program} did not go through it");
            return Err(Failure::Refused { load: file.display().to_string(), message });
        }
        if best.is_none_or(|(fastest, _)| seconds < fastest) {
            best = Some((seconds, used.rusage.maxrss));
        }
    }
    let (seconds, peak_bytes) = best.expect("there is more than one run");
    Ok(Run {
        file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        program: program.to_owned(),
        seconds: rounded(seconds),
        mb_per_s: rounded(size_mb / seconds),
        peak_mb: rounded(peak_bytes as f64 / 1e6),
    })
}

fn table(record: &Record) -> String {
    let Record { size_mb, packed_mb, records, .. } = record;
    let head = format!("{records} records, {size_mb} MB, packed {packed_mb} MB; the fastest of {RUNS} runs\n");
    let line = |run: &Run| {
        let Run { file, program, seconds, mb_per_s, peak_mb } = run;
        format!("{file:<16}{program:<14}{seconds:>8} s{mb_per_s:>8} MB/s{peak_mb:>8} MB of memory\n")
    };
    head + &record.runs.iter().map(line).collect::<String>()
}

/// A crawl that is being written, plain and packed.
struct Crawl {
    plain: BufWriter<File>,
    packed: BufWriter<File>,
    written: u64,
    records: usize,
    rng: Rng,
}

impl Crawl {
    /// Writes a crawl of so many bytes, and returns how many records it has.
    fn make(plain: &Path, packed: &Path, bytes: u64) -> Result<usize, Failure> {
        let open = |path: &Path| File::create(path).map(BufWriter::new).map_err(Failure::disk(path));
        let mut crawl =
            Self { plain: open(plain)?, packed: open(packed)?, written: 0, records: 0, rng: Rng::with_seed(9) };
        while crawl.written < bytes {
            crawl.visit().map_err(Failure::disk(plain))?;
        }
        crawl.plain.flush().and_then(|()| crawl.packed.flush()).map_err(Failure::disk(plain))?;
        Ok(crawl.records)
    }

    /// Writes a request and its answer: nine pages, then a picture.
    fn visit(&mut self) -> std::io::Result<()> {
        let url = format!("https://gauge.example/{}", self.records);
        self.record("request", &url, b"GET / HTTP/1.1\r\nHost: gauge.example\r\n\r\n")?;
        let is_picture = self.records % 20 == 19;
        let (kind, body) =
            if is_picture { ("image/png", self.noise()) } else { ("text/html; charset=utf-8", self.page()) };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len());
        self.record("response", &url, &[head.into_bytes(), body].concat())
    }

    fn record(&mut self, kind: &str, url: &str, block: &[u8]) -> std::io::Result<()> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{:012x}>\r\n\
             WARC-Target-URI: {url}\r\nWARC-Date: 2031-05-02T10:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n\
             Content-Length: {}\r\n\r\n",
            self.records,
            block.len()
        );
        let whole = [head.as_bytes(), block, b"\r\n\r\n"].concat();
        self.records += 1;
        self.written += whole.len() as u64;
        self.plain.write_all(&whole)?;
        let mut encoder = GzEncoder::new(&mut self.packed, Compression::default());
        encoder.write_all(&whole)?;
        encoder.finish().map(drop)
    }

    fn noise(&mut self) -> Vec<u8> {
        (0..40_000).map(|_| self.rng.u8(..)).collect()
    }

    /// Writes a page of some dozens of paragraphs about the water at invented places.
    fn page(&mut self) -> Vec<u8> {
        const PLACES: [&str; 6] = ["Eastport", "Rivermouth", "Dunmere", "Estavel", "Norland", "Oxwater"];
        const THINGS: [&str; 6] = ["dykes", "ferries", "tolls", "locks", "pumps", "gauges"];
        const DEEDS: [&str; 6] = ["hold", "are mended", "are to be paid for", "stand open", "are counted", "wait"];
        let paragraphs = self.rng.usize(20..120);
        let mut page = String::from("<html><head><title>Water</title></head><body>");
        for _ in 0..paragraphs {
            let (place, thing) = (self.rng.usize(..6), self.rng.usize(..6));
            let (deed, metres) = (self.rng.usize(..6), self.rng.u32(..1_000_000));
            page += &format!(
                "<p class=\"p{metres}\">In {} the {} {}, and the water stands at {metres} millimetres; the keepers of {} say so \
                 in letter {} of this year.</p>\n",
                PLACES[place],
                THINGS[thing],
                DEEDS[deed],
                PLACES[(place + 1) % 6],
                self.rng.u32(..)
            );
        }
        (page + "</body></html>").into_bytes()
    }
}
