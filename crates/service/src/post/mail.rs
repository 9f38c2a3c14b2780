//! Mail over SMTP. Encryption is required unless the server is on this machine or its address says `?tls=none`.

use super::{Undelivered, Wrong};
use lettre::{
    Address, Message, SmtpTransport, Transport,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use url::{Host, Url};
use uuid::Uuid;

/// How long a server may take to answer a command.
const PATIENCE: Duration = Duration::from_secs(30);

/// Longer subjects are cut: a header is no place for a text.
const LONGEST_SUBJECT: usize = 200;

const EXPECTED: &str = "the mail server: expected smtp://user:secret@host:587 or smtps://user:secret@host:465, with ?tls=none or \
     ?ca=FILE (PEM) where needed; write @, : and / in user or secret as %40, %3A and %2F";

/// A mail server and whom letters come from.
#[derive(Clone)]
pub struct Mail {
    transport: SmtpTransport,
    from: Mailbox,
    server: String,
    secret: Option<Arc<str>>,
}

/// A letter to one person. It serialises, so that a job can carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What names it: the same letter sent again has the same Message-ID, and the reader's program shows it once.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// Their name.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML, where there is one.
    pub html: Option<String>,
    /// When it was written, in seconds since 1970.
    pub at: i64,
}

impl Mail {
    /// Reads the server's address and the sender.
    ///
    /// # Errors
    /// [`Wrong`], without any secret in it.
    pub fn new(url: &str, from: &str) -> Result<Mail, Wrong> {
        let from: Mailbox = from
            .parse()
            .map_err(|_| Wrong("the sender: expected isms@example.org or Surety <isms@example.org>".into()))?;
        let url = Url::parse(url).map_err(|_| Wrong(EXPECTED.into()))?;
        let host = url.host_str().filter(|h| !h.is_empty()).ok_or_else(|| Wrong(EXPECTED.into()))?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let (implicit, port) = match url.scheme() {
            "smtp" => (false, 587),
            "smtps" => (true, 465),
            _ => return Err(Wrong(EXPECTED.into())),
        };
        let tls = tls(&url, &host, implicit)?;
        let credentials = credentials(&url)?;
        let port = url.port().unwrap_or(port);
        let mut builder = SmtpTransport::builder_dangerous(&host).port(port).tls(tls);
        let domain = from.email.domain().to_owned();
        builder = builder.timeout(Some(PATIENCE)).hello_name(ClientId::Domain(domain));
        let secret = credentials.as_ref().map(|(_, secret)| Arc::from(secret.as_str()));
        if let Some((user, secret)) = credentials {
            builder = builder.credentials(Credentials::new(user, secret));
        }
        Ok(Mail { transport: builder.build(), from, server: format!("{host}:{port}"), secret })
    }

    /// Hands a letter to the server.
    ///
    /// # Errors
    /// [`Undelivered`]: for good where the address or the server's answer leaves no hope.
    pub async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        let message = self.message(letter)?;
        let mail = self.clone();
        // The blocking client: its time-outs hold for every read, so that a silent server holds nothing up.
        let sent = tokio::task::spawn_blocking(move || mail.transport.send(&message).map_err(|e| mail.failure(&e)));
        match sent.await {
            Ok(sent) => sent.map(drop),
            Err(e) => Err(Undelivered::for_now(format!("sending ended early: {e}"))),
        }
    }

    /// Whom letters come from.
    pub fn from(&self) -> String {
        self.from.to_string()
    }

    fn message(&self, letter: &Letter) -> Result<Message, Undelivered> {
        let address: Address = letter
            .to
            .trim()
            .parse()
            .map_err(|_| Undelivered::for_good(format!("{:?} is no mail address", letter.to)))?;
        let name = Some(line(&letter.name)).filter(|n| !n.is_empty());
        let at = Duration::from_secs(u64::try_from(letter.at).unwrap_or(0));
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(line(&letter.subject))
            .date(std::time::SystemTime::UNIX_EPOCH + at)
            .message_id(Some(format!("<{}@{}>", letter.id.simple(), self.from.email.domain())))
            // Absence notes do not answer it (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        let built = match &letter.html {
            Some(html) => builder.multipart(MultiPart::alternative_plain_html(letter.text.clone(), html.clone())),
            None => builder.singlepart(SinglePart::plain(letter.text.clone())),
        };
        built.map_err(|e| Undelivered::for_good(format!("the letter cannot be written: {e}")))
    }

    fn failure(&self, error: &lettre::transport::smtp::Error) -> Undelivered {
        let code = error.status().map(u16::from);
        // 530, 534, 535 and 538 are about us and not about the letter: once the setting is right it goes out.
        let ours = matches!(code, Some(530 | 534 | 535 | 538));
        let why = self.without_secret(&said(error));
        Undelivered { why: format!("mail server {}: {why}", self.server), lasting: error.is_permanent() && !ours }
    }

    fn without_secret(&self, text: &str) -> String {
        match &self.secret {
            Some(secret) if !secret.is_empty() => text.replace(&**secret, "…"),
            _ => text.to_owned(),
        }
    }
}

