//! Every page looks right: no broken accessibility rule, nothing on the console, nothing wider than its screen.

use e2e::{App, Browser, Result, Scheme, story, tour, tour_on};

use crate::people::{away, colleague, enter, leaves, officer};

/// Pages are many and made of the same parts: each is seen by day at a desk and by night on a telephone.
const ALIKE: [(u32, Scheme); 2] = [DESK, TELEPHONE];
const DESK: (u32, Scheme) = (1440, Scheme::Light);
const TELEPHONE: (u32, Scheme) = (390, Scheme::Dark);
/// Follows the rail to the areas, the areas to the registers, and every register to its first record, as a person would.
const PLACES: &str = r#"
    const [wanted] = arguments;
    const page = async (path) => new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
    const paths = (found) => [...new Set([...found].map((a) => a.getAttribute('href')))];
    const areas = paths((await page('/')).querySelectorAll('.rail .wide a[href^="/area/"]'));
    if (wanted === 'areas') return areas;
    const registers = [];
    for (const area of areas) registers.push(...paths((await page(area)).querySelectorAll('tbody .lead a')));
    if (wanted === 'registers') return registers;
    const found = [];
    for (const register of registers) {
        const list = await page(register + '?q=');
        const made = list.querySelector('[data-new]')?.getAttribute('href');
        const record = list.querySelector('tbody .lead a')?.getAttribute('href');
        if (wanted === 'new' && made) found.push(made);
        if (wanted === 'records' && record) found.push(record);
        if (wanted === 'edit') {
            const rows = [...list.querySelectorAll('tr[data-edit]')].map((row) => row.dataset.edit);
            if (rows.length) found.push(rows[0]);
        }
    }
    return found;"#;

async fn places(browser: &Browser, wanted: &str) -> Result<Vec<String>> {
    let found = browser
        .script(&format!("return (async function () {{ {PLACES} }}).apply(null, arguments);"), vec![wanted.into()])
        .await?;
    let found = found.as_array().into_iter().flatten().filter_map(|path| path.as_str().map(str::to_owned));
    Ok(found.collect())
}

/// Tours all pages of a sort; `least` is how many there must be, so that a tour of nothing does not pass.
fn all(wanted: &str, least: usize, screens: &[(u32, Scheme)]) -> Result {
    officer(&format!("tour-{wanted}"), async |browser, app| {
        let found = places(browser, wanted).await?;
        let paths: Vec<&str> = found.iter().map(String::as_str).collect();
        assert!(paths.len() >= least, "only {} {wanted}: {paths:?}", paths.len());
        nothing(tour_on(browser, &app.origin, &paths, screens).await?)
    })
}

fn nothing(wrong: Vec<String>) -> Result {
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("{} things are wrong:\n{}", wrong.len(), wrong.join("\n")).into())
    }
}

#[test]
fn every_register() -> Result {
    all("registers", 50, &ALIKE)
}

#[test]
fn a_record_of_every_kind() -> Result {
    all("records", 40, &ALIKE)
}

#[test]
fn a_new_record_of_every_kind() -> Result {
    all("new", 45, &[DESK])
}

#[test]
fn a_change_of_every_kind() -> Result {
    all("edit", 40, &[TELEPHONE])
}

#[test]
fn every_page_made_by_hand() -> Result {
    officer("tour-made", async |browser, app| {
        let mut paths = places(browser, "areas").await?;
        let fixed = ["/", "/week", "/rules", "/acts", "/acts/40", "/compare?from=2026-06-30&to=2026-07-31", "/search"];
        let more = ["/search?q=remote", "/you", "/accounts", "/?as_of=2026-03-31"];
        let past = ["/risks?as_of=2026-03-31", "/risks/RSK-1?as_of=2026-03-31", "/risks?q=nonsense:"];
        paths.extend(fixed.into_iter().chain(more).chain(past).map(str::to_owned));
        paths.extend(first_rule(browser, app).await?);
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        nothing(tour_on(browser, &app.origin, &paths, &ALIKE).await?)
    })
}

