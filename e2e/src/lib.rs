//! Browser stories: what people do, in a real Chromium.
//!
//! Stories live under `tests/`. [`story()`] runs one: it starts a browser, tells the story, and fails it for any error on the
//! console, a violated content security policy among them. `cargo xtask test` provides what a story needs and names it in
//! the environment; where that is missing a story says `skipped: browser` and passes, so that `cargo test` works anywhere.
//!
//! | variable | meaning |
//! |---|---|
//! | `SURETY_TEST_WEBDRIVER` | address of a running chromedriver |
//! | `SURETY_TEST_CHROMIUM` | path of the browser |
//! | `SURETY_TEST_AXE` | path of the accessibility rules, `axe.min.js`; without it stories run but check none |
//! | `SURETY_TEST_BIN` | path of the `surety` binary; without it [`App`] builds one with cargo |

mod app;
mod axe;
mod browser;
mod find;
mod keys;
mod story;
mod tour;

pub use app::App;
pub use axe::Violation;
pub use browser::{Browser, Scheme};
pub use story::story;
pub use tour::{SCREENS, tour, tour_on};

/// A story ends early with any error; its message is for the reader of the test's output.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
