//! Takes the demonstration's files into the program, so that `surety demo` needs nothing but itself.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest folder");
    let demo = Path::new(&root).join("../../demo");
    println!("cargo::rerun-if-changed={}", demo.display());
    let acts = demo.join("acts");
    println!("cargo::rerun-if-changed={}", acts.display());
    let mut names: Vec<String> = fs::read_dir(&acts)
        .into_iter()
        .flatten()
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.ends_with(".yaml"))
        .collect();
    names.sort();
    let mut text =
        String::from("/// The demonstration's acts: file names and texts.\npub const ACTS: &[(&str, &str)] = &[\n");
    for name in names {
        writeln!(text, "    ({name:?}, include_str!({:?})),", acts.join(&name)).expect("string");
    }
    text.push_str("];\n");
    let files = demo.join("files");
    println!("cargo::rerun-if-changed={}", files.display());
    let mut names: Vec<_> = fs::read_dir(&files).into_iter().flatten().filter_map(|e| Some(e.ok()?.path())).collect();
    names.sort();
    text.push_str(
        "/// The files that the demonstration's acts name by their hashes.\npub const FILES: &[&[u8]] = &[\n",
    );
    for name in names {
        writeln!(text, "    include_bytes!({name:?}),").expect("string");
    }
    text.push_str("];\n");
    writeln!(
        text,
        "/// The pictures that its decisions and disclosures saw, as JSON.\npub const PICTURES: &str = include_str!({:?});",
        demo.join("pictures.json")
    )
    .expect("string");
    let out = env::var("OUT_DIR").expect("cargo sets the output folder");
    fs::write(Path::new(&out).join("demo.rs"), text).expect("the output folder is writable");
}
