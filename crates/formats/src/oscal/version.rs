//! The releases of OSCAL that the table of the models knows.

use std::fmt;

/// An OSCAL release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8, u8, u8);

impl Version {
    /// Every release whose models are known, oldest first. 1.0.0 to 1.0.6 are described by the models of 1.0.2.
    pub const KNOWN: [Version; 15] = [
        Version(1, 0, 0),
        Version(1, 0, 1),
        Version(1, 0, 2),
        Version(1, 0, 3),
        Version(1, 0, 4),
        Version(1, 0, 5),
        Version(1, 0, 6),
        Version(1, 1, 0),
        Version(1, 1, 1),
        Version(1, 1, 2),
        Version(1, 1, 3),
        Version(1, 2, 0),
        Version(1, 2, 1),
        Version(1, 2, 2),
        Version(1, 2, 3),
    ];
    /// The first of them.
    pub const OLDEST: Version = Version(1, 0, 0);
    /// The last of them.
    pub const NEWEST: Version = Version(1, 2, 3);
    /// The first release with mapping collections.
    pub(crate) const WITH_MAPPINGS: Version = Version(1, 2, 0);
    /// From here on a coverage holds its number as `target-coverage`.
    pub(crate) const WITH_TARGET_COVERAGE: Version = Version(1, 2, 1);

    /// Reads `1.1.2`, also with a leading `v` or a suffix such as `-rc1`; two numbers mean the first release of that line.
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.trim().trim_start_matches('v');
        let mut numbers = text.split(['-', '+']).next()?.split('.').map(str::parse);
        let (major, minor) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        let patch = numbers.next().unwrap_or(Ok(0)).ok()?;
        numbers.next().is_none().then_some(Version(major, minor, patch))
    }

    /// The known release whose models are used for this one: itself, or the newest before it.
    pub fn nearest(self) -> Version {
        Self::KNOWN.into_iter().rev().find(|v| *v <= self).unwrap_or(Self::OLDEST)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}
