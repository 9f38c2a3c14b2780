//! Who is there: accounts, sign-in by one-time link or password, sessions, tokens of programs.

use crate::{Error, Result, Service, clock::token_hash};
use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use isms::{
    authority::{Role, Sight},
    context::Person,
    field::Choice,
    isms::Isms,
    kind,
    values::RecordId,
};
use ledger::{Account, ApiToken, Membership, SignIn};
use uuid::Uuid;

/// How long a session lasts at most, and how long a one-time link may wait.
const SESSION_DAYS: i64 = 14;
const IDLE_HOURS: i64 = 12;
const LINK_HOURS: i64 = 24;
const SECOND: i64 = 1_000_000;

/// Someone who looks at one organisation.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account; none for whoever holds the database itself.
    pub account: Option<Uuid>,
    /// The organisation.
    pub org: Uuid,
    /// Their face in it.
    pub person: Option<RecordId>,
    /// Their roles in it.
    pub roles: Vec<Role>,
    /// Whether they hold the database itself (the command line on its machine).
    pub system: bool,
}

impl Viewer {
    /// Whoever holds the database: sees and may do everything, and is named in acts as the person given.
    pub fn system(org: Uuid, person: Option<RecordId>) -> Viewer {
        let roles = Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)).collect();
        Viewer { account: None, org, person, roles, system: true }
    }

    /// What they may see in a value: their roles, and the teams and roles that are them.
    pub fn sight(&self, isms: &Isms) -> Sight {
        let mut me: Vec<RecordId> = self.person.into_iter().collect();
        if let Some(person) = self.person.and_then(|p| isms.typed::<Person>(p)) {
            me.extend(person.body.teams.iter().map(|t| t.id()));
            let held = isms.pointing_at(person.head.id).filter(|l| l.field().is_some_and(|f| f.name == "holder"));
            me.extend(
                held.filter(|l| {
                    isms.get(l.source).is_some_and(|r| Some(r.kind()) == kind::by_name("role") && r.is_open())
                })
                .map(|l| l.source),
            );
        }
        Sight { roles: self.roles.clone(), me, everything: self.system }
    }

    /// Whether they may bypass guards, visibly.
    pub fn may_migrate(&self) -> bool {
        self.system || self.roles.contains(&Role::Administrator)
    }
}

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// The secret in its cookie; only known when it begins.
    pub token: String,
    /// Who it is.
    pub viewer: Viewer,
    /// Their login.
    pub login: String,
}

/// Roles as stored: words with commas.
pub fn parse_roles(text: &str) -> Vec<Role> {
    text.split(',').filter_map(|w| Role::from_word(w.trim())).collect()
}

/// The other way.
pub fn write_roles(roles: &[Role]) -> String {
    roles.iter().map(Choice::word).collect::<Vec<_>>().join(",")
}

impl Service {
    fn micros(&self) -> i64 {
        self.now().as_microsecond()
    }

    /// Makes an account, or finds it, and gives it roles in an organisation.
    pub async fn enrol(&self, org: Uuid, login: &str, person: Option<RecordId>, roles: &[Role]) -> Result<Uuid> {
        let login = login.trim().to_lowercase();
        if login.is_empty() || login.len() > 200 || login.chars().any(char::is_whitespace) {
            return Err(Error::fault("/login", "expected a login without spaces, such as an e-mail address"));
        }
        let account = match self.0.ledger.account_by_login(&login).await? {
            Some(account) => account.id,
            None => {
                let id = self.0.ids.id(self.now());
                let account = Account { id, login, password_hash: None, created: self.micros(), disabled: None };
                self.0.ledger.create_account(&account).await?;
                id
            }
        };
        let membership = Membership { org, account, person: person.map(|p| p.0), roles: write_roles(roles) };
        self.0.ledger.set_membership(&membership).await?;
        Ok(account)
    }

    /// A secret that signs an account in once.
    pub async fn one_time_link(&self, account: Uuid) -> Result<String> {
        let (token, kept) = self.0.ids.token();
        let expires = self.micros() + LINK_HOURS * 3_600 * SECOND;
        self.0.ledger.issue_one_time(&kept, account, "enter", expires).await?;
        Ok(token)
    }

    /// Signs in with a one-time secret; it works once.
    pub async fn enter(&self, token: &str) -> Result<Session> {
        let used = self.0.ledger.use_one_time(&token_hash(token), "enter", self.micros()).await?;
        let account = used.ok_or(Error::SignIn("this link was used already or has expired; ask for another"))?;
        self.begin_session(account).await
    }

