//! What is asked of someone, as My week, the API and letters tell it.

use crate::{Result, Service, Viewer, account::parse_roles};
use isms::{
    analysis::asked::{self, Asked},
    authority::{Role, Sight},
    context::Objective,
    isms::Isms,
    values::RecordId,
};
use std::sync::Arc;

impl Service {
    /// Everything asked of a person up to a number of days ahead. Certainty is only waited for where they answer for an objective.
    ///
    /// # Errors
    /// As [`Service::numbers`].
    pub async fn asked(&self, isms: &Arc<Isms>, sight: &Sight, person: RecordId, days: i32) -> Result<Vec<Asked>> {
        let answers = isms.all::<Objective>().any(|o| o.head.owner.is_some_and(|w| sight.me.contains(&w.id())));
        let numbers = if answers { Some(self.numbers(isms).await?) } else { None };
        Ok(asked::asked(isms, sight, person, days, numbers.as_deref()))
    }

    /// Someone as they would be if they signed in: with the roles of all their accounts, and as an employee where they have none.
    ///
    /// # Errors
    /// What the ledger refuses.
    pub async fn reader(&self, isms: &Isms, person: RecordId) -> Result<Viewer> {
        let accounts = self.ledger().memberships_of(isms.org, person.0).await?;
        let mut roles: Vec<Role> = Vec::new();
        for role in accounts.iter().flat_map(|m| parse_roles(&m.roles)) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        if accounts.is_empty() {
            roles.push(Role::Employee);
        }
        let account = accounts.first().map(|m| m.account);
        Ok(Viewer { account, org: isms.org, person: Some(person), roles, system: false })
    }
}
