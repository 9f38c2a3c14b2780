//! What a field is: its type, its value without serialising, and the hints that lay it out.
//!
//! Everything generic (forms, tables, API, OpenAPI, YAML, diffs, search) walks [`Field`] and [`Val`]; rules and analyses use
//! the struct. Both see the same definition, so they cannot disagree.

use crate::values::{Clause, Markdown, Money, Range, RecordId, Ref, Url};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer};

/// The type of a field. `Copy`, so that a kind's whole description is a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ty {
    /// One line of plain text.
    Line,
    /// Markdown, any length.
    Text,
    /// A whole number.
    Int,
    /// A decimal number; the unit is the field's.
    Number,
    /// A share from 0 to 1, written and shown as such or in per cent.
    Share,
    /// Yes or no.
    Flag,
    /// A calendar date.
    Date,
    /// A moment, UTC.
    Time,
    /// An amount in a currency.
    Money,
    /// A 90 % range: the 5th and 95th percentile.
    Range,
    /// A web address.
    Link,
    /// A requirement of a framework: `iso27001-2022:A.5.1`.
    Clause,
    /// One word of a closed list.
    Choice(&'static [Opt]),
    /// A record of one of these kinds; of any kind where empty.
    Ref(&'static [&'static str]),
    /// Any number of these.
    List(&'static Ty),
    /// A struct of its own fields.
    Part(&'static [Field]),
}

/// One word of a closed list, and its English label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opt {
    /// As stored, in kebab-case.
    pub value: &'static str,
    /// As shown.
    pub label: &'static str,
}

/// What retiring the target of a relation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRetire {
    /// The target cannot be retired while this record points at it.
    Block,
    /// The reference is removed in the same act.
    Detach,
    /// The reference stays, and shows that its target is retired.
    Keep,
}

/// How much of a form's row a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// The whole row.
    Full,
    /// Half of it.
    Half,
    /// A third of it.
    Third,
}

/// One field of a record or part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name in JSON, YAML, filters and the API.
    pub name: &'static str,
    /// The English label; translations may override it.
    pub label: &'static str,
    /// One or two sentences under the label (the doc comment).
    pub help: &'static str,
    /// The heading it stands under in forms and on the page; empty is the first group.
    pub group: &'static str,
    /// The unit of a number.
    pub unit: &'static str,
    /// `field=value[|value]`: shown only then.
    pub shown_when: &'static str,
    /// For a relation, the verb from this side: "threatens".
    pub verb: &'static str,
    /// For a relation, the verb from the other side: "is threatened by".
    pub inverse: &'static str,
    /// For a relation, what retiring its target does.
    pub on_retire: OnRetire,
    /// Its share of a form's row.
    pub width: Width,
    /// Whether registers show it unless asked otherwise.
    pub column: bool,
    /// Whether a record without it is refused.
    pub required: bool,
    /// The type.
    pub ty: Ty,
}

/// A field's value, borrowed.
#[derive(Clone, Debug)]
pub enum Val<'a> {
    /// Nothing stated.
    Empty,
    /// Text of any kind.
    Str(&'a str),
    /// A whole number.
    Int(i64),
    /// A number or share.
    Num(f64),
    /// Yes or no.
    Flag(bool),
    /// A calendar date.
    Date(Date),
    /// A moment.
    Time(Timestamp),
    /// An amount.
    Money(Money),
    /// A 90 % range.
    Range(Range),
    /// A word of a closed list.
    Choice(&'static str),
    /// Another record.
    Ref(RecordId),
    /// A framework's requirement.
    Clause(&'a Clause),
    /// Several.
    List(Vec<Val<'a>>),
    /// A struct.
    Part(&'a dyn Fields),
}

impl Val<'_> {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        match self {
            Val::Empty => true,
            Val::Str(s) => s.is_empty(),
            Val::List(list) => list.is_empty(),
            _ => false,
        }
    }
}

/// A struct whose fields can be walked.
pub trait Fields: std::fmt::Debug {
    /// Their descriptions, in order.
    fn fields(&self) -> &'static [Field];
    /// The value of the field at an index; `Empty` past the end.
    fn get(&self, index: usize) -> Val<'_>;
}

impl dyn Fields + '_ {
    /// The value of a field by name.
    pub fn named(&self, name: &str) -> Option<(&'static Field, Val<'_>)> {
        let index = self.fields().iter().position(|f| f.name == name)?;
        Some((&self.fields()[index], self.get(index)))
    }
}

