//! Who signs in: accounts, memberships, sessions, one-time and API tokens. Tokens are kept only as hashes.

use uuid::Uuid;

use crate::db::{Row, values};
use crate::error::{Error, Result};
use crate::merkle::Hash;
use crate::open::Ledger;

/// Somebody or something that can sign in, in any organisation it is a member of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Identity.
    pub id: Uuid,
    /// Unique on the node; the caller decides about upper and lower case.
    pub login: String,
    /// Password hash in PHC form, if it signs in with one.
    pub password_hash: Option<String>,
    /// When it was created.
    pub created: i64,
    /// When it was disabled.
    pub disabled: Option<i64>,
}

/// An account's place in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organisation.
    pub org: Uuid,
    /// The account.
    pub account: Uuid,
    /// Its face: a person record.
    pub person: Option<Uuid>,
    /// Its roles; a text of the layer above.
    pub roles: String,
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Hash of its token.
    pub token_hash: Hash,
    /// The account.
    pub account: Uuid,
    /// The organisation it looks at.
    pub org: Option<Uuid>,
    /// When it began.
    pub created: i64,
    /// When it ends at the latest.
    pub expires: i64,
    /// When it was last used.
    pub last_seen: i64,
}

/// A token of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Hash of the token.
    pub token_hash: Hash,
    /// The account it acts for.
    pub account: Uuid,
    /// The one organisation it opens.
    pub org: Uuid,
    /// Name for people.
    pub name: String,
    /// When it was made.
    pub created: i64,
    /// When it ends.
    pub expires: Option<i64>,
    /// When it was revoked.
    pub revoked: Option<i64>,
}

const ACCOUNT: &str = "id, login, password_hash, created, disabled";
const SESSION: &str = "token_hash, account, org, created, expires, last_seen";
const TOKEN: &str = "token_hash, account, org, name, created, expires, revoked";

fn account(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.uuid(0)?,
        login: row.get(1)?,
        password_hash: row.get(2)?,
        created: row.get(3)?,
        disabled: row.get(4)?,
    })
}

fn membership(row: &Row) -> Result<Membership> {
    Ok(Membership { org: row.uuid(0)?, account: row.uuid(1)?, person: row.uuid_opt(2)?, roles: row.get(3)? })
}

fn sign_in(row: &Row) -> Result<SignIn> {
    Ok(SignIn {
        token_hash: row.array(0)?,
        account: row.uuid(1)?,
        org: row.uuid_opt(2)?,
        created: row.get(3)?,
        expires: row.get(4)?,
        last_seen: row.get(5)?,
    })
}

fn api_token(row: &Row) -> Result<ApiToken> {
    Ok(ApiToken {
        token_hash: row.array(0)?,
        account: row.uuid(1)?,
        org: row.uuid(2)?,
        name: row.get(3)?,
        created: row.get(4)?,
        expires: row.get(5)?,
        revoked: row.get(6)?,
    })
}

impl Ledger {
    /// Creates an account. [`Error::Taken`] when the login exists.
    pub async fn create_account(&self, account: &Account) -> Result<()> {
        let sql = format!("INSERT INTO account ({ACCOUNT}) VALUES ($1, $2, $3, $4, $5)");
        let Account { id, login, password_hash, created, disabled } = account;
        self.change(sql, values![*id, login, password_hash.clone(), *created, *disabled]).await.map(drop)
    }

    /// An account by its identity.
    pub async fn account(&self, id: Uuid) -> Result<Option<Account>> {
        let sql = format!("SELECT {ACCOUNT} FROM account WHERE id = $1");
        self.read().await?.opt(sql, values![id]).await?.as_ref().map(account).transpose()
    }

