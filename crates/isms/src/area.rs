//! The nine areas: the context, the seven capabilities of the wheel, and operations; and what belongs to them all.

/// An area of the management system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// What are we managing?
    Context,
    /// How certain are we?
    Risk,
    /// Who decides what to do about it?
    Governance,
    /// Why, and what must be met.
    Policy,
    /// How, written where the work is done.
    Instruction,
    /// Who needs to know, at which level?
    Communication,
    /// What we actually do.
    Control,
    /// How do we know?
    Assurance,
    /// Where it meets the day.
    Operations,
    /// Belongs to every area.
    Everywhere,
}

impl Area {
    /// All areas in the order of the navigation.
    pub const ALL: [Area; 10] = [
        Area::Context,
        Area::Risk,
        Area::Governance,
        Area::Policy,
        Area::Instruction,
        Area::Communication,
        Area::Control,
        Area::Assurance,
        Area::Operations,
        Area::Everywhere,
    ];

    /// As used in paths.
    pub fn name(&self) -> &'static str {
        match self {
            Area::Context => "context",
            Area::Risk => "risk",
            Area::Governance => "governance",
            Area::Policy => "policy",
            Area::Instruction => "instruction",
            Area::Communication => "communication",
            Area::Control => "control",
            Area::Assurance => "assurance",
            Area::Operations => "operations",
            Area::Everywhere => "everywhere",
        }
    }

    /// The area of a path's name.
    pub fn by_name(name: &str) -> Option<Area> {
        Area::ALL.into_iter().find(|a| a.name() == name)
    }
}
