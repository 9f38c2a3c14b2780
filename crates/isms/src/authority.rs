//! Who may do what: a small table of role x area x action, with exceptions by kind. The complete matrix is committed as
//! `docs/authorisation-matrix.md`, so that a reviewer or an auditor can read it without reading code.

use crate::{
    area::Area,
    audience,
    context::{self, Team},
    everywhere::Task,
    field::Choice as _,
    head::Compartment,
    isms::Isms,
    kind::KindInfo,
    record::AnyRecord,
    values::RecordId,
};
use std::collections::BTreeSet;
use surety_derive::Choice;

/// A role of an account in one organisation; an account may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Role {
    /// Accounts, settings, imports; no say in risk or policy.
    Administrator,
    /// Second line: the security officer and their team.
    Officer,
    /// First line with resources: owners of objectives and risks.
    Manager,
    /// First line without: those who do the work.
    Engineer,
    /// Third line: looks at everything, changes only assurance.
    Auditor,
    /// Member of a management body.
    Board,
    /// Everyone else in the organisation.
    Employee,
}

/// What may be done to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum Action {
    /// See it.
    Read,
    /// Make a new one.
    Create,
    /// Change its fields.
    Edit,
    /// Take a lifecycle step.
    Step,
    /// Vote on an approval of it.
    Approve,
    /// Retire it.
    Retire,
}

impl Action {
    fn letter(self) -> char {
        match self {
            Action::Read => 'r',
            Action::Create => 'c',
            Action::Edit => 'e',
            Action::Step => 's',
            Action::Approve => 'a',
            Action::Retire => 't',
        }
    }
}

/// Letters (read, create, edit, step, approve, retire) by role, for the areas in the order of [`Area::ALL`].
const TABLE: [(Role, [&str; 10]); 7] = [
    (Role::Administrator, ["rcest", "r", "r", "r", "r", "rcest", "r", "r", "r", "rcest"]),
    (Role::Officer, ["rcest", "rcest", "rces", "rcesat", "rsa", "rcest", "rcesat", "rces", "rcest", "rcest"]),
    (Role::Manager, ["rces", "rcesat", "rcesa", "ra", "rcesat", "rcs", "rcesat", "rces", "rcest", "rces"]),
    (Role::Engineer, ["r", "rce", "r", "r", "rces", "r", "rces", "rces", "rces", "rces"]),
    (Role::Auditor, ["r", "r", "r", "r", "r", "r", "r", "rcesat", "r", "rces"]),
    (Role::Board, ["r", "ra", "rcesa", "ra", "r", "r", "r", "r", "r", "rces"]),
    (Role::Employee, ["r", "", "", "r", "r", "r", "", "", "c", "c"]),
];

/// Kinds for which a role has other letters than its area gives.
const EXCEPTIONS: [(&str, Role, &str); 36] = [
    ("organisation", Role::Manager, "r"),
    ("field_definition", Role::Officer, "r"),
    ("field_definition", Role::Manager, "r"),
    ("field_definition", Role::Engineer, "r"),
    ("field_definition", Role::Auditor, "r"),
    ("field_definition", Role::Board, "r"),
    ("field_definition", Role::Employee, ""),
    ("appetite", Role::Officer, "rce"),
    ("appetite", Role::Board, "rcesa"),
    ("challenge", Role::Manager, "r"),
    ("audit", Role::Manager, "r"),
    ("audit", Role::Officer, "r"),
    ("audit_programme", Role::Manager, "r"),
    ("audit_programme", Role::Officer, "r"),
    ("certificate", Role::Engineer, "r"),
    ("allowance", Role::Engineer, "r"),
    ("estimate", Role::Board, "rces"),
    ("estimate", Role::Engineer, "rces"),
    ("calibration", Role::Officer, "rc"),
    ("calibration", Role::Manager, "rc"),
    ("calibration", Role::Engineer, "rc"),
    ("calibration", Role::Board, "rc"),
    ("report", Role::Officer, "rcesat"),
    ("report", Role::Manager, "rcsa"),
    ("report", Role::Board, "ra"),
    ("report", Role::Employee, ""),
    ("response", Role::Engineer, "r"),
    ("response", Role::Auditor, "r"),
    ("response", Role::Board, "r"),
    ("response", Role::Employee, ""),
    ("feedback", Role::Officer, "rces"),
    ("feedback", Role::Manager, "rces"),
    ("feedback", Role::Engineer, "rces"),
    ("feedback", Role::Auditor, "r"),
    ("feedback", Role::Board, "rc"),
    ("feedback", Role::Employee, "rc"),
];

/// Letters that a role has for records of its own, of kinds that it may not read otherwise. A record is someone's own where it is theirs
/// to do, or where they answer for its owner: themselves, a role they hold, a team they lead.
const OWN: [(&str, Role, &str); 1] = [("task", Role::Employee, "rs")];

/// Whether a role may do something to its own records of a kind.
fn allows_own(role: Role, kind: &KindInfo, action: Action) -> bool {
    OWN.iter().any(|(name, r, letters)| *name == kind.name && *r == role && letters.contains(action.letter()))
}

/// Whether a role may do something to records of a kind.
pub fn allows(role: Role, kind: &KindInfo, action: Action) -> bool {
    let exception =
        EXCEPTIONS.iter().find(|(name, r, _)| *name == kind.name && *r == role).map(|(_, _, letters)| *letters);
    let area = Area::ALL.iter().position(|a| *a == kind.area).unwrap_or(9);
    let by_area = TABLE.iter().find(|(r, _)| *r == role).map_or("", |(_, areas)| areas[area]);
    exception.unwrap_or(by_area).contains(action.letter())
}

