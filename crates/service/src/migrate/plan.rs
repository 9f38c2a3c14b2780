//! What moving clauses means: for every requirement that a record of ours points at, where it would go, why, and who decides.

use super::{
    MARK,
    rewrite::{clauses, command, forms, may_name, rewrite},
    waits_for_approval,
};
use crate::{
    Command, Error, Request, Result, Subject,
    library::{
        Library, Shelf,
        crosswalk::{self, Says, Statement},
    },
};
use formats::{
    builtin,
    catalogue_diff::{What, diff},
};
use isms::{
    analysis::algebra,
    control::{Applicability, Framework, Mapping, mapping::MappingRelation},
    record::{AnyRecord, Record},
    values::{Clause, RecordId},
    view::View,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// One side of a migration: a framework in a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The framework's identifier.
    pub id: String,
    /// The version's mark ([`Shelf::mark`]).
    pub mark: String,
}

/// What someone decided about a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Clauses name these instead.
    To(Vec<String>),
    /// Clauses stay as they are.
    Keep,
    /// Clauses go, for this reason.
    Drop(String),
}

/// What is wished for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Where clauses point now.
    pub from: Side,
    /// Where they shall point.
    pub to: Side,
    /// What was decided, by requirement.
    pub choices: HashMap<String, Choice>,
}

/// Why a target is proposed, or that none is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The same id is there.
    Same,
    /// The framework itself says where it went.
    Moved,
    /// A mapping says what it equals.
    Equal,
    /// A mapping says something weaker, or names several: a person chooses.
    Choose,
    /// Nothing says where it went.
    Nothing,
}

impl Ground {
    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Ground::Same => "same",
            Ground::Moved => "moved",
            Ground::Equal => "equal",
            Ground::Choose => "choose",
            Ground::Nothing => "nothing",
        }
    }
}

/// A target that something speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The requirement there.
    pub target: String,
    /// Its title.
    pub title: String,
    /// What the old one is to it; none where the framework itself moved it.
    pub relation: Option<MappingRelation>,
    /// Who says so.
    pub says: String,
}

/// A record that points at a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The record.
    pub record: RecordId,
    /// The field it does so in.
    pub field: &'static str,
    /// Whether what is in force does.
    pub in_force: bool,
    /// Whether what people edit does.
    pub draft: bool,
}

/// One requirement that records point at.
#[derive(Clone, Debug)]
pub struct Move {
    /// Its id.
    pub requirement: String,
    /// Its title; empty where the old list does not have it.
    pub title: String,
    /// Why something is proposed.
    pub ground: Ground,
    /// What else of it changed.
    pub changed: Vec<What>,
    /// Targets that something speaks for.
    pub offers: Vec<Offer>,
    /// What was decided, or what is proposed where nothing has to be; none is open.
    pub choice: Option<Choice>,
    /// Whether a person decided.
    pub decided: bool,
    /// Records that point at it.
    pub uses: Vec<Use>,
}

impl Move {
    /// What clauses that name it become: none leaves them.
    fn to(&self, framework: &str) -> Option<Vec<String>> {
        match self.choice.as_ref()? {
            Choice::Keep => None,
            Choice::Drop(_) => Some(Vec::new()),
            Choice::To(ids) => Some(ids.iter().map(|id| format!("{framework}:{id}")).collect()),
        }
    }
}

/// A record that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The record.
    pub record: RecordId,
}

/// The whole of it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where clauses point now: title and version.
    pub from: (String, String),
    /// Where they shall point.
    pub to: (String, String),
    /// What was wished for.
    pub wish: Wish,
    /// Every requirement that records point at, in the old list's order.
    pub moves: Vec<Move>,
    /// Records that wait for an approval of exactly what they say now.
    pub blocked: Vec<Blocked>,
    /// What has to be mended before anything can be done.
    pub faults: Vec<String>,
    /// The commands, one a record.
    commands: Vec<(RecordId, Command)>,
    forced: bool,
    seq: i64,
}

impl Plan {
    /// Requirements that a person has to decide about.
    pub fn open(&self) -> usize {
        self.moves.iter().filter(|m| m.choice.is_none()).count()
    }

    /// Records that would change.
    pub fn records(&self) -> usize {
        self.commands.len()
    }

    /// How many requirements have a ground like this.
    pub fn count(&self, ground: Ground) -> usize {
        self.moves.iter().filter(|m| m.ground == ground).count()
    }

    /// Whether clauses stay in one framework and only mean another version of it.
    pub fn within(&self) -> bool {
        self.wish.from.id == self.wish.to.id
    }

