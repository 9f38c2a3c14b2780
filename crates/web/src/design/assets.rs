//! The style sheet, scripts and mark, served under names that carry the hash of their content.
//!
//! A name never changes its bytes, so that browsers may keep them for ever (`immutable`). Scripts name each other by
//! their plain names in the source; those are replaced by the served ones here, which is why modules that others load
//! come before `app.js`.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One file to serve.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The name in the source: `surety.css`.
    pub name: &'static str,
    /// The name it is served under, below `/static/`: `surety-1a2b3c4d5e6f.css`.
    pub served: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
    /// The first 12 hexadecimal digits of the SHA-256 of `bytes`: also a fine `ETag`.
    pub hash: String,
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const SOURCES: [(&str, &str, &str); 11] = [
    ("surety.css", CSS, include_str!("../../assets/surety.css")),
    ("mark.svg", "image/svg+xml", include_str!("../../assets/mark.svg")),
    ("palette.js", SCRIPT, include_str!("../../assets/palette.js")),
    ("table.js", SCRIPT, include_str!("../../assets/table.js")),
    ("form.js", SCRIPT, include_str!("../../assets/form.js")),
    ("bench.js", SCRIPT, include_str!("../../assets/bench.js")),
    ("writing.js", SCRIPT, include_str!("../../assets/writing.js")),
    ("live.js", SCRIPT, include_str!("../../assets/live.js")),
    ("fragment.js", SCRIPT, include_str!("../../assets/fragment.js")),
    ("meeting.js", SCRIPT, include_str!("../../assets/meeting.js")),
    ("app.js", SCRIPT, include_str!("../../assets/app.js")),
];

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut done: Vec<Asset> = Vec::new();
    for (name, content_type, source) in SOURCES {
        let source = if name == "surety.css" { dressed(source) } else { source.to_owned() };
        let text = done
            .iter()
            .fold(source, |text, a| text.replace(&format!("\"./{}\"", a.name), &format!("\"./{}\"", a.served)));
        done.push(hashed(name, content_type, text.into_bytes()));
    }
    done
});

/// The style sheet with the look of charts, which is written once beside what draws them.
fn dressed(css: &str) -> String {
    format!("{css}\n@layer charts {{\n{}}}\n", report::chart::STYLE)
}

fn hashed(name: &'static str, content_type: &'static str, bytes: Vec<u8>) -> Asset {
    let hash = hex::encode(Sha256::digest(&bytes)).chars().take(12).collect::<String>();
    let served = match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
        None => format!("{name}-{hash}"),
    };
    Asset { name, served, content_type, bytes, hash }
}

/// Everything there is to serve.
pub fn assets() -> &'static [Asset] {
    &ASSETS
}

/// The asset served under `served` (the last part of its path), if there is one.
pub fn asset(served: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|a| a.served == served)
}

/// The path of the asset called `name` in the source. A name that does not exist leads to itself, which answers 404.
pub fn asset_url(name: &str) -> String {
    let served = ASSETS.iter().find(|a| a.name == name).map_or(name, |a| a.served.as_str());
    format!("/static/{served}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_content_and_scripts_name_each_other_as_served() {
        let app = assets().iter().find(|a| a.name == "app.js").unwrap();
        let text = std::str::from_utf8(&app.bytes).unwrap();
        for module in ["palette.js", "table.js", "form.js", "bench.js", "live.js"] {
            let path = asset_url(module);
            assert!(text.contains(path.trim_start_matches("/static/")), "app.js loads {path}");
            assert_eq!(asset(path.trim_start_matches("/static/")).map(|a| a.name), Some(module));
        }
    }
}
