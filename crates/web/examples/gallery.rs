//! Writes the gallery and its assets to a folder, to be opened from there or served:
//! `cargo run -p surety-web --example gallery -- FOLDER`.

use std::path::Path;
use std::{env, fs, io};

use web::design::{assets, gallery, gallery_files, gallery_of_charts};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("expected the folder to write to"))?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in assets() {
        fs::write(folder.join("assets").join(&asset.served), &asset.bytes)?;
    }
    for (name, svg) in gallery_files() {
        fs::write(folder.join(name), svg)?;
    }
    fs::write(folder.join("charts.html"), gallery_of_charts().into_string())?;
    fs::write(folder.join("index.html"), gallery().into_string())
}
