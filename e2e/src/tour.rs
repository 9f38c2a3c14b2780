use crate::{Browser, Result, Scheme};

/// The screens that every page must look right on: a telephone and a desk, by day and by night.
pub const SCREENS: [(u32, Scheme); 4] =
    [(390, Scheme::Light), (390, Scheme::Dark), (1440, Scheme::Light), (1440, Scheme::Dark)];

/// Visits every path on every screen, takes its picture, and returns everything found wrong: broken accessibility rules,
/// errors on the console, pages wider than their screen. Empty when all is well.
pub async fn tour(browser: &Browser, origin: &str, paths: &[&str]) -> Result<Vec<String>> {
    tour_on(browser, origin, paths, &SCREENS).await
}

/// The same on some screens only, for pages so many and so alike that every screen would take too long.
pub async fn tour_on(
    browser: &Browser,
    origin: &str,
    paths: &[&str],
    screens: &[(u32, Scheme)],
) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for &(width, scheme) in screens {
        browser.screen(width, scheme).await?;
        for path in paths {
            let place = format!("{path} at {width} px, {}", scheme.word());
            browser.goto(&format!("{}{path}", origin.trim_end_matches('/'))).await?;
            browser.screenshot(&picture(path, width, scheme)).await?;
            wrong.extend(look(browser, width).await?.into_iter().map(|found| format!("{place}: {found}")));
        }
    }
    Ok(wrong)
}

async fn look(browser: &Browser, width: u32) -> Result<Vec<String>> {
    let mut wrong: Vec<String> = browser.axe().await?.iter().map(ToString::to_string).collect();
    wrong.extend(browser.console_errors().await?);
    let needs = browser.script("return document.documentElement.scrollWidth", vec![]).await?;
    if needs.as_u64().is_some_and(|needs| needs > u64::from(width)) {
        wrong.push(format!("the page is {needs} px wide and scrolls sideways"));
    }
    Ok(wrong)
}

/// `/risks/7?tab=plan` at 390 px in the dark becomes `risks-7-tab-plan-390-dark`.
fn picture(path: &str, width: u32, scheme: Scheme) -> String {
    let words: Vec<&str> = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { "home".to_owned() } else { words.join("-") };
    format!("{words}-{width}-{}", scheme.word())
}