    /// An account by its login.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        let sql = format!("SELECT {ACCOUNT} FROM account WHERE login = $1");
        self.read().await?.opt(sql, values![login]).await?.as_ref().map(account).transpose()
    }

    /// Sets or removes the password and ends all sessions of the account: whoever knew the old one is out.
    pub async fn set_password(&self, id: Uuid, password_hash: Option<&str>) -> Result<()> {
        let sql = "UPDATE account SET password_hash = $2 WHERE id = $1";
        self.change_account(sql, id, values![id, password_hash]).await
    }

    /// Disables (at a time) or enables an account; disabling ends its sessions.
    pub async fn disable_account(&self, id: Uuid, disabled: Option<i64>) -> Result<()> {
        self.change_account("UPDATE account SET disabled = $2 WHERE id = $1", id, values![id, disabled]).await
    }

    async fn change_account(&self, sql: &'static str, id: Uuid, values: Vec<crate::Value>) -> Result<()> {
        let mut session = self.write().await?;
        if session.run(sql, values).await? == 0 {
            return Err(Error::Missing { what: format!("account {id}") });
        }
        session.run("DELETE FROM session WHERE account = $1", values![id]).await?;
        session.commit().await
    }

    /// Adds or changes an account's membership.
    pub async fn set_membership(&self, membership: &Membership) -> Result<()> {
        let sql = "INSERT INTO membership (org, account, person, roles) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (org, account) DO UPDATE SET person = excluded.person, roles = excluded.roles";
        let Membership { org, account, person, roles } = membership;
        self.change(sql, values![*org, *account, *person, roles]).await.map(drop)
    }

    /// Ends a membership; true if there was one.
    pub async fn remove_membership(&self, org: Uuid, account: Uuid) -> Result<bool> {
        let sql = "DELETE FROM membership WHERE org = $1 AND account = $2";
        Ok(self.change(sql, values![org, account]).await? > 0)
    }

    /// An account's place in one organisation.
    pub async fn membership(&self, org: Uuid, account: Uuid) -> Result<Option<Membership>> {
        let sql = "SELECT org, account, person, roles FROM membership WHERE org = $1 AND account = $2";
        self.read().await?.opt(sql, values![org, account]).await?.as_ref().map(membership).transpose()
    }

    /// The memberships of the accounts that are a person of an organisation and not disabled, in order of their logins.
    pub async fn memberships_of(&self, org: Uuid, person: Uuid) -> Result<Vec<Membership>> {
        let sql = "SELECT m.org, m.account, m.person, m.roles FROM membership m JOIN account a ON a.id = m.account \
                   WHERE m.org = $1 AND m.person = $2 AND a.disabled IS NULL ORDER BY a.login";
        self.read().await?.all(sql, values![org, person]).await?.iter().map(membership).collect()
    }

    /// Where an account is a member.
    pub async fn memberships(&self, account: Uuid) -> Result<Vec<Membership>> {
        let sql = "SELECT org, account, person, roles FROM membership WHERE account = $1 ORDER BY org";
        self.read().await?.all(sql, values![account]).await?.iter().map(membership).collect()
    }

    /// Who is a member of an organisation.
    pub async fn members(&self, org: Uuid) -> Result<Vec<(Account, Membership)>> {
        let sql = "SELECT a.id, a.login, a.password_hash, a.created, a.disabled, m.person, m.roles \
                   FROM membership m JOIN account a ON a.id = m.account WHERE m.org = $1 ORDER BY a.login";
        let read = |row: &Row| {
            let account = account(row)?;
            let (person, roles) = (row.uuid_opt(5)?, row.get(6)?);
            let membership = Membership { org, account: account.id, person, roles };
            Ok((account, membership))
        };
        self.read().await?.all(sql, values![org]).await?.iter().map(read).collect()
    }

    /// Begins a session.
    pub async fn create_session(&self, s: &SignIn) -> Result<()> {
        let sql = format!("INSERT INTO session ({SESSION}) VALUES ($1, $2, $3, $4, $5, $6)");
        self.change(sql, values![s.token_hash, s.account, s.org, s.created, s.expires, s.last_seen]).await.map(drop)
    }

    /// A session that has not expired.
    pub async fn session(&self, token_hash: &Hash, now: i64) -> Result<Option<SignIn>> {
        let sql = format!("SELECT {SESSION} FROM session WHERE token_hash = $1 AND expires > $2");
        self.read().await?.opt(sql, values![*token_hash, now]).await?.as_ref().map(sign_in).transpose()
    }

    /// The sessions of an account, newest first.
    pub async fn sessions(&self, account: Uuid, now: i64) -> Result<Vec<SignIn>> {
        let sql = format!("SELECT {SESSION} FROM session WHERE account = $1 AND expires > $2 ORDER BY created DESC");
        self.read().await?.all(sql, values![account, now]).await?.iter().map(sign_in).collect()
    }

    /// Notes that a session was used and which organisation it looks at.
    pub async fn touch_session(&self, token_hash: &Hash, now: i64, org: Option<Uuid>) -> Result<()> {
        let sql = "UPDATE session SET last_seen = $2, org = $3 WHERE token_hash = $1";
        self.change(sql, values![*token_hash, now, org]).await.map(drop)
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: &Hash) -> Result<()> {
        self.change("DELETE FROM session WHERE token_hash = $1", values![*token_hash]).await.map(drop)
    }

    /// Ends all sessions of an account but one.
    pub async fn end_other_sessions(&self, account: Uuid, keep: &Hash) -> Result<u64> {
        let sql = "DELETE FROM session WHERE account = $1 AND token_hash <> $2";
        self.change(sql, values![account, *keep]).await
    }

    /// Forgets sessions and one-time tokens that expired before `now`.
    pub async fn forget_expired(&self, now: i64) -> Result<u64> {
        let sessions = self.change("DELETE FROM session WHERE expires <= $1", values![now]).await?;
        Ok(sessions + self.change("DELETE FROM one_time WHERE expires <= $1", values![now]).await?)
    }

    /// Issues a one-time token (invitation, password reset, first sign-in).
    pub async fn issue_one_time(&self, token_hash: &Hash, account: Uuid, purpose: &str, expires: i64) -> Result<()> {
        let sql = "INSERT INTO one_time (token_hash, account, purpose, expires) VALUES ($1, $2, $3, $4)";
        self.change(sql, values![*token_hash, account, purpose, expires]).await.map(drop)
    }

    /// Uses a one-time token: the account it was for, exactly once, whoever else tries at the same instant.
    pub async fn use_one_time(&self, token_hash: &Hash, purpose: &str, now: i64) -> Result<Option<Uuid>> {
        let sql = "UPDATE one_time SET used = $3 WHERE token_hash = $1 AND purpose = $2 AND used IS NULL \
                   AND expires > $3 RETURNING account";
        let mut session = self.write().await?;
        let row = session.opt(sql, values![*token_hash, purpose, now]).await?;
        let account = row.map(|row| row.uuid(0)).transpose()?;
        session.commit().await?;
        Ok(account)
    }

    /// Issues an API token.
    pub async fn issue_token(&self, t: &ApiToken) -> Result<()> {
        let sql = format!("INSERT INTO api_token ({TOKEN}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
        let values = values![t.token_hash, t.account, t.org, &t.name, t.created, t.expires, t.revoked];
        self.change(sql, values).await.map(drop)
    }

    /// An API token that is neither revoked nor expired.
    pub async fn token(&self, token_hash: &Hash, now: i64) -> Result<Option<ApiToken>> {
        let sql = format!(
            "SELECT {TOKEN} FROM api_token WHERE token_hash = $1 AND revoked IS NULL AND (expires IS NULL OR expires > $2)"
        );
        self.read().await?.opt(sql, values![*token_hash, now]).await?.as_ref().map(api_token).transpose()
    }

    /// All API tokens of an organisation, also those that ended.
    pub async fn tokens(&self, org: Uuid) -> Result<Vec<ApiToken>> {
        let sql = format!("SELECT {TOKEN} FROM api_token WHERE org = $1 ORDER BY created, token_hash");
        self.read().await?.all(sql, values![org]).await?.iter().map(api_token).collect()
    }

    /// Revokes an API token; true if it was valid until now.
    pub async fn revoke_token(&self, org: Uuid, token_hash: &Hash, now: i64) -> Result<bool> {
        let sql = "UPDATE api_token SET revoked = $3 WHERE org = $1 AND token_hash = $2 AND revoked IS NULL";
        Ok(self.change(sql, values![org, *token_hash, now]).await? > 0)
    }

    /// One statement as a transaction of its own, through the one writer.
    pub(crate) async fn change(
        &self,
        sql: impl Into<std::borrow::Cow<'static, str>> + Send,
        values: Vec<crate::Value>,
    ) -> Result<u64> {
        let mut session = self.write().await?;
        let touched = session.run(sql, values).await?;
        session.commit().await?;
        Ok(touched)
    }
}
