//! What the trust page shows: chosen line by line, derived from records as they stand. Nothing is shown because someone
//! claims it; a certificate that ended, a policy out of force or a supplier that left is gone from the page by itself.

use super::Organisation;
use crate::{
    assurance::{Certificate, Evidence, certificate::CertificateForm},
    context::{Party, Supplier},
    control::Framework,
    head::Compartment,
    isms::Isms,
    kind::Kind,
    lifecycle::Phase,
    policy::Policy,
    record::Record,
    values::{RecordId, Ref},
};
use jiff::civil::Date;

/// The page's lines.
#[derive(Clone, Debug, Default)]
pub struct Trust<'a> {
    /// Certificates that are valid today.
    pub certificates: Vec<Certified<'a>>,
    /// Frameworks that are adopted.
    pub frameworks: Vec<&'a Record<Framework>>,
    /// Policies in force.
    pub policies: Vec<&'a Record<Policy>>,
    /// Suppliers that process personal data on behalf of customers, and what for.
    pub sub_processors: Vec<(&'a Record<Supplier>, &'a str)>,
    /// Evidence for the due-diligence pack.
    pub evidence: Vec<&'a Record<Evidence>>,
}

/// A valid certificate.
#[derive(Clone, Debug)]
pub struct Certified<'a> {
    /// The certificate.
    pub record: &'a Record<Certificate>,
    /// Who issued it, where that may be told.
    pub issuer: Option<&'a str>,
    /// Titles of what it is for, as far as they may be told.
    pub scope: Vec<&'a str>,
}

/// The lines for a day. Only records that everyone in the organisation may read are told to others.
pub fn of<'a>(isms: &'a Isms, organisation: &'a Organisation, today: Date) -> Trust<'a> {
    let processors = organisation.sub_processors.iter();
    Trust {
        certificates: certificates(isms, organisation, today),
        frameworks: told(isms, &organisation.shown_frameworks),
        policies: told::<Policy>(isms, &organisation.shown_policies)
            .into_iter()
            .filter(|p| p.in_force.is_some())
            .collect(),
        sub_processors: processors
            .filter_map(|p| Some((one::<Supplier>(isms, p.supplier?.id())?, p.purpose.as_str())))
            .collect(),
        evidence: told(isms, &organisation.pack_evidence),
    }
}

/// A record that may be told: it counts (what is in force counts while its next edition is drafted) and is in the general compartment.
fn one<T: Kind>(isms: &Isms, id: RecordId) -> Option<&Record<T>> {
    let record = isms.typed::<T>(id)?;
    let phase = T::LIFECYCLE.phase(&record.head.state);
    let counts = phase == Phase::Live || phase == Phase::Draft && record.in_force.is_some();
    (counts && record.head.compartment == Compartment::General).then_some(record)
}

fn told<'a, T: Kind>(isms: &'a Isms, chosen: &[Ref<T>]) -> Vec<&'a Record<T>> {
    chosen.iter().filter_map(|r| one(isms, r.id())).collect()
}

fn certificates<'a>(isms: &'a Isms, organisation: &Organisation, today: Date) -> Vec<Certified<'a>> {
    let valid = |c: &&Record<Certificate>| {
        let days = c.body.valid_from.zip(c.body.valid_until);
        let by_others = c.body.form != CertificateForm::AuthorisationToOperate;
        &*c.head.state == "valid" && by_others && days.is_some_and(|(from, until)| from <= today && today <= until)
    };
    let general = |id: RecordId| isms.get(id).filter(|r| r.head().compartment == Compartment::General);
    let all = told::<Certificate>(isms, &organisation.shown_certificates).into_iter().filter(valid);
    all.map(|record| Certified {
        record,
        issuer: record.body.issuer.and_then(|i| one::<Party>(isms, i.id())).map(|p| p.head.title.as_str()),
        scope: record.body.certifies.iter().filter_map(|c| general(c.id())).map(|r| r.head().title.as_str()).collect(),
    })
    .collect()
}
