pub(super) static RULES: &[super::Rule] = &[];
