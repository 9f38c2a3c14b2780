use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::{Browser, Result, Scheme};

/// Tells one story in a browser of its own, `width` CSS pixels wide.
///
/// Fails when the story does, panics when it does, and fails when anything was wrong on the console at its end. A failed
/// story leaves a picture, `NAME-failed.png`. Without a browser it says `skipped: browser` and passes.
pub fn story(name: &str, width: u32, scheme: Scheme, tell: impl AsyncFnOnce(&Browser) -> Result) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let Some(browser) = runtime.block_on(Browser::start(width, scheme))? else {
        println!("skipped: browser");
        return Ok(());
    };
    let told = catch_unwind(AssertUnwindSafe(|| runtime.block_on(tell(&browser))));
    let ended = runtime.block_on(async {
        if !matches!(told, Ok(Ok(()))) {
            let _ = browser.screenshot(&format!("{name}-failed")).await;
        }
        let errors = browser.console_errors().await;
        let _ = browser.close().await;
        errors
    });
    match told {
        Err(panic) => resume_unwind(panic),
        Ok(Err(error)) => Err(format!("{name}: {error}; console: {ended:?}").into()),
        Ok(Ok(())) => match ended? {
            errors if errors.is_empty() => Ok(()),
            errors => Err(format!("{name}: errors on the console:\n  {}", errors.join("\n  ")).into()),
        },
    }
}
