//! Chores of the repository. `cargo xtask test` is the whole of what stands between a change and the main branch: it sets
//! up what the tests need, runs them, and says what it could not run.

mod browser;
mod checks;
mod install;
mod keeper;
mod postgres;
mod summary;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <chore>

  test [--fast] [ARGS]   formatting, clippy, doc tests and all tests; sets up PostgreSQL and a browser for them.
                         --fast does without both. ARGS go to the test runner and narrow the run to the tests alone.
  lint                   formatting and clippy
  bench [ARGS]           the benchmarks, in the release profile
  bless [ARGS]           run the fast tests and accept the generated documents that they compare (UPDATE=1)
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let chore = args.next();
    let rest: Vec<String> = args.collect();
    match chore.as_deref() {
        Some("test") => checks::test(&rest),
        Some("lint") => checks::lint(),
        Some("bench") => checks::bench(&rest),
        Some("bless") => checks::bless(&rest),
        Some(keeper::CHORE) => keeper::keep(&rest),
        _ => {
            eprint!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
