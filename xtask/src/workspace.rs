//! Where is what? The root, the folder of what is built, the crates and what each imports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand};

use crate::failure::Failure;

/// The workspace as cargo sees it.
pub struct Workspace {
    metadata: Metadata,
}

impl Workspace {
    /// Asks cargo.
    pub fn open() -> Result<Self, Failure> {
        Ok(Self { metadata: MetadataCommand::new().no_deps().exec()? })
    }

    /// Returns the folder that holds everything.
    pub fn root(&self) -> &Path {
        self.metadata.workspace_root.as_std_path()
    }

    /// Returns the folder of what is built.
    pub fn target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// Returns where the release build puts the command.
    pub fn casus(&self) -> PathBuf {
        self.built("release")
    }

    /// Returns where the quick build puts the command.
    pub fn quick_casus(&self) -> PathBuf {
        self.built("debug")
    }

    fn built(&self, profile: &str) -> PathBuf {
        self.target().join(profile).join(format!("casus{}", std::env::consts::EXE_SUFFIX))
    }

    /// Returns, for each crate, the crates of this workspace that it imports, for building as well as for testing.
    pub fn imports(&self) -> BTreeMap<String, BTreeSet<String>> {
        let members: BTreeSet<_> = self.metadata.packages.iter().map(|package| package.name.to_string()).collect();
        let imports = |package: &cargo_metadata::Package| {
            package
                .dependencies
                .iter()
                .map(|dependency| dependency.name.clone())
                .filter(|name| members.contains(name))
                .collect()
        };
        self.metadata.packages.iter().map(|package| (package.name.to_string(), imports(package))).collect()
    }

    /// Returns the crates of this workspace that depend on a library.
    pub fn users(&self, library: &str) -> Vec<&str> {
        let depends = |package: &&cargo_metadata::Package| package.dependencies.iter().any(|it| it.name == library);
        self.metadata.packages.iter().filter(depends).map(|package| package.name.as_str()).collect()
    }
}
