//! Runs the demo marketplace until it is stopped.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;
use demo_marketplace::{Config, serve};

/// A demo marketplace: listing pages, the marketplace API, and controls for tests.
#[derive(Parser)]
#[command(version)]
struct Flags {
    /// Port to listen on; 0 chooses a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Address to listen on. Its controls need no password: keep it on loopback.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// File that keeps listings and orders over a restart.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Secret shared with Goodfaith, whsec_ followed by base64.
    #[arg(long, env = "DEMO_MARKETPLACE_SECRET", hide_env_values = true)]
    secret: String,
    /// File to write the address to, as http://host:port, once it answers.
    #[arg(long)]
    address_file: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
#[allow(clippy::print_stdout, reason = "a command-line tool tells where it listens")]
async fn main() -> anyhow::Result<()> {
    let flags = Flags::parse();
    let running =
        serve(Config { bind: flags.bind, port: flags.port, state: flags.state, secret: flags.secret })
            .await?;
    let base = running.base();
    if let Some(file) = &flags.address_file {
        // Renamed into place, so that nobody reads half an address.
        let draft = file.with_extension("new");
        std::fs::write(&draft, base)
            .and_then(|()| std::fs::rename(&draft, file))
            .with_context(|| format!("cannot write the address file {}", file.display()))?;
    }
    println!("demo marketplace at {base}/");
    running.wait().await;
    Ok(())
}
