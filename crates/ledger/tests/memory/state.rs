//! Accounts, tokens, jobs, leases, settings.

use ledger::{Account, ApiToken, Checkpoint, Error, JobState, Membership, SignIn};
use uuid::Uuid;

use crate::stage::{ORG, OTHER, change, each};

const ID: Uuid = Uuid::from_u128(50);

fn account() -> Account {
    Account { id: ID, login: "ada".into(), password_hash: None, created: 1, disabled: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in() {
    each(async |stage| {
        let ledger = &stage.ledger;
        ledger.create_account(&account()).await.unwrap();
        let twice = Account { id: Uuid::from_u128(51), ..account() };
        assert!(matches!(ledger.create_account(&twice).await, Err(Error::Taken { .. })));
        assert_eq!(ledger.account_by_login("ada").await.unwrap(), Some(account()));
        let member = Membership { org: ORG, account: ID, person: None, roles: "owner".into() };
        ledger.set_membership(&member).await.unwrap();
        ledger.set_membership(&Membership { roles: "reader".into(), ..member.clone() }).await.unwrap();
        assert_eq!(ledger.membership(ORG, ID).await.unwrap().unwrap().roles, "reader");
        assert_eq!(ledger.members(ORG).await.unwrap().len(), 1);
        assert!(ledger.members(OTHER).await.unwrap().is_empty());
        let session =
            SignIn { token_hash: [1; 32], account: ID, org: Some(ORG), created: 1, expires: 100, last_seen: 1 };
        ledger.create_session(&session).await.unwrap();
        assert_eq!(ledger.session(&[1; 32], 99).await.unwrap(), Some(session));
        assert_eq!(ledger.session(&[1; 32], 100).await.unwrap(), None);
        ledger.set_password(ID, Some("$argon2id$")).await.unwrap();
        assert_eq!(ledger.session(&[1; 32], 99).await.unwrap(), None, "a new password ends old sessions");
        let token = ApiToken {
            token_hash: [2; 32],
            account: ID,
            org: ORG,
            name: "ci".into(),
            created: 1,
            expires: None,
            revoked: None,
        };
        ledger.issue_token(&token).await.unwrap();
        assert_eq!(ledger.token(&[2; 32], 5).await.unwrap(), Some(token));
        assert!(!ledger.revoke_token(OTHER, &[2; 32], 5).await.unwrap());
        assert!(ledger.revoke_token(ORG, &[2; 32], 5).await.unwrap());
        assert_eq!(ledger.token(&[2; 32], 5).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_one_time_token_is_used_once_whoever_tries() {
    each(async |stage| {
        stage.ledger.create_account(&account()).await.unwrap();
        stage.ledger.issue_one_time(&[3; 32], ID, "invite", 100).await.unwrap();
        assert_eq!(stage.ledger.use_one_time(&[3; 32], "reset", 5).await.unwrap(), None);
        assert_eq!(stage.ledger.use_one_time(&[3; 32], "invite", 100).await.unwrap(), None);
        let tries = (0..6).map(|_| {
            let ledger = stage.ledger.clone();
            tokio::spawn(async move { ledger.use_one_time(&[3; 32], "invite", 5).await.unwrap() })
        });
        let mut used = 0;
        for one in tries.collect::<Vec<_>>() {
            used += usize::from(one.await.unwrap() == Some(ID));
        }
        assert_eq!(used, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_go_round_the_organisations() {
    each(async |stage| {
        let ledger = &stage.ledger;
        for n in 0..3 {
            assert!(ledger.queue_job(ORG, Uuid::from_u128(n), "mail", b"x", n as i64).await.unwrap());
        }
        assert!(!ledger.queue_job(ORG, Uuid::from_u128(0), "mail", b"x", 0).await.unwrap());
        ledger.queue_job(OTHER, Uuid::from_u128(9), "mail", b"x", 5).await.unwrap();
        let mut order = Vec::new();
        while let Some(job) = ledger.claim_job("node", 10, 20).await.unwrap() {
            order.push((job.org, job.id.as_u128()));
        }
        assert_eq!(order, [(ORG, 0), (OTHER, 9), (ORG, 1), (ORG, 2)]);
        assert!(ledger.finish_job(ORG, Uuid::from_u128(0), "node").await.unwrap());
        assert!(!ledger.finish_job(ORG, Uuid::from_u128(1), "other").await.unwrap());
        let done = ledger.job(ORG, Uuid::from_u128(0)).await.unwrap().unwrap();
        assert_eq!((done.state, done.payload.len()), (JobState::Done, 0));
        assert!(!ledger.queue_job(ORG, done.id, "mail", b"x", 0).await.unwrap(), "what is done is not queued again");
        assert!(ledger.fail_job(ORG, Uuid::from_u128(1), "node", "no route", Some(15)).await.unwrap());
        assert!(ledger.fail_job(ORG, Uuid::from_u128(2), "node", "bad", None).await.unwrap());
        let again = ledger.claim_job("other", 20, 30).await.unwrap().unwrap();
        assert_eq!((again.id.as_u128(), again.attempts), (9, 2), "its lease passed, and it is the other's turn");
        assert_eq!(ledger.claim_job("other", 20, 30).await.unwrap().unwrap().error.unwrap(), "no route");
        assert_eq!(ledger.claim_job("other", 20, 30).await.unwrap(), None);
        let failed = ledger.failed_jobs(ORG, 9).await.unwrap();
        assert_eq!(failed.iter().map(|j| (j.id.as_u128(), j.error.as_deref())).collect::<Vec<_>>(), [(2, Some("bad"))]);
        assert!(!ledger.try_job_again(OTHER, Uuid::from_u128(2), 20).await.unwrap());
        assert!(ledger.try_job_again(ORG, Uuid::from_u128(2), 20).await.unwrap());
        assert_eq!(ledger.claim_job("other", 20, 30).await.unwrap().unwrap().attempts, 1);
        assert_eq!(ledger.forget_jobs(ORG, 100).await.unwrap(), 1);
        assert_eq!(ledger.job(ORG, Uuid::from_u128(0)).await.unwrap(), None);
        assert!(ledger.take_lease(ORG, "digest", "a", 0, 10).await.unwrap());
        assert!(!ledger.take_lease(ORG, "digest", "b", 5, 15).await.unwrap());
        assert!(ledger.take_lease(ORG, "digest", "a", 5, 20).await.unwrap());
        assert!(ledger.take_lease(ORG, "digest", "b", 20, 30).await.unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_catalogues_and_checkpoints() {
    each(async |stage| {
        let ledger = &stage.ledger;
        ledger.set_setting(ORG, ID, "theme", Some("dark")).await.unwrap();
        ledger.set_setting(ORG, ID, "theme", Some("light")).await.unwrap();
        assert_eq!(ledger.setting(ORG, ID, "theme").await.unwrap().as_deref(), Some("light"));
        assert_eq!(ledger.setting(OTHER, ID, "theme").await.unwrap(), None);
        ledger.set_setting(ORG, ID, "theme", None).await.unwrap();
        assert!(ledger.settings(ORG, ID).await.unwrap().is_empty());
        let hash = ledger.put_catalogue("csf", "2.0", b"outline").await.unwrap();
        assert_eq!(ledger.put_catalogue("csf", "2.0", b"outline").await.unwrap(), hash);
        assert!(matches!(ledger.put_catalogue("csf", "2.0", b"other").await, Err(Error::Taken { .. })));
        assert_eq!(ledger.catalogue(&hash).await.unwrap().unwrap(), b"outline");
        assert_eq!(ledger.catalogues().await.unwrap().len(), 1);
        stage.append(ORG, vec![change(1, 1, "a")]).await;
        let root = ledger.verify(ORG).await.unwrap().tree_root;
        ledger.put_checkpoint(ORG, &Checkpoint { seq: 1, root, note: "n".into(), at: 1 }).await.unwrap();
        stage.append(ORG, vec![change(1, 2, "b")]).await;
        stage.sound(ORG).await;
        ledger.put_checkpoint(ORG, &Checkpoint { seq: 2, root, note: "n".into(), at: 1 }).await.unwrap();
        assert_eq!(ledger.verify(ORG).await.unwrap().problems.named[0].act, Some(2));
        assert_eq!(ledger.checkpoints(ORG, 1).await.unwrap()[0].seq, 2);
    })
    .await;
}