/// The same as a constant, for descriptions of types.
pub trait Described: Fields {
    /// The fields, in order.
    const FIELDS: &'static [Field];
}

/// A Rust type that can stand in a record.
pub trait FieldType {
    /// Its description.
    const TY: Ty;
    /// Its value.
    fn val(&self) -> Val<'_>;
}

/// A closed list of words.
pub trait Choice: Sized {
    /// All of them, in order.
    const OPTIONS: &'static [Opt];
    /// The stored word.
    fn word(&self) -> &'static str;
    /// The variant of a stored word.
    fn from_word(word: &str) -> Option<Self>;
}

/// Which kinds a [`Ref`] may point at.
pub trait Target {
    /// Their names; empty means any.
    const KINDS: &'static [&'static str];
}

/// Any kind at all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anything;
impl Target for Anything {
    const KINDS: &'static [&'static str] = &[];
}

/// Declares a marker for relations that may point at several kinds.
#[macro_export]
macro_rules! target {
    ($(#[$doc:meta])* $name:ident: $($kind:literal),+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name;
        impl $crate::field::Target for $name { const KINDS: &'static [&'static str] = &[$($kind),+]; }
    };
}

/// Reads a word of a closed list, naming the allowed ones when it is another.
pub fn read_choice<'de, C: Choice, D: Deserializer<'de>>(from: D) -> Result<C, D::Error> {
    let word = <std::borrow::Cow<'de, str>>::deserialize(from)?;
    C::from_word(&word).ok_or_else(|| {
        let words: Vec<&str> = C::OPTIONS.iter().map(|o| o.value).collect();
        serde::de::Error::custom(format!("expected one of {}, found {word:?}", words.join(", ")))
    })
}

/// Whether a value is what a new record has, and so need not be stored.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

macro_rules! field_types {
    ($($rust:ty => $ty:expr, |$me:ident| $val:expr;)*) => {$(
        impl FieldType for $rust {
            const TY: Ty = $ty;
            fn val(&self) -> Val<'_> { let $me = self; $val }
        }
    )*};
}

field_types! {
    String => Ty::Line, |s| if s.is_empty() { Val::Empty } else { Val::Str(s) };
    Markdown => Ty::Text, |s| if s.0.is_empty() { Val::Empty } else { Val::Str(&s.0) };
    Url => Ty::Link, |s| if s.0.is_empty() { Val::Empty } else { Val::Str(&s.0) };
    i64 => Ty::Int, |n| Val::Int(*n);
    f64 => Ty::Number, |n| Val::Num(*n);
    crate::values::Share => Ty::Share, |n| Val::Num(n.0);
    bool => Ty::Flag, |b| Val::Flag(*b);
    Date => Ty::Date, |d| Val::Date(*d);
    Timestamp => Ty::Time, |t| Val::Time(*t);
    Money => Ty::Money, |m| Val::Money(*m);
    Range => Ty::Range, |r| Val::Range(*r);
    Clause => Ty::Clause, |c| Val::Clause(c);
}

impl<K: Target> FieldType for Ref<K> {
    const TY: Ty = Ty::Ref(K::KINDS);
    fn val(&self) -> Val<'_> {
        Val::Ref(self.id())
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const TY: Ty = T::TY;
    fn val(&self) -> Val<'_> {
        self.as_ref().map_or(Val::Empty, FieldType::val)
    }
}

impl<T: FieldType + 'static> FieldType for Vec<T> {
    const TY: Ty = Ty::List(&T::TY);
    fn val(&self) -> Val<'_> {
        if self.is_empty() { Val::Empty } else { Val::List(self.iter().map(FieldType::val).collect()) }
    }
}
