//! Fields: new records and changed ones, from their outer form.

use super::*;

impl Desk<'_> {
    pub(super) fn create(&mut self, kind: &'static KindInfo, fields: &Value) -> Result<()> {
        self.allow(kind, Action::Create, None)?;
        self.not_by_hand(kind)?;
        self.with_files(kind)?;
        let mut given = outer::read(kind, fields, self).map_err(Error::Invalid)?;
        self.sign(kind, &mut given);
        let promised = given.key.as_deref().and_then(|k| self.promised.get(k)).map(|(id, _)| *id);
        let number = given.key.as_deref().and_then(Key::parse).map(|k| k.number);
        let id = promised.unwrap_or_else(|| RecordId(self.ids.id(self.now)));
        let last = self.isms.table(kind).last().map_or(0, |r| r.head().number);
        let head = self.fresh_head(kind, id, number.unwrap_or(last.saturating_add(1)));
        let head = with_head(head, &given)?;
        self.enter(kind, &head)?;
        let record = (kind.make)(head, Value::Object(present(&given.body))).map_err(|m| Error::fault("", m))?;
        let record = with_custom(record, &given.custom)?;
        self.own_work(record.as_ref())?;
        self.picture_is_taken(None, record.as_ref())?;
        if number.is_none() {
            self.unnumbered.insert(id);
        }
        self.put(record.clone());
        self.place(record, &given)
    }

    /// A record may only be put where its author may see it.
    pub(super) fn enter(&self, kind: &KindInfo, head: &Head) -> Result<()> {
        let at = isms::field::Choice::word(&head.compartment);
        let open = self.sight.roles.iter().any(|r| isms::authority::enters(*r, head.compartment));
        if open || self.viewer.system || head.compartment == kind.compartment {
            return Ok(());
        }
        Err(Error::fault(
            "/compartment",
            format!("you may not see the compartment {at}, so you cannot put a record there"),
        ))
    }

    /// Sets all fields of a record from its outer form.
    pub(super) fn set(&mut self, record: Arc<dyn AnyRecord>, whole: &Value, named: &Value) -> Result<()> {
        let kind = record.kind();
        self.kept = self.isms.pointed_at_by(record.as_ref()).iter().map(|l| l.target).collect();
        let read = outer::read(kind, whole, self);
        self.kept.clear();
        let mut given = read.map_err(Error::Invalid)?;
        given.state = named.get("state").and_then(Value::as_str).map(str::to_owned);
        if named.get("in_force").is_none() && named.get("edition").is_none() {
            (given.edition, given.in_force) = (None, None);
        }
        let cleared = Head { owner: None, scope: None, next_review: None, tags: Vec::new(), ..record.head().clone() };
        let mut head = with_head(
            Head { title: String::new(), compartment: kind.compartment, drafted_by: Default::default(), ..cleared },
            &given,
        )?;
        let body = Value::Object(present(&given.body));
        let changed =
            record.with_body(head.clone(), body.clone(), given.custom.clone()).map_err(|m| Error::fault("", m))?;
        let words = changed.body_json() != record.body_json() || head.title != record.head().title;
        let other = words || head != *record.head() || changed.custom() != record.custom();
        if other {
            self.allow(kind, Action::Edit, Some(record.as_ref()))?;
            self.not_by_hand(kind)?;
            self.enter(kind, &head)?;
            self.stays_blind(record.as_ref(), changed.as_ref())?;
            self.picture_is_taken(Some(record.as_ref()), changed.as_ref())?;
            if let Some(day) = coming::day(record.as_ref()).filter(|_| !self.migrate) {
                let message =
                    format!("{} is published and holds from {day}; call it back before changing it", record.key());
                return Err(Error::fault("", message));
            }
            if !record.is_open() && !self.migrate {
                return Err(Error::fault(
                    "",
                    format!("{} is {}; take it up again before changing it", record.key(), head.state),
                ));
            }
        }
        if kind.versioned && words && !matches!(&*head.state, "draft" | "review") && record.is_open() {
            head.state = kind.lifecycle.initial().into();
        }
        let changed = changed.with_head(head);
        if other {
            self.put(changed.clone());
        }
        let now = self.isms.get(record.head().id).cloned().unwrap_or(changed);
        self.place(now, &given)
    }

    /// Takes the steps to the wished state.
    pub(super) fn place(&mut self, record: Arc<dyn AnyRecord>, given: &Given) -> Result<()> {
        let id = record.head().id;
        if self.migrate {
            return self.restore(record, given);
        }
        if given.in_force.is_some() {
            return Err(Error::fault(
                "/in_force",
                "expected no such member: what is in force changes by putting a draft in force; only a migrating act may set it",
            ));
        }
        let Some(state) = &given.state else { return Ok(()) };
        let Some(record) = self.isms.get(id).cloned() else { return Ok(()) };
        self.reach(record, state)
    }

    /// Puts a whole record back as it is given, without steps: its state, and the edition in force beside or under its draft.
    pub(super) fn restore(&mut self, record: Arc<dyn AnyRecord>, given: &Given) -> Result<()> {
        let mut record = record;
        if let Some(number) = given.edition.filter(|_| record.kind().versioned) {
            let since = record.in_force().map_or(self.now, |e| e.since);
            let (title, body) = match &given.in_force {
                Some((title, body)) => (title.clone(), Value::Object(present(body))),
                None => (record.head().title.clone(), record.body_json()),
            };
            record = record.with_in_force(number, since, title, body).map_err(|m| Error::fault("/in_force", m))?;
        }
        if let Some(state) = &given.state {
            known_state(record.kind(), state)?;
            let publishes = |s: &Step| s.effect == Effect::Publish && s.to == state;
            let head = Head { state: state.as_str().into(), ..record.head().clone() };
            let stated = given.edition.is_some() || record.in_force().is_some_and(|e| !e.has_draft);
            let unpublished = !stated && record.kind().lifecycle.steps.iter().any(publishes);
            record = if unpublished { record.published(head, self.now) } else { record.with_head(head) };
        }
        if self.isms.get(record.head().id).is_none_or(|was| was.encode() != record.encode()) {
            self.put(record);
        }
        Ok(())
    }
}

