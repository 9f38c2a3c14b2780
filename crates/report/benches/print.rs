//! What a printed document costs: `cargo bench -p surety-report`.

use report::print::*;

#[path = "../src/print/example.rs"]
mod example;

fn main() {
    divan::main();
}

/// The example with a table of so many rows; two pages, and about twelve rows on each further one.
#[divan::bench(args = [10, 100, 1000], sample_count = 3)]
fn document(rows: usize) -> usize {
    pdf(&example::example(rows)).map_or(0, |bytes| bytes.len())
}
