//! Is the house in order? Everything that every change must pass, at home and in CI alike.

use std::process::Command;

use crate::demo;
use crate::documents;
use crate::failure::Failure;
use crate::fuzz;
use crate::model;
use crate::postgres::Server;
use crate::release;
use crate::stage::Run;
use crate::tools::{cargo, ensure_cargo_deny, ensure_component, has_cargo, run, run_heard};
use crate::tree;
use crate::workspace::Workspace;

/// How much is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What one wants to know while one writes.
    Quick,
    /// Everything.
    Full,
}

/// Runs the stages; all of them, even after one has failed.
pub fn run_stages(workspace: &Workspace, extent: Extent) -> Result<(), Failure> {
    let mut stages = Run::default();
    stages.stage("format", 10, || format(workspace));
    stages.stage("structure", 10, || tree::check(workspace));
    stages.stage("clippy", 180, || clippy(workspace));
    stages.stage("model", 120, || fetch_model(workspace));
    let mut server = None;
    stages.stage("postgres", 120, || {
        server = Some(Server::start()?);
        Ok(())
    });
    stages.tests("tests", 600, || tests(workspace, server.as_ref()));
    drop(server);
    if extent == Extent::Full {
        stages.tests("doc tests", 60, || {
            run_heard(&mut at_root(workspace, &["test", "--workspace", "--doc", "--locked"]))
        });
        stages.stage("rustdoc", 120, || rustdoc(workspace));
        stages.stage("deny", 300, || deny(workspace));
        stages.stage("demo", 240, || demo::show(workspace));
        stages.stage("fuzz", 120, || fuzz::syntax(workspace, &fuzz::Wanted::briefly()));
        // The documents show what the command prints, and the demo has built it.
        stages.stage("documents", 30, || documents::check(workspace));
    }
    stages.finish()
}

fn at_root(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = cargo(arguments);
    // A test that rewrites what it expects cannot fail.
    command.current_dir(workspace.root()).env_remove("CASUS_BLESS").env("INSTA_UPDATE", "no");
    command
}

fn format(workspace: &Workspace) -> Result<(), Failure> {
    ensure_component("fmt", "rustfmt")?;
    run(&mut at_root(workspace, &["fmt", "--all", "--check"]))
}

fn clippy(workspace: &Workspace) -> Result<(), Failure> {
    ensure_component("clippy", "clippy")?;
    run(&mut at_root(workspace, &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

/// Fetches what the tests read with, before the tests, which need no network.
fn fetch_model(workspace: &Workspace) -> Result<(), Failure> {
    release::build_quickly(workspace)?;
    model::ensure(&workspace.quick_casus())
}

/// Runs the tests, on the server if it has started; if it has not, the stage before has failed.
fn tests(workspace: &Workspace, server: Option<&Server>) -> (String, Result<(), Failure>) {
    let nextest = ["nextest", "run", "--workspace", "--locked", "--no-fail-fast", "--status-level", "fail"];
    let plain = ["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"];
    let mut command = at_root(workspace, if has_cargo("nextest") { &nextest } else { &plain });
    let Some(server) = server else {
        return run_heard(&mut command);
    };
    server.lend(&mut command);
    let (output, result) = run_heard(&mut command);
    (output, result.and_then(|()| server.require_use()))
}

fn rustdoc(workspace: &Workspace) -> Result<(), Failure> {
    run(at_root(workspace, &["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn deny(workspace: &Workspace) -> Result<(), Failure> {
    ensure_cargo_deny()?;
    run(&mut at_root(
        workspace,
        &["deny", "--locked", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"],
    ))
}
