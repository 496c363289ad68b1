//! Arguments in, exit code out.

mod cmd;

use std::process::ExitCode;

/// The allocator of musl, with which releases for Linux are linked, lets one thread in at a time.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cmd::Cli::run()
}
