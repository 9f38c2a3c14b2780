//! The table of the models (`models.txt`), read once: which members an object has, in JSON and in XML, in which version.

use super::{Model, Version};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What stands in a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    String,
    Token,
    Uuid,
    Uri,
    Ref,
    DateTime,
    Date,
    Email,
    /// Markup of one line.
    Line,
    /// Markup of several paragraphs.
    Multi,
    Base64,
    Natural,
    Positive,
    Decimal,
    Bool,
}

/// The type of a member's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty {
    Data(Data),
    /// An object, by its index in the table.
    Def(usize),
}

/// How many values a member may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Many {
    One,
    List,
    OneOrList,
}

/// One member of an object.
#[derive(Debug)]
pub(crate) struct Member {
    pub key: &'static str,
    /// The name of its element or attribute.
    pub xml: &'static str,
    /// An element around all values.
    pub wrap: Option<&'static str>,
    pub flag: bool,
    pub required: bool,
    pub many: Many,
    pub ty: Ty,
    /// Block markup without an element of its own.
    pub bare: bool,
    /// Members of the same number, if not 0, exclude one another.
    pub choice: u8,
    pub since: Version,
    pub until: Version,
    pub allowed: Vec<String>,
    /// Since when the allowed values are insisted upon.
    pub closed: Version,
    /// The allowed values hold only where the object names no namespace of its own.
    pub own_ns: bool,
}

impl Member {
    pub fn covers(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }
}

/// What an object holds.
#[derive(Debug)]
pub(crate) struct Def {
    pub name: &'static str,
    /// The key that holds the field's own text beside its flags.
    pub value: Option<(&'static str, Data)>,
    pub members: Vec<Member>,
}

impl Def {
    /// The member a version has by this key.
    pub fn member(&self, key: &str, version: Version) -> Option<&Member> {
        self.members.iter().find(|m| m.key == key && m.covers(version))
    }

    /// The member of this key in whatever version, the stated one first.
    pub fn any_member(&self, key: &str, version: Version) -> Option<&Member> {
        self.member(key, version).or_else(|| self.members.iter().find(|m| m.key == key))
    }

    /// The member that an attribute (`flag`) or element of this name stands for; markup without an element of its own has none.
    pub fn of_xml(&self, name: &str, flag: bool, version: Version) -> Option<&Member> {
        let fits = |m: &&Member| m.flag == flag && !m.bare && m.wrap.unwrap_or(m.xml) == name;
        let known = || self.members.iter().filter(fits);
        known().find(|m| m.covers(version)).or_else(|| known().next())
    }

    /// The member for block markup that stands in the element itself.
    pub fn bare(&self) -> Option<&Member> {
        self.members.iter().find(|m| m.bare)
    }

    /// Where a member stands among all, for the order of members; the field's own text comes after its flags.
    pub fn rank(&self, key: &str) -> Option<usize> {
        let own = self.value.filter(|(k, _)| *k == key).map(|_| self.members.len());
        own.or_else(|| self.members.iter().position(|m| m.key == key))
    }
}

/// All definitions.
#[derive(Debug)]
pub(crate) struct Table {
    defs: Vec<Def>,
    roots: HashMap<&'static str, usize>,
}

const TEXT: &str = include_str!("models.txt");

/// The table.
pub(crate) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(TEXT));
    &TABLE
}

static NOTHING: Def = Def { name: "", value: None, members: Vec::new() };

impl Table {
    pub fn def(&self, index: usize) -> &Def {
        self.defs.get(index).unwrap_or(&NOTHING)
    }

    /// What stands under the root key of a model.
    pub fn root(&self, model: Model) -> &Def {
        self.roots.get(model.key()).map_or(&NOTHING, |i| self.def(*i))
    }

    fn read(text: &'static str) -> Table {
        let lines = || text.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        let heads = lines().filter_map(|l| l.strip_prefix("def ")).filter_map(|l| l.split(' ').next());
        let roots: HashMap<&'static str, usize> = heads.enumerate().map(|(i, name)| (name, i)).collect();
        let mut defs: Vec<Def> = Vec::with_capacity(roots.len());
        for line in lines() {
            match line.strip_prefix("def ") {
                Some(head) => defs.push(read_head(head)),
                None => {
                    if let (Some(def), Some(member)) = (defs.last_mut(), read_member(line, &roots)) {
                        def.members.push(member);
                    }
                }
            }
        }
        Table { defs, roots }
    }
}

fn read_head(head: &'static str) -> Def {
    let words: Vec<&'static str> = head.split(' ').collect();
    let value = match words.as_slice() {
        [_, value, ty, ..] => value.strip_prefix("value=").zip(data(ty)),
        _ => None,
    };
    Def { name: words.first().copied().unwrap_or_default(), value, members: Vec::new() }
}

fn data(word: &str) -> Option<Data> {
    Some(match word {
        "string" => Data::String,
        "token" => Data::Token,
        "uuid" => Data::Uuid,
        "uri" => Data::Uri,
        "ref" => Data::Ref,
        "datetime" => Data::DateTime,
        "date" => Data::Date,
        "email" => Data::Email,
        "line" => Data::Line,
        "multi" => Data::Multi,
        "base64" => Data::Base64,
        "natural" => Data::Natural,
        "positive" => Data::Positive,
        "decimal" => Data::Decimal,
        "bool" => Data::Bool,
        _ => return None,
    })
}

fn read_member(line: &'static str, roots: &HashMap<&'static str, usize>) -> Option<Member> {
    let mut words = line.split_whitespace();
    let (name, ty) = (words.next()?, words.next()?);
    let ty = match ty.strip_prefix(':') {
        Some(def) => Ty::Def(*roots.get(def)?),
        None => Ty::Data(data(ty)?),
    };
    let key = name.trim_start_matches('@').trim_end_matches(['!', '?', '*']);
    let many = match (name.contains("?*"), name.contains('*')) {
        (true, _) => Many::OneOrList,
        (_, true) => Many::List,
        _ => Many::One,
    };
    let mut member = Member {
        key,
        xml: key,
        wrap: None,
        flag: name.starts_with('@'),
        required: name.contains('!'),
        many,
        ty,
        bare: false,
        choice: 0,
        since: Version::OLDEST,
        until: Version::NEWEST,
        allowed: Vec::new(),
        closed: Version::OLDEST,
        own_ns: false,
    };
    for word in words {
        read_option(&mut member, word)?;
    }
    Some(member)
}

fn read_option(member: &mut Member, word: &'static str) -> Option<()> {
    match word.split_once('=') {
        Some(("xml", name)) => member.xml = name,
        Some(("wrap", name)) => member.wrap = Some(name),
        Some(("choice", number)) => member.choice = number.parse().ok()?,
        Some(("since", version)) => member.since = Version::parse(version)?,
        Some(("until", version)) => member.until = Version::parse(version)?,
        Some(("closed", version)) => member.closed = Version::parse(version)?,
        Some(("in", values)) => member.allowed = values.split('|').map(|v| v.replace("%20", " ")).collect(),
        None if word == "bare" => member.bare = true,
        None if word == "own-ns" => member.own_ns = true,
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let table = table();
        let lines = TEXT.lines().filter(|l| l.starts_with("  ")).count();
        assert_eq!(table.defs.iter().map(|d| d.members.len()).sum::<usize>(), lines);
        assert_eq!(table.defs.len(), table.roots.len(), "a name defined twice");
        assert!(Model::ALL.iter().all(|m| !table.root(*m).members.is_empty()));
    }
}
