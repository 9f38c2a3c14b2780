//! Addresses as RFC 3986 (section 5) combines them, within one folder.

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// A path inside the folder, without `.` and `..`.
    Local(String),
    /// A path or an address outside of it, as its steps from the end of the host or of the climb.
    Outside(Vec<String>),
}

impl Href {
    /// The paths inside the folder at which it may be found: itself, or for what lies outside, ever shorter ends of its path.
    pub fn candidates(&self) -> Vec<String> {
        match self {
            Href::Local(path) => vec![path.clone()],
            Href::Outside(steps) => (0..steps.len()).filter_map(|i| Some(steps.get(i..)?.join("/"))).collect(),
        }
    }
}

/// `href` as it is meant in the document at `base`, a path of the folder.
pub fn join(base: &str, href: &str) -> Href {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    if let Some((_, rest)) = path.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        let after_host = rest.strip_prefix("//").map(|r| r.split_once('/').map_or("", |(_, p)| p));
        return Href::Outside(plain(after_host.unwrap_or(rest)));
    }
    if path.starts_with('/') || path.contains('\\') {
        return Href::Outside(plain(path));
    }
    let mut steps: Vec<String> = base.split('/').map(str::to_owned).collect();
    steps.pop();
    let mut outside = false;
    for step in path.split('/').map(decoded) {
        match step.as_str() {
            "" | "." => {}
            ".." => outside |= steps.pop().is_none(),
            _ => steps.push(step),
        }
    }
    let unsafe_step = |s: &String| s.contains(['/', '\\', '\0']) || s == "..";
    match outside || steps.iter().any(unsafe_step) {
        true => Href::Outside(plain(path)),
        false => Href::Local(steps.join("/")),
    }
}

fn is_scheme(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The steps of a path that name something; one that could climb or hide a step is left out together with all before it.
fn plain(path: &str) -> Vec<String> {
    let steps: Vec<String> = path.split(['/', '\\']).map(decoded).filter(|s| !s.is_empty() && s != ".").collect();
    let bad = steps.iter().rposition(|s| s == ".." || s.contains(['/', '\\', '\0', ':']));
    steps.into_iter().skip(bad.map_or(0, |i| i + 1)).collect()
}

/// Percent-decoded, where that is text.
fn decoded(step: &str) -> String {
    let mut parts = step.split('%');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let hex = part.get(..2).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                out.extend(part.get(2..).unwrap_or_default().bytes());
            }
            None => out.extend(format!("%{part}").bytes()),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| step.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside() {
        let local = |base: &str, href: &str| match join(base, href) {
            Href::Local(path) => path,
            Href::Outside(steps) => format!("outside: {}", steps.join("/")),
        };
        assert_eq!(local("a/p.json", "c.json"), "a/c.json");
        assert_eq!(local("a/b/p.json", "../c%20d.json#x"), "a/c d.json");
        assert_eq!(local("a/p.json", "./../../etc/passwd"), "outside: etc/passwd");
        assert_eq!(local("p.json", "%2e%2e/x"), "outside: x");
        assert_eq!(local("p.json", "a%2f..%2f..%2fx"), "outside: ");
        assert_eq!(local("p.json", "/etc/passwd"), "outside: etc/passwd");
        assert_eq!(local("p.json", "file:///etc/passwd"), "outside: etc/passwd");
        assert_eq!(local("p.json", "https://x.example/a/b.json?c"), "outside: a/b.json");
        assert_eq!(local("p.json", "C:\\x\\y.json"), "outside: x/y.json");
        assert_eq!(join("p.json", "../../n/c.json").candidates(), ["n/c.json", "c.json"]);
    }
}
