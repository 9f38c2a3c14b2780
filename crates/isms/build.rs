//! Finds the kinds: every file in an area's folder is one kind, whose struct is the file's name in camel case.
//!
//! So a new kind is one new file; no list needs a line. (`docs/decisions/0001-kinds-are-found.md` says why.)

use std::{env, fmt::Write, fs, path::Path};

const AREAS: [&str; 10] = [
    "context",
    "risk",
    "governance",
    "policy",
    "instruction",
    "communication",
    "control",
    "assurance",
    "operations",
    "everywhere",
];

fn camel(snake: &str) -> String {
    snake.split('_').map(|w| w[..1].to_uppercase() + &w[1..]).collect()
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the manifest folder");
    let (mut modules, mut kinds) = (String::new(), String::new());
    for area in AREAS {
        let folder = Path::new(&root).join("src").join(area);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<String> = fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .filter_map(|e| e.ok()?.file_name().into_string().ok()?.strip_suffix(".rs").map(str::to_owned))
            .collect();
        files.sort();
        writeln!(modules, "/// Records of the area `{area}`.\n#[allow(clippy::module_inception)]\npub mod {area} {{")
            .expect("string");
        for file in files {
            let (path, name) = (folder.join(format!("{file}.rs")), camel(&file));
            writeln!(modules, "    #[path = {path:?}] pub mod {file};\n    pub use {file}::{name};").expect("string");
            writeln!(kinds, "    &crate::kind::KindInfo::of::<{area}::{name}>(crate::area::Area::{}),", camel(area))
                .expect("string");
        }
        modules.push_str("}\n");
    }
    let text = format!(
        "{modules}\n/// Every kind, in the order of the areas.\npub static KINDS: &[&crate::kind::KindInfo] = &[\n{kinds}];\n"
    );
    let out = env::var("OUT_DIR").expect("cargo sets the output folder");
    fs::write(Path::new(&out).join("kinds.rs"), text).expect("the output folder is writable");
}