/// Pages about controls, frameworks, suppliers and evidence, as they stand in the demonstration.
#[test]
fn every_page_about_controls() -> Result {
    officer("tour-controls", async |browser, app| {
        let statement = [
            "/applicabilities/SOA-1/statement",
            "/applicabilities/SOA-1/statement/A.8.13",
            "/catalogues/nist-csf-2.0/statement",
        ];
        let asked =
            ["/conformance", "/conformance/iso27001-2022", "/conformance/nis2", "/conformance/dora?standing=in-part"];
        let frameworks = [
            "/catalogues",
            "/catalogues/iso27001-2022",
            "/catalogues/nist-800-53-r5",
            "/catalogues/nis2/Art. 21(2)(h)",
        ];
        let suppliers =
            ["/suppliers/concentration", "/registers/dora", "/suppliers/SUP-1", "/supplier-obligations/SOB-1"];
        let assurance = [
            "/tests/TST-1",
            "/tests/TST-12/runs/1",
            "/tests/define?of=CTL-21",
            "/evidence/add",
            "/findings/FND-9",
            "/actions/ACT-8",
        ];
        let others =
            ["/questions", "/trust", "/controls/CTL-7", "/assets/AST-15", "/papers", "/calibration", "/backtesting"];
        let paths = [&statement[..], &asked, &frameworks, &suppliers, &assurance, &others].concat();
        nothing(tour_on(browser, &app.origin, &paths, &ALIKE).await?)
    })
}

/// Pages on which people decide, write, read, tell and are asked.
#[test]
fn every_page_of_the_loop() -> Result {
    officer("tour-loop", async |browser, app| {
        let governance = [
            "/bodies/BOD-1",
            "/meetings/MTG-50",
            "/meetings/MTG-50/live?item=1",
            "/meetings/MTG-51/minutes",
            "/disclosures/DSC-50",
            "/decisions/DEC-51",
            "/decisions/DEC-7/outcome",
            "/governance/answer",
        ];
        let policy = [
            "/policies/POL-2",
            "/policies/POL-30/write",
            "/policies/POL-30/review",
            "/policies/POL-30/impact",
            "/policies/reading",
            "/guidelines/GDL-30/redline",
            "/guidelines/GDL-30/read",
            "/requirements/RQT-300/impact",
            "/exceptions/EXC-30",
            "/metrics/MET-200",
        ];
        let instruction = [
            "/instructions/IST-50",
            "/instructions/IST-50/challenge",
            "/instructions/IST-50/plain",
            "/instructions/practice",
            "/instructions/sources",
            "/feedback/FBK-12",
        ];
        let communication = ["/channels/CHN-20", "/messages/MSG-100", "/contacts", "/courses/CRS-20/take", "/post"];
        let whole = ["/week", "/week?tab=others", "/rules/CTL01", "/proportion", "/wheel", "/spectrum", "/cycle"];
        let paths = [&governance[..], &policy, &instruction, &communication, &whole].concat();
        nothing(tour_on(browser, &app.origin, &paths, &ALIKE).await?)
    })
}

/// Every part that pages are made of stands in the gallery, which is therefore seen on every screen.
#[test]
fn the_longest_pages() -> Result {
    officer("tour-long", async |browser, app| {
        nothing(tour(browser, &app.origin, &["/", "/gallery", "/gallery/charts", "/api/v1"]).await?)
    })
}

async fn first_rule(browser: &Browser, app: &App) -> Result<Option<String>> {
    browser.goto(&app.url("/rules")).await?;
    let found =
        browser.script("return document.querySelector('main a[href^=\"/rules/\"]')?.getAttribute('href')", vec![]);
    Ok(found.await?.as_str().map(str::to_owned))
}

#[test]
fn pages_for_those_outside_and_pages_that_say_no() -> Result {
    story("tour-no", 1440, Scheme::Light, async |browser| {
        let app = App::demo()?;
        let link = app.sign_in.strip_prefix(&app.origin).ok_or("the link leads elsewhere")?;
        nothing(tour(browser, &app.origin, &["/sign-in", link]).await?)?;
        enter(browser, &app.sign_in).await?;
        let employee = colleague(browser, &app, "employee@tidewater.example", 390).await?;
        browser.allow_console_error("404");
        nothing(tour(browser, &app.origin, &["/nowhere", "/risks/RSK-9999"]).await?)?;
        employee.allow_console_error("403");
        nothing(tour(&employee, &app.origin, &["/accounts"]).await?)?;
        leaves(employee).await?;
        away(browser).await
    })
}
