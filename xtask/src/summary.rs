//! What ran, what was skipped and why, what failed: the last words of every chore, and its exit code.

use std::process::{Command, ExitCode};
use std::time::Instant;

/// The account of one chore. A skip is told and does not fail the chore; a failure always does.
#[derive(Default)]
pub struct Summary {
    ran: Vec<String>,
    skipped: Vec<String>,
    failed: Vec<String>,
}

impl Summary {
    /// Runs one step with its output shown as it comes, and remembers how it ended. True when it succeeded.
    pub fn step(&mut self, name: &str, command: &mut Command) -> bool {
        eprintln!("xtask: {name}");
        let start = Instant::now();
        let ended = command.status();
        let seconds = start.elapsed().as_secs_f32();
        match ended {
            Ok(status) if status.success() => {
                self.ran.push(format!("{name} ({seconds:.1} s)"));
                return true;
            }
            Ok(status) => self.fail(&format!("{name} ({seconds:.1} s)"), &status.to_string()),
            Err(error) => self.fail(name, &format!("could not start {:?}: {error}", command.get_program())),
        }
        false
    }

    /// Something that cannot run here, with the reason. Said at once, in one line, and again at the end.
    pub fn skip(&mut self, what: &str, why: &str) {
        eprintln!("xtask: skipped {what}: {why}");
        self.skipped.push(format!("{what}: {why}"));
    }

    /// Something that should have worked here and did not.
    pub fn fail(&mut self, what: &str, why: &str) {
        eprintln!("xtask: FAILED {what}: {why}");
        self.failed.push(format!("{what}: {why}"));
    }

    /// Prints the account. Success means that nothing failed, whatever was skipped.
    pub fn close(self) -> ExitCode {
        for (title, lines) in [("ran", &self.ran), ("skipped", &self.skipped), ("FAILED", &self.failed)] {
            for line in lines {
                eprintln!("xtask: {title:>7}  {line}");
            }
        }
        eprintln!("xtask: {} ran, {} skipped, {} failed", self.ran.len(), self.skipped.len(), self.failed.len());
        if self.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