/// The given head fields on top of a head.
pub(crate) fn with_head(head: Head, given: &Given) -> Result<Head> {
    let mut members = match serde_json::to_value(&head) {
        Ok(Value::Object(members)) => members,
        _ => return Err(Error::Stored("a head does not serialise".into())),
    };
    for (name, value) in &given.head {
        if value.is_null() {
            members.remove(name)
        } else {
            members.insert(name.clone(), value.clone())
        };
    }
    members.entry("title").or_insert_with(|| json!(""));
    serde_json::from_value(Value::Object(members)).map_err(|e| Error::fault("", e.to_string()))
}

pub(super) fn with_custom(record: Arc<dyn AnyRecord>, custom: &Custom) -> Result<Arc<dyn AnyRecord>> {
    if custom.is_empty() {
        return Ok(record);
    }
    let kept: Custom = custom.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.clone(), v.clone())).collect();
    record.with_body(record.head().clone(), record.body_json(), kept).map_err(|m| Error::fault("/custom", m))
}

/// Fields with a value; a cleared one is left out.
pub(crate) fn present(fields: &Map<String, Value>) -> Map<String, Value> {
    fields.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.clone(), clean(v))).collect()
}

/// The same below: no nulls inside parts.
pub(super) fn clean(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(present(members)),
        Value::Array(items) => Value::Array(items.iter().map(clean).collect()),
        other => other.clone(),
    }
}

/// Merge patch (RFC 7396).
pub fn merge(target: &mut Value, patch: &Value) {
    let (Value::Object(members), true) = (patch, target.is_object()) else {
        *target = patch.clone();
        return;
    };
    let Value::Object(into) = target else { return };
    for (name, value) in members {
        if value.is_null() {
            into.remove(name);
        } else if value.is_object() && into.get(name).is_some_and(Value::is_object) {
            if let Some(inner) = into.get_mut(name) {
                merge(inner, value);
            }
        } else {
            into.insert(name.clone(), value.clone());
        }
    }
}
