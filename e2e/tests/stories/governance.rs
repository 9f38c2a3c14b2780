//! The board meets: the agenda is written, the quorum counted, an option chosen by key, the minutes issued.

use e2e::Result;

use crate::people::{officer, tall};

#[test]
fn a_meeting_decides_on_one_screen() -> Result {
    officer("governance", async |browser, app| {
        tall(browser).await?;
        browser.goto(&app.url("/bodies/BOD-1")).await?;
        browser.sees("What is due").await?;
        browser.screenshot("governance-body").await?;
        browser.goto(&app.url("/meetings/MTG-50")).await?;
        browser.click_css("form[action$='/agenda'] button").await?;
        browser.goto(&app.url("/meetings/MTG-50/live?item=1")).await?;
        browser.sees("It cannot decide").await?;
        for person in ["PER-5", "PER-8", "PER-1"] {
            let press = "const f = [...document.querySelectorAll('form.step')].find((f) => f.querySelector('[name=person]')?.value === arguments[0]); f?.querySelector('button')?.click()";
            browser.script(press, vec![person.into()]).await?;
        }
        browser.sees("It can decide").await?;
        browser.screenshot("governance-live").await.map(drop)
    })
}
