//! How large a function is when it is deployed.

use std::path::Path;
use std::process::Command;

use anyhow::ensure;

use crate::figure::Figures;
use crate::functions::{of_each, program};

/// Bytes of a function's zip. BENCHMARKS.md says what takes more than the 5,000,000 of before.
const BUDGET: f64 = 6_500_000.0;

/// `zip_<function>`: the program, stripped, as `bootstrap` in a deflated zip, by Python's `zipfile`.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zip");
    std::fs::create_dir_all(&folder)?;
    let (bootstrap, zip) = (folder.join("bootstrap"), folder.join("function.zip"));
    of_each(|function| {
        let name = &function.name;
        std::fs::copy(program(name, figures.fast)?, &bootstrap)?;
        // As the build for Lambda does; a release build already is.
        let stripped = Command::new("strip").arg(&bootstrap).status()?;
        ensure!(stripped.success(), "strip could not strip {}", bootstrap.display());
        let made = Command::new("python3").args(["-m", "zipfile", "-c"]).args([&zip, &bootstrap]).status()?;
        ensure!(made.success(), "python3 could not make {}", zip.display());
        let bytes = std::fs::metadata(&zip)?.len();
        figures.add(&format!("zip_{name}"), bytes as f64, "bytes", Some(BUDGET));
        Ok(())
    })?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
