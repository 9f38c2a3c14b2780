//! What the demonstration's decisions and disclosures saw: computed once by the code that serves everybody, and kept.
//!
//! A picture takes seconds of simulation, and a demonstration is to be there at once. So `demo/pictures.json` holds each picture beside
//! the fingerprint of everything it is computed from ([`inputs::of_picture`]). It is used only where the history, as it is played now,
//! has that very fingerprint at that act; where it has not, none is taken, and the decision says so.

use super::PICTURES;
use crate::{Command, Error, Request, Result, governance::looked_at};
use isms::{analysis::inputs, isms::Isms, picture::Picture};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A picture without its act and moment, which are those of the play.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    /// The fingerprint of what it is computed from.
    inputs: String,
    picture: Picture,
}

/// The pictures that a play may use.
#[derive(Default)]
pub(crate) struct Pictures {
    kept: HashMap<String, Picture>,
    #[cfg(test)]
    log: tests::Log,
}

impl Pictures {
    /// Those of the demonstration.
    pub fn kept() -> Result<Pictures> {
        let kept = read(PICTURES)?.into_iter().map(|k| (k.inputs, k.picture)).collect();
        Ok(Pictures {
            kept,
            #[cfg(test)]
            log: tests::Log::default(),
        })
    }

    /// What is seen by an act at a moment; nothing where it decides and tells nothing, or what it would see was not kept.
    pub fn of(&mut self, isms: &Isms, request: &Request) -> Option<Command> {
        let (objectives, risks) = looked_at(isms, request, false)?;
        let inputs = inputs::of_picture(isms, &objectives, &risks);
        let kept = self.kept.get(&inputs);
        #[cfg(test)]
        self.log.asked(inputs, isms, (objectives, risks), kept.is_some());
        let picture = Picture { act: Some(isms.moment.seq), at: Some(isms.moment.now), ..kept?.clone() };
        Some(Command::Seen { picture: Box::new(picture) })
    }
}

fn read(text: &str) -> Result<Vec<Kept>> {
    serde_json::from_str(text).map_err(|e| Error::Internal(format!("demo/pictures.json: {e}; make it again")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Service, clock::SetClock, demo::ACTS};
    use isms::values::RecordId;
    use ledger::Ledger;
    use std::{collections::HashSet, fs, path::Path, sync::Arc};

    /// What a play asked for.
    #[derive(Default)]
    pub struct Log {
        used: HashSet<String>,
        missing: Vec<Missing>,
    }

    /// A picture that was not there, and the value it would be taken of.
    struct Missing {
        inputs: String,
        isms: Arc<Isms>,
        /// Objectives and risks.
        about: (Vec<RecordId>, Vec<RecordId>),
    }

    impl Log {
        pub fn asked(&mut self, inputs: String, isms: &Isms, about: (Vec<RecordId>, Vec<RecordId>), found: bool) {
            if found {
                self.used.insert(inputs);
            } else {
                self.missing.push(Missing { inputs, isms: Arc::new(isms.clone()), about });
            }
        }
    }

    async fn play(now: &str, pictures: Pictures) -> (Service, Log) {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
        let service = Service::with_clock(ledger, Arc::new(SetClock::at(now.parse().unwrap())));
        let org = service.found("x", "X").await.unwrap();
        for file in crate::demo::FILES {
            service.ledger().put_file(org, file.to_vec(), "text/plain", "person", 0).await.unwrap();
        }
        let (_, played) = service.play_with(org, ACTS, pictures).await.unwrap();
        (service, played.log)
    }

    async fn computed(service: &Service, missing: Missing) -> Kept {
        let Missing { inputs, isms, about: (objectives, risks) } = missing;
        let seen = service.picture(&isms, &objectives, &risks).await.unwrap();
        let kept = Kept { inputs, picture: Picture { act: None, at: None, ..seen } };
        // As it is read from the file again.
        serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_kept_is_what_would_be_computed() {
        if std::env::var_os("UPDATE").is_some() {
            let (service, played) = play("2026-11-21T12:00:00Z", Pictures::default()).await;
            let mut all: Vec<Kept> = Vec::new();
            for missing in played.missing {
                if all.iter().all(|k| k.inputs != missing.inputs) {
                    all.push(computed(&service, missing).await);
                }
            }
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/pictures.json");
            fs::write(path, serde_json::to_string_pretty(&all).unwrap() + "\n").unwrap();
            return;
        }
        let all = read(PICTURES).unwrap();
        let sample = all.last().unwrap().clone();
        let mut pictures = Pictures::kept().unwrap();
        pictures.kept.remove(&sample.inputs);
        // On another day, as whole weeks move the history: what was seen is the same.
        let (service, mut played) = play("2028-03-01T12:00:00Z", pictures).await;
        let stale = "demo/pictures.json is out of date: run this test with UPDATE=1";
        let missing: Vec<&str> = played.missing.iter().map(|m| m.inputs.as_str()).collect();
        assert!(missing.iter().all(|m| *m == sample.inputs) && !missing.is_empty(), "{stale}: {missing:?}");
        assert_eq!(played.used.len() + 1, all.len(), "{stale}: some are used nowhere");
        assert_eq!(computed(&service, played.missing.remove(0)).await, sample, "{stale}");
    }
}
