use std::cell::RefCell;
use std::env;
use std::fs;
use std::path::PathBuf;

use base64::Engine;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Result;

/// Height of the emulated screen in CSS pixels; pictures show the whole page up to [`TALLEST`].
const HEIGHT: u32 = 900;
const TALLEST: f64 = 6000.0;
/// Narrower than this is a telephone: touch, no hover, the viewport as the page declares it.
const MOBILE: u32 = 600;
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
];

/// What `prefers-color-scheme` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    /// The word that CSS uses.
    pub fn word(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// One browser window with a fresh profile.
pub struct Browser {
    pub(crate) client: Client,
    allowed: RefCell<Vec<String>>,
    profile: TempDir,
}

impl Browser {
    /// Starts a browser; `None` when the environment names no driver.
    pub async fn start(width: u32, scheme: Scheme) -> Result<Option<Self>> {
        let (Ok(driver), Ok(chromium)) = (env::var("SURETY_TEST_WEBDRIVER"), env::var("SURETY_TEST_CHROMIUM")) else {
            return Ok(None);
        };
        let profile = TempDir::with_prefix("surety-profile-")?;
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": chromium, "args": flags },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let wanted = wanted.as_object().cloned().unwrap_or_default();
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver).await?;
        let browser = Browser { client, allowed: RefCell::default(), profile };
        browser.screen(width, scheme).await?;
        Ok(Some(browser))
    }

    /// Makes the window another screen: below 600 CSS pixels a telephone, otherwise a desktop.
    pub async fn screen(&self, width: u32, scheme: Scheme) -> Result {
        let mobile = width < MOBILE;
        let screen = json!({ "width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": mobile });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": mobile })).await?;
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme.word() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Opens an address and waits until the page has loaded.
    pub async fn goto(&self, address: &str) -> Result {
        Ok(self.client.goto(address).await?)
    }

    /// The address shown now, after redirects.
    pub async fn address(&self) -> Result<String> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// Runs a function body in the page and returns what it returns.
    pub async fn script(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(body, args).await?)
    }

    /// Saves the whole page as `e2e/NAME.png` in the target folder and says where.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await?;
        let size = |side: &str| metrics.pointer(&format!("/cssContentSize/{side}")).and_then(Value::as_f64);
        let (width, height) = (size("width").unwrap_or(1440.0), size("height").unwrap_or(900.0).min(TALLEST));
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let wanted = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.devtools("Page.captureScreenshot", wanted).await?;
        let data = picture.get("data").and_then(Value::as_str).ok_or("the browser took no picture")?;
        let file = crate::app::target()?.join("e2e").join(format!("{name}.png"));
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        fs::write(&file, base64::engine::general_purpose::STANDARD.decode(data)?)?;
        Ok(file)
    }

    /// From here on, console errors that contain `text` are part of the story, such as the 404 of a page that is gone.
    pub fn allow_console_error(&self, text: &str) {
        self.allowed.borrow_mut().push(text.to_owned());
    }

    /// The errors since the last call: uncaught exceptions, `console.error`, failed loads, violated content security policy.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.ask("se/log".to_owned(), Some(json!({ "type": "browser" }))).await?;
        let allowed = self.allowed.borrow();
        let text = |entry: &Value| entry.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
        let entries = log.as_array().into_iter().flatten();
        let severe = entries.filter(|entry| entry.get("level").and_then(Value::as_str) == Some("SEVERE")).map(text);
        Ok(severe.filter(|said| !allowed.iter().any(|allowed| said.contains(allowed))).collect())
    }

    /// Speaks to Chromium directly, for what WebDriver has no command for.
    pub async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": params });
        self.ask("goog/cdp/execute".to_owned(), Some(body)).await
    }

    /// A WebDriver command that the client library does not know, at a path below the session; without a body it is a GET.
    pub(crate) async fn ask(&self, path: String, body: Option<Value>) -> Result<Value> {
        Ok(self.client.issue_cmd(Ask { path, body }).await?)
    }

    pub async fn close(self) -> Result {
        self.client.close().await?;
        Ok(self.profile.close()?)
    }
}

#[derive(Debug)]
struct Ask {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Ask {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> std::result::Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let method = if self.body.is_some() { http::Method::POST } else { http::Method::GET };
        (method, self.body.as_ref().map(Value::to_string))
    }
}
