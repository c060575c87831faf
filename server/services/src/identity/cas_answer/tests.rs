use super::*;
use serde_json::json;

fn envelope(inside: &str) -> String {
    format!("<cas:serviceResponse xmlns:cas=\"{CAS}\">{inside}</cas:serviceResponse>")
}

fn success(inside: &str) -> String {
    envelope(&format!("<cas:authenticationSuccess>{inside}</cas:authenticationSuccess>"))
}

fn said(inside: &str) -> Value {
    match read(success(&format!("<cas:user>u</cas:user>{inside}")).as_bytes()) {
        Ok(Answer::Success { user, attributes }) if user == "u" => Value::Object(attributes),
        other => panic!("{other:?}"),
    }
}

/// IDENTITY 1.4: every shape that is met.
#[test]
fn attributes_are_read_in_each_shape() {
    let generic = "<cas:attributes><cas:isfromnewlogin>false</cas:isfromnewlogin><cas:userAttributes><cas:login>simon.b</cas:login>\
        <cas:lastName>B</cas:lastName><cas:firstName>Simon</cas:firstName><cas:profile>Teacher</cas:profile><cas:schools>\
        <cas:school externalId=\"0870003F\" main=\"true\" name=\"ENS\" type=\"Lycee\"><cas:classes><cas:class>3A</cas:class></cas:classes>\
        </cas:school></cas:schools></cas:userAttributes></cas:attributes>";
    let generic = said(generic);
    for (name, value) in [("lastName", "B"), ("firstName", "Simon"), ("profile", "Teacher"), (SCHOOL, "0870003F")] {
        assert_eq!(generic[name], value, "{name}");
    }
    let flat = "<cas:attributes><cas:ENTPersonProfils>National_TUT</cas:ENTPersonProfils>\
        <cas:ENTPersonProfils>National_ENS</cas:ENTPersonProfils><cas:sn> B </cas:sn></cas:attributes>";
    assert_eq!(said(flat), json!({ "ENTPersonProfils": ["National_TUT", "National_ENS"], "sn": "B" }));
    assert_eq!(said("<cas:uid>VAC1</cas:uid><cas:uid>VAC2</cas:uid><cas:uid>VAC3</cas:uid>"), json!({ "uid": ["VAC1", "VAC2", "VAC3"] }));
    let lists =
        "<cas:type>[\"Teacher\"]</cas:type><cas:structureNodes>[{\"UAI\":\"0870003F\"}]</cas:structureNodes><cas:name>[x</cas:name>";
    assert_eq!(said(lists), json!({ "type": ["Teacher"], "structureNodes": [{ "UAI": "0870003F" }], "name": "[x" }));
    let named = "<cas:attribute name=\"profile\" value=\"Teacher\"/><cas:attribute name=\"profile\" value=\"Relative\"/>";
    assert_eq!(said(named), json!({ "profile": ["Teacher", "Relative"] }));
}

/// Line 70.
#[test]
fn what_may_be_read_two_ways_is_refused_or_says_nothing() {
    let user = "<cas:user>u</cas:user>";
    let failure = "<cas:authenticationFailure code=\"INVALID_TICKET\">non</cas:authenticationFailure>";
    let both = format!("<cas:authenticationSuccess>{user}</cas:authenticationSuccess>");
    for wrong in [
        format!("<!DOCTYPE a [<!ENTITY e \"x\">]>{}", success(user)),
        format!("<!DOCTYPE a>{}", success(user)),
        success(""),
        success("<cas:user/>"),
        success(&format!("{user}<cas:user>v</cas:user>")),
        success("<cas:user>ad<!-- -->min</cas:user>"),
        success("<cas:user><b>u</b></cas:user>"),
        success(&format!("<cas:attributes>{user}</cas:attributes>")),
        success("<user>u</user>"),
        success(user).replace(CAS, "http://evil.example.fr/cas"),
        envelope(&format!("{both}{failure}")),
        envelope(&format!("{failure}{both}")),
        envelope(&format!("{both}{both}")),
        envelope(""),
        envelope("<cas:proxySuccess/>"),
        "<html><body>Bienvenue</body></html>".to_owned(),
        format!("{}x", success(user)),
        success(&format!("{user}<cas:a>{}</cas:a>", "x".repeat(MAX_XML))),
        success(&format!("{user}{}", "<cas:a/>".repeat(6_000))),
    ] {
        let start: String = wrong.chars().take(300).collect();
        assert!(read(wrong.as_bytes()).is_err(), "{start}");
    }
    assert!(read(&[0xFF, 0xFE]).is_err());
    assert_eq!(said("<cas:attributes><cas:user>admin</cas:user></cas:attributes>"), json!({ "user": "admin" }), "not who came");
    assert_eq!(said("<x:profile xmlns:x=\"urn:x\">Teacher</x:profile><profile>Teacher</profile>"), json!({}), "of nobody's");
    assert_eq!(read(envelope(failure).as_bytes()), Ok(Answer::Failure("INVALID_TICKET".to_owned())));
}

/// Line 72.
#[test]
fn a_request_to_end_a_session_names_one_ticket() {
    let request =
        |inside: &str| format!("<samlp:LogoutRequest xmlns:samlp=\"{SAML}\" ID=\"LR-1\" Version=\"2.0\">{inside}</samlp:LogoutRequest>");
    let index = "<samlp:SessionIndex> ST-1 </samlp:SessionIndex>";
    assert_eq!(session_index(request(index).as_bytes()).as_deref(), Ok("ST-1"));
    let long = format!("{index}<samlp:a>{}</samlp:a>", "x".repeat(MAX_XML));
    for wrong in ["", "<samlp:SessionIndex/>", "<SessionIndex>ST-1</SessionIndex>", &format!("{index}{index}"), &long] {
        assert!(session_index(request(wrong).as_bytes()).is_err(), "{}", &wrong[..wrong.len().min(80)]);
    }
    assert!(session_index(format!("<!DOCTYPE x>{}", request(index)).as_bytes()).is_err());
}
