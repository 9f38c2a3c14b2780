//! The first path on one's own data: a bare organisation, and from its first objective to a decided decision, by mouse and keys alone.

use std::cell::Cell;

use e2e::{App, Browser, Result, Scheme, story};
use serde_json::json;

use crate::people::{arrives, away};

/// What a newcomer may be asked to do: presses of buttons, links and choices, and fields filled in.
const CLICKS: u32 = 14;
const FIELDS: u32 = 24;

/// A browser that counts what a person does in it.
struct Hand<'a> {
    browser: &'a Browser,
    clicks: Cell<u32>,
    fields: Cell<u32>,
}

impl Hand<'_> {
    async fn fill(&self, name: &str, value: &str) -> Result {
        self.fields.set(self.fields.get() + 1);
        self.browser.click_css(&format!(".now [name='{name}']")).await?;
        self.browser.type_text(value).await
    }

    async fn press(&self, css: &str) -> Result {
        self.clicks.set(self.clicks.get() + 1);
        self.browser.click_css(css).await
    }

    async fn choose(&self, name: &str, value: &str) -> Result {
        self.press(&format!(".now [name='{name}'][value='{value}']")).await
    }

    /// Sends the open step's form, and waits for the step that follows.
    async fn on_to(&self, step: &str) -> Result {
        self.press(".now .keep button.first").await?;
        self.at(step).await
    }

    async fn at(&self, step: &str) -> Result {
        self.browser.css(&format!(".now form[action^='/begin/{step}']")).await?;
        self.browser.screenshot(&format!("begin-{step}")).await.map(drop)
    }
}

#[test]
fn from_a_bare_organisation_to_a_decision() -> Result {
    story("begin", 1440, Scheme::Light, async |browser| {
        let app = App::bare("Harbour Works", "harbour", "mara@harbour.example")?;
        browser.goto(&app.sign_in).await?;
        let hand = Hand { browser, clicks: Cell::new(0), fields: Cell::new(0) };
        hand.press("button.first").await?;
        arrives(browser, &app, "/begin").await?;
        tell(&hand).await?;
        let wrong: Vec<String> = browser.axe().await?.iter().map(ToString::to_string).collect();
        assert_eq!(wrong, [""; 0], "the page is accessible");
        let (clicks, fields) = (hand.clicks.get(), hand.fields.get());
        println!("begin: {clicks} clicks, {fields} fields from the link to a decided decision");
        assert!(
            clicks <= CLICKS && fields <= FIELDS,
            "{clicks} clicks and {fields} fields are more than a newcomer takes"
        );
        left(browser, &app).await?;
        away(browser).await
    })
}

async fn tell(hand: &Hand<'_>) -> Result {
    hand.at("you").await?;
    hand.fill("name", "Mara Holm").await?;
    hand.on_to("objective").await?;
    hand.fill("objective", "Orders leave within a day").await?;
    hand.fill("statement", "Whatever is ordered by noon leaves the harbour by the next noon.").await?;
    hand.fill("tolerance", "150,000").await?;
    hand.on_to("risk").await?;
    hand.fill("risk", "Ransomware stops the warehouse").await?;
    hand.fill("scenario", "A gang enters through a supplier's account; orders stand still for days.").await?;
    hand.on_to("control").await?;
    hand.press(".now a[href*='step=estimate']").await?;
    hand.at("estimate").await?;
    estimates(hand).await?;
    hand.fill("treatment", "Offline backups").await?;
    hand.fill("once", "12,000").await?;
    hand.fill("yearly", "4,000").await?;
    hand.choose("will-work", "much").await?;
    hand.fill("will-leave.low", "20").await?;
    hand.fill("will-leave.high", "60").await?;
    hand.on_to("decision").await?;
    hand.browser.sees("your own dated review stands in").await?;
    hand.choose("chosen", "TRT-1").await?;
    hand.fill("rationale", "Nothing else brings a bad year below what we bear.").await?;
    hand.press(".now .keep button.first").await?;
    hand.browser.sees("Decided.").await?;
    hand.browser.screenshot("begin-decided").await.map(drop)
}

/// One wrong way round, kept with its fault and mended; then the second look from outside.
async fn estimates(hand: &Hand<'_>) -> Result {
    hand.browser.allow_console_error("422");
    hand.fill("years.low", "3").await?;
    hand.fill("years.high", "20").await?;
    hand.fill("loss.low", "40,000").await?;
    hand.fill("loss.high", "600,000").await?;
    hand.on_to("second").await?;
    hand.browser.sees("0.05 to 0.333 loss events a year").await?;
    hand.press(".now a[href*='look=again']").await?;
    hand.browser.css(".now [name='said']").await?;
    hand.choose("said", "percent").await?;
    hand.fill("percent.low", "30").await?;
    hand.fill("percent.high", "4").await?;
    hand.fill("loss.low", "60,000").await?;
    hand.fill("loss.high", "900,000").await?;
    hand.fill("source", "An insurer reports 12 % a year for firms of our size.").await?;
    hand.press(".now .keep button.first").await?;
    hand.browser.sees("The low end lies above the high end.").await?;
    hand.browser.screenshot("begin-mend").await?;
    let swap = "for (const [end, value] of [['low', '4'], ['high', '30']]) document.querySelector(`.now [name='percent.${end}']`).value = value";
    hand.browser.script(swap, vec![]).await?;
    let kept = "return document.querySelector(\".now [name='loss.high']\").value";
    assert_eq!(hand.browser.script(kept, vec![]).await?, json!("900,000"), "what was typed stays");
    hand.on_to("treatment").await?;
    hand.browser.sees("kept; a newer one counts in its place").await
}

/// Left and come back: where one stands follows from the records; home no longer invites, and the decision stands.
async fn left(browser: &Browser, app: &App) -> Result {
    browser.goto(&app.url("/begin")).await?;
    browser.sees("Decided.").await?;
    browser.goto(&app.url("/decisions/DEC-1")).await?;
    browser.sees("Offline backups").await?;
    browser.goto(&app.url("/approvals?q=")).await?;
    browser.sees("APR-1").await?;
    browser.goto(&app.url("/")).await?;
    assert!(!browser.text("main").await?.contains("Begin"), "home invites until something was decided");
    Ok(())
}
