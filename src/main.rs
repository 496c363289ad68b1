//! Arguments in, exit code out.

mod cmd;

use std::process::ExitCode;

fn main() -> ExitCode {
    cmd::Cli::run()
}