    /// Signs in with login and password. The answer and its timing do not tell which of the two was wrong.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<Session> {
        let account = self.0.ledger.account_by_login(&login.trim().to_lowercase()).await?;
        let stored = account.as_ref().filter(|a| a.disabled.is_none()).and_then(|a| a.password_hash.clone());
        let password = password.to_owned();
        let right = tokio::task::spawn_blocking(move || verify(stored.as_deref(), &password)).await.unwrap_or(false);
        match account {
            Some(account) if right => self.begin_session(account.id).await,
            _ => Err(Error::SignIn("login or password is wrong")),
        }
    }

    /// Sets an account's password; other sessions of it end.
    pub async fn set_password(&self, account: Uuid, password: &str, keep: Option<&str>) -> Result<()> {
        if password.chars().count() < 12 || password.len() > 256 {
            return Err(Error::fault("/password", "expected 12 characters or more"));
        }
        let password = password.to_owned();
        let hash = tokio::task::spawn_blocking(move || {
            let hashed: std::result::Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
            hashed.map(|h| h.to_string()).map_err(|e| Error::Stored(e.to_string()))
        });
        let hash = hash.await.map_err(|e| Error::Stored(e.to_string()))??;
        self.0.ledger.set_password(account, Some(&hash)).await?;
        let keep = keep.map_or([0; 32], token_hash);
        self.0.ledger.end_other_sessions(account, &keep).await?;
        Ok(())
    }

    async fn begin_session(&self, account: Uuid) -> Result<Session> {
        let (token, token_hash) = self.0.ids.token();
        let now = self.micros();
        let membership = self.0.ledger.memberships(account).await?.into_iter().next();
        let membership = membership.ok_or(Error::SignIn("this account belongs to no organisation"))?;
        let expires = now + SESSION_DAYS * 86_400 * SECOND;
        let session = SignIn { token_hash, account, org: Some(membership.org), created: now, expires, last_seen: now };
        self.0.ledger.create_session(&session).await?;
        let login = self.0.ledger.account(account).await?.map(|a| a.login).unwrap_or_default();
        Ok(Session { token, viewer: viewer(membership), login })
    }

    /// The session of a cookie, if it still counts.
    pub async fn session(&self, token: &str) -> Result<Option<Session>> {
        let (kept, now) = (token_hash(token), self.micros());
        let Some(session) = self.0.ledger.session(&kept, now).await? else { return Ok(None) };
        if now - session.last_seen > IDLE_HOURS * 3_600 * SECOND {
            self.0.ledger.end_session(&kept).await?;
            return Ok(None);
        }
        let account = self.0.ledger.account(session.account).await?.filter(|a| a.disabled.is_none());
        let memberships = self.0.ledger.memberships(session.account).await?;
        let membership = memberships.into_iter().find(|m| session.org.is_none_or(|o| o == m.org));
        let (Some(account), Some(membership)) = (account, membership) else { return Ok(None) };
        if now - session.last_seen > 300 * SECOND {
            self.0.ledger.touch_session(&kept, now, Some(membership.org)).await?;
        }
        Ok(Some(Session { token: token.to_owned(), viewer: viewer(membership), login: account.login }))
    }

    /// Looks at another organisation that the account belongs to.
    pub async fn change_org(&self, session: &Session, org: Uuid) -> Result<()> {
        let account = session.viewer.account.unwrap_or_default();
        self.0
            .ledger
            .membership(org, account)
            .await?
            .ok_or_else(|| Error::NotFound("organisation of that name for you".into()))?;
        self.0.ledger.touch_session(&token_hash(&session.token), self.micros(), Some(org)).await?;
        Ok(())
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        Ok(self.0.ledger.end_session(&token_hash(token)).await?)
    }

    /// A secret for a program that acts for an account in an organisation, shown once.
    pub async fn issue_token(&self, org: Uuid, account: Uuid, name: &str, days: i64) -> Result<String> {
        let token = format!("surety_{}", self.0.ids.token().0);
        let created = self.micros();
        let expires = Some(created + days.clamp(1, 3_650) * 86_400 * SECOND);
        let row = ApiToken {
            token_hash: token_hash(&token),
            account,
            org,
            name: name.into(),
            created,
            expires,
            revoked: None,
        };
        self.0.ledger.issue_token(&row).await?;
        Ok(token)
    }

    /// Who a program's token acts for.
    pub async fn token_viewer(&self, token: &str) -> Result<Option<Viewer>> {
        let Some(token) = self.0.ledger.token(&token_hash(token), self.micros()).await? else { return Ok(None) };
        let account = self.0.ledger.account(token.account).await?.filter(|a| a.disabled.is_none());
        let membership = self.0.ledger.membership(token.org, token.account).await?;
        Ok(account.and(membership).map(viewer))
    }
}

fn viewer(membership: Membership) -> Viewer {
    Viewer {
        account: Some(membership.account),
        org: membership.org,
        person: membership.person.map(RecordId),
        roles: parse_roles(&membership.roles),
        system: false,
    }
}

/// Checks a password; an account without one costs the same time as one with.
fn verify(stored: Option<&str>, password: &str) -> bool {
    let parsed = stored.and_then(|s| PasswordHash::new(s).ok());
    match parsed {
        Some(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        None => {
            let spent: std::result::Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
            drop(spent);
            false
        }
    }
}