    /// Whether text in force is touched, which not everyone may do ([`super::may_carry`]).
    pub fn touches_in_force(&self) -> bool {
        self.forced
    }

    /// What tells this plan from another: every record in its version, and where its clauses go.
    pub fn mark(&self) -> String {
        let moves: Vec<String> = self.moves.iter().map(|m| format!("{}={:?}", m.requirement, m.choice)).collect();
        let text = format!("{:?}{:?}{:?}", self.wish.to, moves, self.commands);
        hex::encode(Sha256::digest(text.as_bytes())).chars().take(32).collect()
    }

    /// The request that carries it out.
    pub(super) fn request(&self) -> Result<Request> {
        let mut faults = self.faults.clone();
        match self.open() {
            0 => {}
            open => faults.push(format!("{open} requirements are not decided yet")),
        }
        if !self.blocked.is_empty() {
            faults.push(format!("{} records wait for an approval; let it be answered first", self.blocked.len()));
        }
        if self.commands.is_empty() {
            faults.push("nothing would change".into());
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults.into_iter().map(|f| isms::check::Fault::at("", f)).collect()));
        }
        Ok(Request {
            via: "page",
            reason: self.reason(),
            request: Some(format!("{MARK}{}:{}:{}:{}", self.wish.from.id, self.wish.to.id, self.seq, self.mark())),
            migrate: self.forced,
            commands: self.commands.iter().map(|(_, c)| c.clone()).collect(),
            files: Vec::new(),
        })
    }

    fn reason(&self) -> String {
        let side = |(title, version): &(String, String)| format!("{title} {version}").trim().to_owned();
        let mut reason = format!("Clauses moved from {} to {}", side(&self.from), side(&self.to));
        for m in &self.moves {
            if let Some(Choice::Drop(why)) = &m.choice {
                reason.push_str(&format!("; {} dropped: {why}", m.requirement));
            }
        }
        reason.chars().take(2_000).collect()
    }
}

/// Works a plan out.
pub(super) fn plan(view: &View, library: &Library, wish: &Wish) -> Result<Plan> {
    let missing = |side: &Side| Error::NotFound(format!("framework {}", side.id));
    let from = library.version(&wish.from.id, &wish.from.mark).ok_or_else(|| missing(&wish.from))?;
    let to = library.version(&wish.to.id, &wish.to.mark).ok_or_else(|| missing(&wish.to))?;
    let within = wish.from.id == wish.to.id;
    let holders = holders(view, &wish.from.id, within);
    let ours: Vec<&Record<Mapping>> = view.all::<Mapping>().collect();
    let statements =
        if within { Vec::new() } else { crosswalk::statements(&ours, builtin::mappings(), &wish.from.id, &wish.to.id) };
    let moves = moves(view, from, to, wish, &holders, &statements);
    let mut plan = Plan {
        from: (from.catalogue.title.clone(), from.catalogue.version.clone()),
        to: (to.catalogue.title.clone(), to.catalogue.version.clone()),
        wish: wish.clone(),
        moves,
        blocked: Vec::new(),
        faults: Vec::new(),
        commands: Vec::new(),
        forced: false,
        seq: view.moment().seq,
    };
    let target = framework(view, &wish.to.id);
    if within && from.hash == to.hash {
        plan.faults.push("both sides are the same version".into());
    } else if !library.follows(from) {
        plan.faults.push("clauses do not mean the version that the plan starts from".into());
    } else if !within && !library.follows(to) {
        plan.faults.push(format!("clauses of {} mean another version than the one chosen", wish.to.id));
    } else if target.is_none() {
        plan.faults.push(format!("there is no record that adopts {}; make one first", wish.to.id));
    }
    commands(view, &mut plan, &holders, target);
    if let Some(record) = target.filter(|_| within && plan.faults.is_empty()) {
        plan.commands.push((record.head.id, follow(record, from, to)));
    }
    Ok(plan)
}

/// The record by which the organisation holds a framework.
fn framework<'v>(view: &'v View, id: &str) -> Option<&'v Record<Framework>> {
    let open = view.all::<Framework>().filter(|f| f.body.catalogue == id && &*f.head.state != "dropped");
    open.max_by_key(|f| (&*f.head.state == "adopted", f.head.number))
}

