//! The harness itself, told against a page of a few lines: what it should notice, it notices.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use e2e::{Result, Scheme, story, tour};

const GOOD: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A register</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">
</head><body><main><h1>Risks</h1>
<form><label>Name <input name="name"></label> <label>Due <input type="date" name="due"></label>
<label>Owner <select name="owner"><option value="">nobody</option><option value="ada">Ada</option></select></label>
<button type="submit">Save</button></form><p id="scheme"></p></main><script src="/page.js"></script></body></html>"#;
const STYLE: &str = ":root { color-scheme: light dark } body { font: 16px sans-serif }
input, select, button { max-width: 100%; min-height: 24px }";
const SCRIPT: &str = "
const dark = matchMedia('(prefers-color-scheme: dark)');
const show = () => { document.querySelector('#scheme').textContent = (dark.matches ? 'dark ' : 'light ') + innerWidth; };
dark.addEventListener('change', show); addEventListener('resize', show); show();
document.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    const said = [...new FormData(event.target).values()].join(' ');
    document.querySelector('h1').textContent = 'Saved ' + said;
});";
const BAD: &str = r#"<!doctype html><html><head><title>Bad</title><link rel="icon" href="data:,"></head>
<body><img src="data:," id="mute"><div style="width: 3000px">wide</div><script>alert('not allowed')</script></body></html>"#;

#[test]
fn what_a_person_does_reaches_the_page() -> Result {
    let origin = serve()?;
    story("harness", 390, Scheme::Dark, async |browser| {
        browser.goto(&origin).await?;
        browser.sees("dark 390").await?;
        browser.fill("Name", "Ransomware").await?;
        browser.fill("Due", "2026-12-01").await?;
        browser.choose("Owner", "Ada").await?;
        browser.click("button", "Save").await?;
        browser.sees("Saved Ransomware 2026-12-01 ada").await?;
        assert_eq!(browser.text("h1").await?, "Saved Ransomware 2026-12-01 ada");
        Ok(())
    })
}

#[test]
fn the_keyboard_alone_is_enough() -> Result {
    let origin = serve()?;
    story("harness-keys", 1440, Scheme::Light, async |browser| {
        browser.goto(&origin).await?;
        browser.tab_to("Name", 2).await?;
        browser.type_text("Flood").await?;
        browser.press("Shift+Home X Enter").await?;
        browser.sees("Saved X").await
    })
}

#[test]
fn a_good_page_passes_on_every_screen() -> Result {
    let origin = serve()?;
    story("harness-tour", 1440, Scheme::Light, async |browser| {
        assert_eq!(tour(browser, &origin, &["/"]).await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_bad_page_is_told_in_full() -> Result {
    let origin = serve()?;
    story("harness-bad", 1440, Scheme::Light, async |browser| {
        let wrong = tour(browser, &origin, &["/bad"]).await?.join("\n");
        for expected in ["Content Security Policy", "scrolls sideways", "/bad at 390 px, dark: "] {
            assert!(wrong.contains(expected), "{expected:?} is not in:\n{wrong}");
        }
        let rules = std::env::var_os("SURETY_TEST_AXE").is_some();
        assert!(!rules || wrong.contains("image-alt (critical)") && wrong.contains("#mute"), "{wrong}");
        let error = browser.goto(&format!("{origin}/missing")).await.and(browser.console_errors().await)?.join("\n");
        assert!(error.contains("404"), "a failed load is an error: {error}");
        Ok(())
    })
}

#[test]
fn an_error_on_the_console_fails_the_story() -> Result {
    let origin = serve()?;
    let told =
        story("harness-error", 1440, Scheme::Light, async |browser| browser.goto(&format!("{origin}/bad")).await);
    let browser = std::env::var_os("SURETY_TEST_WEBDRIVER").is_some();
    let message = told.err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(browser, message.contains("Content Security Policy"), "{message}");
    Ok(())
}

/// Serves the pages above on a free port, for as long as the test lives.
fn serve() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let origin = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| drop(thread::spawn(|| answer(stream)))));
    Ok(origin)
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut request = [0; 4096];
    let read = stream.read(&mut request)?;
    let request = String::from_utf8_lossy(request.get(..read).unwrap_or_default()).into_owned();
    let (status, kind, body) = match request.split_whitespace().nth(1) {
        Some("/") => ("200 OK", "text/html", GOOD),
        Some("/bad") => ("200 OK", "text/html", BAD),
        Some("/style.css") => ("200 OK", "text/css", STYLE),
        Some("/page.js") => ("200 OK", "text/javascript", SCRIPT),
        _ => ("404 Not Found", "text/plain", "there is no such page"),
    };
    let policy = "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'";
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\
         Content-Security-Policy: {policy}\r\n\r\n{body}"
    )
}
