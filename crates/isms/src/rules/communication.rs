//! Rules of communication: every level hears something, and in time.

use super::{Finding, Rule, Severity, Shape, day_of, sources, today};
use crate::{
    area::Area,
    cadence::Tier,
    communication::{Channel, Message},
    field::Choice as _,
    isms::Isms,
    proportion::{self, Setting},
    record::{AnyRecord, Record},
};
use jiff::civil::Date;

/// The area's rules.
pub(super) static RULES: &[Rule] = &[Rule {
    code: "COM01",
    area: Area::Communication,
    severity: Severity::Warn,
    title: "Level without a channel, or channel silent",
    what: "Fewer levels with a channel than the size of the organisation asks for: three in a medium one, two in a small, one in the smallest; or a channel that has not spoken within its cadence.",
    why: "Those who should decide or act do not hear, and do not know that they do not.",
    how: "Open a channel for the level, or send what is due.",
    clauses: &["iso27001-2022:7.4"],
    reads: &["channel", "message"],
    shape: Shape::Whole(silent),
}];

fn silent(isms: &Isms) -> Vec<Finding> {
    let channels: Vec<&Record<Channel>> = isms.all::<Channel>().filter(|c| (*c as &dyn AnyRecord).is_open()).collect();
    let bare = [Tier::Strategic, Tier::Tactical, Tier::Operational]
        .into_iter()
        .filter(|tier| !channels.iter().any(|c| c.body.level == *tier));
    let bare: Vec<&str> = bare.map(|tier| tier.word()).collect();
    let expected = proportion::count(isms, Setting::Levels);
    let mut found = Vec::new();
    match (3 - bare.len(), expected) {
        (has, wanted) if has >= wanted => {}
        (0, 1) => found.push(Finding { record: None, message: "nobody has a channel".into() }),
        (has, 2) => {
            let message = format!("{has} of 2 levels have a channel; without one: {}", bare.join(", "));
            found.push(Finding { record: None, message });
        }
        _ => found.extend(
            bare.iter().map(|tier| Finding { record: None, message: format!("the {tier} level has no channel") }),
        ),
    }
    let day = today(isms);
    for channel in channels {
        let last = last_sent(isms, channel);
        if channel.body.cadence.is_some_and(|c| c.due_after(last) < day) {
            let message = format!("CHN-{} has been silent since {last}", channel.head.number);
            found.push(Finding { record: Some(channel.head.id), message });
        }
    }
    found
}

fn last_sent(isms: &Isms, channel: &Record<Channel>) -> Date {
    let sent = sources::<Message>(isms, channel.head.id).into_iter().filter_map(|m| m.body.sent).max();
    day_of(sent.unwrap_or(channel.head.created))
}
