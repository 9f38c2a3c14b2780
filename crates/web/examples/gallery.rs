//! Writes the gallery and its assets to a folder, to be opened from there or served:
//! `cargo run -p surety-web --example gallery -- FOLDER`.

use std::path::Path;
use std::{env, fs, io};

use web::design::{assets, gallery};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("expected the folder to write to"))?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in assets() {
        fs::write(folder.join("assets").join(&asset.served), &asset.bytes)?;
    }
    fs::write(folder.join("index.html"), gallery().into_string())
}