/// An error with what caused it.
fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

/// One line without control characters: nothing that a person typed can begin a new header.
fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_SUBJECT).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tls(url: &Url, host: &str, implicit: bool) -> Result<Tls, Wrong> {
    let (mut plain, mut ca) = (!implicit && is_here(url), None);
    for (name, value) in url.query_pairs() {
        match (&*name, &*value) {
            ("tls", "none") if !implicit => plain = true,
            ("tls", "required") => plain = false,
            ("ca", file) => ca = Some(file.to_owned()),
            _ => return Err(Wrong(EXPECTED.into())),
        }
    }
    if plain {
        return Ok(Tls::None);
    }
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = ca {
        let pem = std::fs::read(&file).map_err(|e| Wrong(format!("the mail server's authority {file}: {e}")))?;
        let certificate = Certificate::from_pem(&pem).map_err(|_| Wrong(format!("{file} is no certificate in PEM")))?;
        builder = builder.add_root_certificate(certificate);
    }
    let parameters = builder.build().map_err(|e| Wrong(format!("encryption for {host} cannot be set up: {e}")))?;
    Ok(if implicit { Tls::Wrapper(parameters) } else { Tls::Required(parameters) })
}

/// Whether the server is on this machine. `url` reads only https and its like into addresses, hence the second look.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, Wrong> {
    let plain =
        |text: &str| percent_decode_str(text).decode_utf8().map(String::from).map_err(|_| Wrong(EXPECTED.into()));
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (user, Some(secret)) if !user.is_empty() => Ok(Some((plain(user)?, plain(secret)?))),
        _ => Err(Wrong(EXPECTED.into())),
    }
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("server", &self.server).field("from", &self.from.to_string()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letter() -> Letter {
        Letter {
            id: Uuid::from_u128(7),
            to: "anna@example.org".into(),
            name: "Anna Weiß".into(),
            subject: "Two decisions wait".into(),
            text: "Hello".into(),
            html: Some("<p>Hello</p>".into()),
            at: 1_790_000_000,
        }
    }

    fn mail() -> Mail {
        Mail::new("smtp://me%40example.org:top%2Fsecret@mail.example.org", "Surety <isms@example.org>").unwrap()
    }

    #[test]
    fn secrets_are_not_shown() {
        let mail = mail();
        assert_eq!(mail.secret.as_deref(), Some("top/secret"));
        assert!(!format!("{mail:?}").contains("secret"));
        assert_eq!(mail.without_secret("535 top/secret is wrong"), "535 … is wrong");
        for wrong in
            ["smtp://u:hidden@", "http://u:hidden@e.org", "smtp://u:hidden@e.org?tls=maybe", "smtp://:hidden@e.org"]
        {
            let said = Mail::new(wrong, "a@e.org").unwrap_err().to_string();
            assert!(!said.contains("hidden"), "{said}");
        }
    }

    #[test]
    fn only_this_machine_is_spoken_to_in_the_open() {
        for (url, here) in [
            ("smtp://localhost:25", true),
            ("smtp://127.0.0.1", true),
            ("smtp://[::1]:25", true),
            ("smtp://mail.example.org", false),
            ("smtp://10.0.0.5", false),
            ("smtp://127.0.0.1.example.org", false),
        ] {
            assert_eq!(is_here(&Url::parse(url).unwrap()), here, "{url}");
        }
    }

    #[test]
    fn the_same_letter_is_the_same_bytes() {
        let headers = |m: &Message| String::from_utf8(m.formatted()).unwrap().replace('\r', "");
        let text = headers(&mail().message(&letter()).unwrap());
        assert!(text.contains("Message-ID: <00000000000000000000000000000007@example.org>"), "{text}");
        assert!(text.contains("Date: Mon, 21 Sep 2026 14:13:20 +0000"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
    }

    proptest! {
        #[test]
        fn no_text_begins_a_header(subject in "(?s).{0,80}", name in "(?s).{0,40}") {
            let evil = |text: String| format!("{text}\r\nBcc: all@example.org\r\n\r\nbody");
            let letter = Letter { subject: evil(subject), name: evil(name), ..letter() };
            let text = String::from_utf8(mail().message(&letter).unwrap().formatted()).unwrap();
            let head = text.split("\r\n\r\n").next().unwrap_or_default();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|l| !l.starts_with([' ', '\t']))
                .filter_map(|l| l.split_once(':').map(|(name, _)| name))
                .collect();
            let expected = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"];
            prop_assert_eq!(names, expected);
        }

        #[test]
        fn addresses_are_addresses(to in "(?s).{0,40}") {
            let letter = Letter { to, ..letter() };
            if let Ok(message) = mail().message(&letter) {
                prop_assert_eq!(message.envelope().to().len(), 1);
            }
        }
    }
}