/// Whether a role may see a compartment.
pub fn enters(role: Role, compartment: Compartment) -> bool {
    match compartment {
        Compartment::General => true,
        Compartment::Incident => !matches!(role, Role::Employee),
        Compartment::Personnel => matches!(role, Role::Administrator | Role::Officer | Role::Manager),
        Compartment::WhistleBlowing => matches!(role, Role::Auditor),
    }
}

/// What someone may see: their roles, and who they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Their roles in this organisation.
    pub roles: Vec<Role>,
    /// The person they are, and the teams and roles that person holds.
    pub me: Vec<RecordId>,
    /// Whether what only one person may see is seen too: whoever holds the database itself could read it anyway.
    pub everything: bool,
}

impl Sight {
    /// Whether any of the roles allows an action.
    pub fn may(&self, kind: &KindInfo, action: Action) -> bool {
        self.roles.iter().any(|r| allows(*r, kind, action))
    }

    /// Whether records of a kind may be read at all, be it only one's own.
    pub fn reads(&self, kind: &KindInfo) -> bool {
        self.may(kind, Action::Read) || self.may_own(kind, Action::Read)
    }

    fn may_own(&self, kind: &KindInfo, action: Action) -> bool {
        self.roles.iter().any(|r| allows_own(*r, kind, action))
    }

    /// Whether a record is theirs, and a role of theirs may do this to its own in the record's compartment.
    pub fn may_as_own(&self, isms: &Isms, record: &dyn AnyRecord, action: Action) -> bool {
        let may = |r: &Role| allows_own(*r, record.kind(), action) && enters(*r, record.head().compartment);
        self.roles.iter().any(may) && self.is_own(isms, record)
    }

    fn is_own(&self, isms: &Isms, record: &dyn AnyRecord) -> bool {
        let does = record.typed::<Task>().and_then(|t| t.body.assignee).map(|p| p.id());
        let answers = record.head().owner.and_then(|o| audience::answerable(isms, o.id()));
        does.into_iter().chain(answers).any(|person| self.me.contains(&person))
    }

    /// Numbers of the records of a kind that may be read only because they are theirs, ascending; they cost what is theirs, not what
    /// there is.
    pub fn own(&self, isms: &Isms, kind: &KindInfo) -> Vec<u32> {
        if self.may(kind, Action::Read) || !self.may_own(kind, Action::Read) {
            return Vec::new();
        }
        let faces = self.me.iter().flat_map(|me| {
            let behind = isms.pointing_at(*me).map(|l| l.source);
            behind.filter(|id| isms.typed::<context::Role>(*id).is_some() || isms.typed::<Team>(*id).is_some())
        });
        let faces: BTreeSet<RecordId> = self.me.iter().copied().chain(faces).collect();
        let pointing = faces.into_iter().flat_map(|face| isms.pointing_from(face, kind));
        let records = pointing.filter_map(|l| isms.get(l.source));
        let mine: BTreeSet<u32> =
            records.filter(|r| self.may_as_own(isms, r.as_ref(), Action::Read)).map(|r| r.head().number).collect();
        mine.into_iter().collect()
    }

    /// The compartments of a kind that may be read, as bits in the order of the choices; a role opens a compartment only
    /// where the same role may read the kind.
    pub fn compartments(&self, kind: &KindInfo) -> u64 {
        let open = |c: Compartment| self.roles.iter().any(|r| allows(*r, kind, Action::Read) && enters(*r, c));
        Compartment::OPTIONS
            .iter()
            .enumerate()
            .filter(|(_, o)| Compartment::from_word(o.value).is_some_and(open))
            .fold(0, |bits, (i, _)| bits | 1 << i)
    }

    /// Whether one record of a value, or an earlier form of it, may be read.
    pub fn sees(&self, isms: &Isms, record: &dyn AnyRecord) -> bool {
        let at = Compartment::OPTIONS.iter().position(|o| o.value == record.head().compartment.word()).unwrap_or(63);
        let open = self.compartments(record.kind()) >> at & 1 == 1 || self.may_as_own(isms, record, Action::Read);
        open && self.lifts(isms.private_to(record.head().id))
    }

    /// Whether what only one person may see is theirs.
    pub fn lifts(&self, private_to: Option<RecordId>) -> bool {
        self.everything || private_to.is_none_or(|person| self.me.contains(&person))
    }

    /// Whether an action on one record is allowed: the kind must allow it, or allow it for one's own, and the record must be visible.
    pub fn may_on(&self, isms: &Isms, record: &dyn AnyRecord, action: Action) -> bool {
        let may = self.may(record.kind(), action) || self.may_as_own(isms, record, action);
        may && self.sees(isms, record)
    }
}

/// The complete matrix as Markdown.
pub fn matrix() -> String {
    let roles: Vec<&str> = Role::OPTIONS.iter().map(|o| o.label).collect();
    let mut out = format!("| Kind | {} |\n|---|{}\n", roles.join(" | "), "---|".repeat(roles.len()));
    for kind in crate::KINDS {
        let cells = TABLE.iter().map(|(role, _)| {
            let words =
                Action::OPTIONS.iter().filter(|o| Action::from_word(o.value).is_some_and(|a| allows(*role, kind, a)));
            let own = Action::OPTIONS
                .iter()
                .filter(|o| Action::from_word(o.value).is_some_and(|a| allows_own(*role, kind, a)));
            let own: Vec<String> = own.map(|o| format!("{} own", o.value)).collect();
            words.map(|o| o.value.to_owned()).chain(own).collect::<Vec<_>>().join(", ")
        });
        out.push_str(&format!("| {} | {} |\n", kind.label, cells.collect::<Vec<_>>().join(" | ")));
    }
    out
}