/// Open records that name a framework. Between two frameworks, mapping sets stay as they are: what they say of the old one stays true.
fn holders(view: &View, framework: &str, within: bool) -> Vec<Arc<dyn AnyRecord>> {
    let kinds =
        isms::KINDS.iter().filter(|k| k.fields.iter().any(|f| may_name(f.ty)) && (within || k.name != "mapping"));
    let names = |r: &&Arc<dyn AnyRecord>| {
        let mut found = false;
        each(r.as_ref(), &mut |_, clause, _| found |= clause.framework == framework);
        found
    };
    kinds.flat_map(|k| view.records(k)).filter(|r| r.is_open()).filter(names).cloned().collect()
}

/// Every clause of a record, in what people edit and (true) in what is in force.
fn each(record: &dyn AnyRecord, found: &mut dyn FnMut(&'static str, &Clause, bool)) {
    clauses(record.body(), &mut |field, clause| found(field.name, clause, false));
    if let Some(edition) = record.in_force() {
        clauses(edition.body, &mut |field, clause| found(field.name, clause, true));
    }
}

fn moves(
    view: &View,
    from: &Shelf,
    to: &Shelf,
    wish: &Wish,
    holders: &[Arc<dyn AnyRecord>],
    statements: &[Statement<'_>],
) -> Vec<Move> {
    let mut used: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    for record in holders {
        let versioned = record.in_force().is_some();
        each(record.as_ref(), &mut |field, clause, in_force| {
            if clause.framework == wish.from.id {
                let uses = used.entry(clause.requirement.clone()).or_default();
                let at = uses.iter().position(|u| u.record == record.head().id && u.field == field);
                let at = at.unwrap_or_else(|| {
                    uses.push(Use { record: record.head().id, field, in_force: false, draft: false });
                    uses.len() - 1
                });
                if let Some(one) = uses.get_mut(at) {
                    one.in_force |= in_force;
                    one.draft |= versioned && !in_force;
                }
            }
        });
    }
    let within = wish.from.id == wish.to.id;
    let changes = if within { diff(&from.catalogue, &to.catalogue, &[]).changes } else { Vec::new() };
    let mut moves: Vec<Move> = used
        .into_iter()
        .map(|(requirement, uses)| {
            let changed =
                changes.iter().filter(|c| c.id == requirement && c.what != What::Added).map(|c| c.what).collect();
            one(view, from, to, within, requirement, uses, changed, statements, wish)
        })
        .collect();
    let place: HashMap<&str, usize> =
        from.catalogue.requirements.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    moves.sort_by_key(|m| place.get(m.requirement.as_str()).copied().unwrap_or(usize::MAX));
    moves
}

#[allow(clippy::too_many_arguments, reason = "what one requirement's fate hangs on, each borrowed from elsewhere")]
fn one(
    view: &View,
    from: &Shelf,
    to: &Shelf,
    within: bool,
    requirement: String,
    uses: Vec<Use>,
    changed: Vec<What>,
    statements: &[Statement<'_>],
    wish: &Wish,
) -> Move {
    let (ground, offers) = match within {
        true => inside(from, to, &requirement),
        false => across(view, to, &requirement, statements),
    };
    let proposed = match ground {
        Ground::Same | Ground::Moved | Ground::Equal => offers.first().map(|o| Choice::To(vec![o.target.clone()])),
        Ground::Choose | Ground::Nothing => None,
    };
    let decided = wish.choices.get(&requirement).filter(|c| sound(c, to)).cloned();
    Move {
        title: from.requirement(&requirement).map(|r| r.title.clone()).unwrap_or_default(),
        ground,
        changed,
        offers,
        decided: decided.is_some() && decided != proposed,
        choice: decided.or(proposed),
        uses,
        requirement,
    }
}

/// A choice that can be carried out: targets that exist, and a reason for what is dropped.
fn sound(choice: &Choice, to: &Shelf) -> bool {
    match choice {
        Choice::Keep => true,
        Choice::Drop(reason) => !reason.trim().is_empty(),
        Choice::To(ids) => !ids.is_empty() && ids.iter().all(|id| to.requirement(id).is_some()),
    }
}

/// Between two versions of one framework: the same id, or where the framework says it went.
fn inside(from: &Shelf, to: &Shelf, id: &str) -> (Ground, Vec<Offer>) {
    let offer = |target: &str| {
        let found = to.requirement(target)?;
        Some(Offer { target: found.id.clone(), title: found.title.clone(), relation: None, says: String::new() })
    };
    let there = to.requirement(id);
    if there.is_some_and(|r| !r.withdrawn) {
        return (Ground::Same, offer(id).into_iter().collect());
    }
    let said =
        there.filter(|r| !r.moved_to.is_empty()).or_else(|| from.requirement(id)).map_or(&[][..], |r| &r.moved_to);
    let offers: Vec<Offer> = said.iter().filter_map(|t| offer(t)).collect();
    match offers.len() {
        0 => (Ground::Nothing, offers),
        1 => (Ground::Moved, offers),
        _ => (Ground::Choose, offers),
    }
}

/// Between two frameworks: what mappings say. The same id means nothing there.
fn across(view: &View, to: &Shelf, id: &str, statements: &[Statement<'_>]) -> (Ground, Vec<Offer>) {
    let says = |s: &Statement<'_>| match s.says {
        Says::Published(set) => set.id.clone(),
        Says::Ours(set, _) => view.get(set.head.id).map(|r| r.key().to_string()).unwrap_or_default(),
    };
    let stated = statements.iter().filter(|s| s.source == id && s.relation != MappingRelation::None);
    let mut offers: Vec<Offer> = stated
        .filter_map(|s| {
            let found = to.requirement(s.target)?;
            Some(Offer {
                target: found.id.clone(),
                title: found.title.clone(),
                relation: Some(s.relation),
                says: says(s),
            })
        })
        .collect();
    offers.sort_by_key(|o| (o.relation != Some(MappingRelation::Equal), !o.relation.is_some_and(algebra::carries)));
    let mut seen: Vec<(String, Option<MappingRelation>)> = Vec::new();
    offers.retain(|o| {
        let key = (o.target.clone(), o.relation);
        !seen.contains(&key) && {
            seen.push(key);
            true
        }
    });
    let equal = offers.iter().filter(|o| o.relation == Some(MappingRelation::Equal)).count();
    match (offers.is_empty(), equal) {
        (true, _) => (Ground::Nothing, offers),
        (_, 1) => (Ground::Equal, offers),
        _ => (Ground::Choose, offers),
    }
}

fn commands(view: &View, plan: &mut Plan, holders: &[Arc<dyn AnyRecord>], target: Option<&Record<Framework>>) {
    let fates: HashMap<String, Vec<String>> = plan
        .moves
        .iter()
        .filter_map(|m| Some((format!("{}:{}", plan.wish.from.id, m.requirement), m.to(&plan.wish.to.id)?)))
        .collect();
    let to = |clause: &str| fates.get(clause.trim()).cloned();
    let across = (!plan.within()).then_some(target).flatten().map(|f| format!("FRW-{}", f.head.number));
    for record in holders {
        let was = forms(record.as_ref(), view.for_the_organisation().as_ref());
        let fields = record.body().fields();
        let mut body = was.body.clone();
        let mut in_force = was.in_force.as_ref().map(|(_, body)| body.clone());
        rewrite(fields, &mut body, &to);
        in_force.iter_mut().for_each(|b| rewrite(fields, b, &to));
        let same = body == was.body && in_force.as_ref() == was.in_force.as_ref().map(|(_, b)| b);
        if same {
            continue;
        }
        // A statement speaks of one framework: with its lines it goes over as a whole.
        if let Some(key) = across.as_ref().filter(|_| record.typed::<Applicability>().is_some()) {
            for body in std::iter::once(&mut body).chain(in_force.as_mut()) {
                body.insert("framework".into(), json!(key));
            }
        }
        if waits_for_approval(view.for_the_organisation(), record.as_ref()) {
            plan.blocked.push(Blocked { record: record.head().id });
        }
        plan.forced |= in_force.is_some();
        plan.commands.push((record.head().id, command(record.as_ref(), &was, body, in_force)));
    }
}

/// The framework's record means the new version from now on, and holds the old one beside it.
fn follow(record: &Record<Framework>, from: &Shelf, to: &Shelf) -> Command {
    let hash = |s: &Shelf| s.hash.map(hex::encode).unwrap_or_default();
    let held = |version: &str, hash: &str, since: Option<jiff::civil::Date>| json!({ "version": version, "content_hash": hash, "held_since": since.map(|d| d.to_string()) });
    let rest = record.body.versions.iter().filter(|v| v.content_hash != hash(to) && v.content_hash != hash(from));
    let mut versions: Vec<_> = rest.map(|v| held(&v.version, &v.content_hash, v.held_since)).collect();
    let version = if from.catalogue.version.is_empty() { "unnamed" } else { &from.catalogue.version };
    versions.push(held(version, &hash(from), None));
    let patch = json!({ "catalogue_version": to.catalogue.version, "content_hash": hash(to), "versions": versions });
    Command::Edit { subject: Subject::Id(record.head.id), version: Some(record.head.version), patch }
}
