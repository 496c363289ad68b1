//! Arguments in, exit code out.

mod cmd;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    cmd::Cli::parse().run()
}
