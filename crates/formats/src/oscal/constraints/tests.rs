use super::*;
use std::path::PathBuf;

fn found(text: &str) -> String {
    let document = Document::parse(text.as_bytes()).unwrap();
    constraints(&document).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn catalogues() {
    insta::assert_snapshot!(found(r##"{"catalog": {"uuid": "11111111-1111-4111-8111-111111111111",
 "metadata": {"title": "T", "roles": [{"id": "r", "title": "R"}], "parties": [{"uuid": "21111111-1111-4111-8111-111111111111", "type": "group"}],
  "responsible-parties": [{"role-id": "nobody", "party-uuids": ["21111111-1111-4111-8111-111111111111", "31111111-1111-4111-8111-111111111111"]}]},
 "controls": [{"id": "a", "title": "A", "props": [{"name": "mine", "value": "v"}, {"name": "mine", "ns": "http://x", "value": "v"}],
   "params": [{"id": "p", "values": ["v"], "select": {"how-many": "two"}, "depends-on": "q"}, {"id": "q", "depends-on": "p"}],
   "links": [{"rel": "related", "href": "#b"}, {"rel": "reference", "href": "#41111111-1111-4111-8111-111111111111"}, {"rel": "related", "href": "#a"}],
   "parts": [{"id": "a_smt", "name": "statement", "prose": "{{ insert: param, p }} {{ insert: param, x }} {{ y }} see [it](#41111111-1111-4111-8111-111111111111)"}]},
  {"id": "a", "title": "again", "parts": [{"id": "a_smt", "name": "statement"}]}, {"id": "c", "title": "C"}],
 "back-matter": {"resources": [{"uuid": "11111111-1111-4111-8111-111111111111"}]}}}"##), @r#"
    2:136: error [allowed-values] /catalog/metadata/parties/0/type: expected one of `person`, `organization`, found `group`
    3:39: error [dangling] /catalog/metadata/responsible-parties/0/role-id: `nobody` is no role here or in what is imported
    3:105: error [dangling] /catalog/metadata/responsible-parties/0/party-uuids/1: `31111111-1111-4111-8111-111111111111` is no party here or in what is imported
    4:60: warning [allowed-values] /catalog/controls/0/props/0/name: `mine` is none of OSCAL's names here (`label`, `sort-id`, `alt-identifier`, `status`, `marking`); one of your own needs an `ns`
    5:54: error [exclusive] /catalog/controls/0/params/0/select: expected one of `values`, `select`, found 2
    5:67: error [allowed-values] /catalog/controls/0/params/0/select/how-many: expected one of `one`, `one-or-more`, found `two`
    5:89: error [circle] /catalog/controls/0/params/0/depends-on: `p` depends on itself
    5:121: error [circle] /catalog/controls/0/params/1/depends-on: `q` depends on itself
    6:41: error [dangling] /catalog/controls/0/links/0/href: nothing here is called `b`
    6:77: error [dangling] /catalog/controls/0/links/1/href: nothing here is called `41111111-1111-4111-8111-111111111111`
    7:60: error [unknown-parameter] /catalog/controls/0/parts/0/prose: `x` is inserted and is no parameter here
    7:60: error [dangling] /catalog/controls/0/parts/0/prose: the text links to `41111111-1111-4111-8111-111111111111`, and no resource of the back matter has that uuid
    8:10: error [duplicate-id] /catalog/controls/1/id: the control `a` is already at line 4, column 22; ids are unique
    8:50: error [duplicate-id] /catalog/controls/1/parts/0/id: the part `a_smt` is already at line 7, column 21; ids are unique
    8:90: note [no-statement] /catalog/controls/2/id: a control that is not withdrawn has no statement
    9:32: warning [empty-resource] /catalog/back-matter/resources/0: expected one of `rlinks`, `base64`, `citation`, `document-ids`, `title`, `description`, found none
    9:41: warning [duplicate-uuid] /catalog/back-matter/resources/0/uuid: the uuid `11111111-1111-4111-8111-111111111111` is already at line 1, column 22; every object has its own
    "#);
}

#[test]
fn resolved_catalogues_may_lack_what_is_related() {
    insta::assert_snapshot!(found(r##"{"catalog": {"metadata": {"title": "T", "props": [{"name": "resolution-tool", "value": "t"}]},
 "controls": [{"id": "a", "title": "A", "links": [{"rel": "related", "href": "#b"}, {"rel": "reference", "href": "#41111111-1111-4111-8111-111111111111"}], "parts": [{"name": "statement"}]}]}}"##), @r#"
    2:78: note [dangling] /catalog/controls/0/links/0/href: `b` is not among the controls that the profile selects
    2:114: error [dangling] /catalog/controls/0/links/1/href: nothing here is called `41111111-1111-4111-8111-111111111111`
    "#);
}

#[test]
fn profiles_alone_and_with_what_they_import() {
    let profile = r##"{"profile": {"metadata": {"title": "P"}, "imports": [{"href": "c", "include-all": {}, "include-controls": [{"with-ids": ["a", "z"]}]}, {"href": "d"}],
  "merge": {"flat": {}, "as-is": true, "combine": {"method": "all"}},
  "modify": {"set-parameters": [{"param-id": "p"}, {"param-id": "p"}], "alters": [{"control-id": "y", "removes": [{}], "adds": [{"position": "inside"}]}]}}}"##;
    insta::assert_snapshot!(found(profile), @r#"
    1:107: error [exclusive] /profile/imports/0/include-controls: expected one of `include-all`, `include-controls`, found 2
    1:136: warning [no-selection] /profile/imports/1: expected one of `include-all`, `include-controls`, found none
    2:34: error [exclusive] /profile/merge/as-is: expected one of `flat`, `as-is`, `custom`, found 2
    2:62: error [allowed-values] /profile/merge/combine/method: expected one of `use-first`, `merge`, `keep`, found `all`
    3:65: error [not-unique] /profile/modify/set-parameters/1/param-id: `p` comes a second time in this list
    3:115: error [empty-remove] /profile/modify/alters/0/removes/0: expected one of `by-name`, `by-class`, `by-id`, `by-item-name`, `by-ns`, found none
    3:129: warning [empty-add] /profile/modify/alters/0/adds/0: expected one of `title`, `params`, `props`, `links`, `parts`, found none
    3:142: error [allowed-values] /profile/modify/alters/0/adds/0/position: expected one of `before`, `after`, `starting`, `ending`, found `inside`
    "#);
    let catalog = Document::parse(br#"{"catalog": {"controls": [{"id": "a"}]}}"#).unwrap();
    let profile = Document::parse(profile.as_bytes()).unwrap();
    let more: Vec<String> = constraints_with(&profile, &[&catalog])
        .iter()
        .filter(|d| d.rule == "dangling")
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(more.join("\n"), @r#"
    1:127: error [dangling] /profile/imports/0/include-controls/0/with-ids/1: `z` is no control here or in what is imported
    3:98: error [dangling] /profile/modify/alters/0/control-id: `y` is no control here or in what is imported
    "#);
}

#[test]
fn plans_and_assessments() {
    insta::assert_snapshot!(found(r##"{"system-security-plan": {"system-characteristics": {"status": {"state": "other"}, "props": [{"name": "cloud-service-model", "value": "mainframe"}]},
 "system-implementation": {"users": [{"uuid": "u", "role-ids": ["nobody"]}], "components": [{"uuid": "c", "type": "software", "status": {"state": "done"},
   "props": [{"name": "ipv4-address", "value": "1.2.3.400"}, {"name": "release-date", "value": "soon"}], "protocols": [{"port-ranges": [{"start": 10, "end": 9, "transport": "udp"}]}]}]},
 "control-implementation": {"implemented-requirements": [{"uuid": "i", "control-id": "a", "by-components": [{"component-uuid": "c"}, {"component-uuid": "c"}, {"component-uuid": "gone"}]}]}}}"##), @r#"
    1:74: warning [remarks-missing] /system-security-plan/system-characteristics/status/state: `other` asks for `remarks` that say more
    1:135: error [allowed-values] /system-security-plan/system-characteristics/props/0/value: expected one of `saas`, `paas`, `iaas`, `other`, found `mainframe`
    2:65: warning [dangling] /system-security-plan/system-implementation/users/0/role-ids/0: `nobody` is no role here or in what is imported
    2:92: warning [this-system] /system-security-plan/system-implementation/components: no component is of the type `this-system`
    2:147: error [allowed-values] /system-security-plan/system-implementation/components/0/status/state: expected one of `under-development`, `operational`, `disposition`, `other`, found `done`
    3:48: error [value-shape] /system-security-plan/system-implementation/components/0/props/0/value: expected an IPv4 address, found `1.2.3.400`
    3:96: error [value-shape] /system-security-plan/system-implementation/components/0/props/1/value: expected a date, found `soon`
    3:158: error [range] /system-security-plan/system-implementation/components/0/protocols/0/port-ranges/0/end: `end` is before `start`
    3:174: error [allowed-values] /system-security-plan/system-implementation/components/0/protocols/0/port-ranges/0/transport: expected one of `TCP`, `UDP`, found `udp`
    4:86: error [dangling] /system-security-plan/control-implementation/implemented-requirements/0/control-id: `a` is no control here or in what is imported
    4:153: error [not-unique] /system-security-plan/control-implementation/implemented-requirements/0/by-components/1/component-uuid: `c` comes a second time in this list
    4:178: error [dangling] /system-security-plan/control-implementation/implemented-requirements/0/by-components/2/component-uuid: `gone` is no component here or in what is imported
    "#);
    insta::assert_snapshot!(found(r##"{"plan-of-action-and-milestones": {"observations": [{"uuid": "o", "collected": "2026-01-02T00:00:00Z", "expires": "2026-01-01T00:00:00+00:00"}],
 "risks": [{"uuid": "r", "related-observations": [{"observation-uuid": "o"}, {"observation-uuid": "gone"}], "characterizations": [{"origin": {"actors": [{"type": "person", "actor-uuid": "x"}, {"type": "party", "actor-uuid": "x"}]}}]}],
 "poam-items": [{"related-risks": [{"risk-uuid": "gone"}]}]}}"##), @r#"
    1:115: error [range] /plan-of-action-and-milestones/observations/0/expires: `expires` is before `collected`
    2:99: error [dangling] /plan-of-action-and-milestones/risks/0/related-observations/1/observation-uuid: `gone` is no observation here or in what is imported
    2:163: error [allowed-values] /plan-of-action-and-milestones/risks/0/characterizations/0/origin/actors/0/type: expected one of `tool`, `assessment-platform`, `party`, found `person`
    2:225: warning [dangling] /plan-of-action-and-milestones/risks/0/characterizations/0/origin/actors/1/actor-uuid: `x` is no party here or in what is imported
    3:50: error [dangling] /plan-of-action-and-milestones/poam-items/0/related-risks/0/risk-uuid: `gone` is no risk here or in what is imported
    "#);
}

/// The examples of others are sound, but for what is legitimate or known to be wrong in them.
#[test]
fn real_documents() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real");
    let folder = std::env::var_os("SURETY_REAL").map_or(folder, PathBuf::from).join("oscal");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no documents in ../shared/real/oscal");
        return;
    };
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    let mut out = String::new();
    for path in paths {
        let document = Document::parse(&std::fs::read(&path).unwrap()).unwrap();
        let mut rules: std::collections::BTreeMap<String, (usize, String)> = Default::default();
        for found in constraints(&document) {
            let known = rules.entry(format!("{} {}", found.gravity.word(), found.rule)).or_default();
            known.0 += 1;
            known.1 = found.to_string();
        }
        for (rule, (times, last)) in rules {
            out.push_str(&format!(
                "{}: {times} {rule}, such as {last:.160}\n",
                path.file_name().unwrap().to_string_lossy()
            ));
        }
    }
    insta::assert_snapshot!(out, @r#"
    800-53r5-low-resolved.json: 501 note dangling, such as 1:1150421: note [dangling] /catalog/groups/17/controls/6/controls/1/links/4/href: `sa-10` is not among the controls that the profile selects
    800-53r5-moderate-resolved.json: 355 note dangling, such as 1:1751130: note [dangling] /catalog/groups/17/controls/7/links/4/href: `sr-9` is not among the controls that the profile selects
    component-definition.json: 2 warning dangling, such as 130:36: warning [dangling] /component-definition/components/0/control-implementations/0/implemented-requirements/1/statements/0/responsible-roles/0/role-id: `cu
    component-definition.json: 1 warning duplicate-uuid, such as 126:29: warning [duplicate-uuid] /component-definition/components/0/control-implementations/0/implemented-requirements/1/statements/0/uuid: the uuid `bb9219b1-e
    poam.json: 3 warning dangling, such as 208:26: warning [dangling] /plan-of-action-and-milestones/poam-items/0/related-risks/0/risk-uuid: `401c15c9-ad6b-4d4a-a591-7d53a3abb3b6` is here, and is no risk
    "#);
}
