//! Someone who did everything, everywhere, and of whom everyone speaks.

use super::{EMAIL, NAME, SECOND, SHOWN, SUBJECT, UID, arrived, herself};
use crate::{
    cast::{animator, count, form, letters, published, sql, teacher, tilleuls, with_pictures},
    harness::{TestPortal, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed, NeedForm, PostForm, Reaction, Sent, Service, SpaceForm, TopicForm},
    identity::{InvitationForm, NameShown},
    ids::{AccountId, PictureId, SpaceId, TopicId},
    media::People,
    moderation::{ActForm, AppealForm, ReportForm},
    notifications::{Frequency, LetterKind},
    projects::{AttachmentWords, Cycle, Level, Mark, PartnerCall, ProjectForm, Reach, RemarksForm, TrialForm},
    search::SavedForm,
    time::Day,
    training::{Presence, SessionForm, SessionMove, TrainingForm, WishForm},
};
use image::{DynamicImage, ImageFormat};
use services::{
    cx::Cx,
    discussions::{self, DraftPlace},
    identity, media,
    moderation::{self, Target},
    notifications, privacy,
    projects::{self, Opened},
    search, training,
};
use std::io::Cursor;

const HOUR_MS: i64 = 3_600_000;

fn other() -> Viewer {
    member(2, &[Role::Teacher], &[tilleuls()])
}

fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

fn says(body: &str) -> PostForm {
    PostForm::read([("body", body)]).expect("a sound message")
}

async fn picture(cx: &Cx) -> PictureId {
    let picture = media::take_in(cx, photo()).await.expect("a picture");
    projects::declare_people(cx, picture, &People::Nobody).await.expect("declared");
    picture
}

/// What she did, in a portal that is settled; her account. Her name stands wherever people write.
pub(super) async fn lived(portal: &TestPortal) -> AccountId {
    crate::cast::settle(portal).await;
    sql(
        portal,
        "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (4, 'advisor', 'ent', 0)",
    )
    .await;
    sql(portal, "INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'), (2, '0990001N')").await;
    assert_eq!(letters(portal).await, [], "the past is not written about");
    let account = arrived(portal).await;
    let cx = portal.cx(herself(account));
    is_invited(portal, &cx).await;
    comes_in(portal, account).await;
    writes_projects(portal, &cx).await;
    let space = talks(portal, &cx).await;
    is_moderated(portal, &cx, space).await;
    trains(portal, &cx).await;
    keeps_searches(&cx, &portal.cx(other())).await;
    // Queued, some of them sent.
    letters(portal).await;
    is_named_everywhere(portal).await;
    account
}

/// To a role, which she accepts, and once more.
async fn is_invited(portal: &TestPortal, cx: &Cx) {
    let desk = portal.cx(animator());
    let form = InvitationForm { role: Role::Official, name: NAME.into(), service: format!("Bureau de {NAME}"), communes: Vec::new() };
    let secret = identity::invite_to_role(&desk, &form).await.expect("an invitation");
    identity::accept_role(cx, &secret).await.expect("accepted");
    assert_eq!(count(portal, "SELECT COUNT(*) FROM role_invitation").await, 0, "her name went with it");
    identity::invite_to_role(&desk, &form).await.expect("one that waits");
}

/// With two providers, one of which does not say what she is here.
async fn comes_in(portal: &TestPortal, account: AccountId) {
    let nobody = portal.cx(Viewer::Nobody);
    let mut change = nobody.begin().await.expect("a change");
    let token = format!("jeton.{NAME}.{EMAIL}");
    identity::open_session(&nobody, &mut change, account, "ent", Some(&token), None).await.expect("a session");
    change.commit().await.expect("a commit");
    let known = format!(
        "INSERT INTO account_identity (provider, subject, uid, account_id, created_ms, seen_ms) \
         VALUES ('academie', '{SECOND}', '{UID}', {account}, 0, 0); \
         UPDATE session SET provider_subject = '{SUBJECT}' WHERE account_id = {account}; \
         UPDATE account SET said = 'Remplaçante, {NAME}' WHERE id = {account}"
    );
    sql(portal, Box::leak(known.into_boxed_str())).await;
    let cx = portal.cx(herself(account));
    identity::show_name(&cx, NameShown::Initial).await.expect("chosen");
    notifications::choose(&cx, &[(LetterKind::Replies, Frequency::AtOnce)]).await.expect("chosen");
    privacy::accept(&cx).await.expect("accepted");
    privacy::ask_archive(&cx.clone().signed_in_at(Some(cx.now()))).await.expect("a link");
}

/// One published and signed alone, one signed with someone else, one never published; what she made of someone else's.
async fn writes_projects(portal: &TestPortal, cx: &Cx) {
    let (desk, author) = (portal.cx(animator()), portal.cx(teacher()));
    let placed = picture(cx).await;
    media::take_in(cx, photo()).await.expect("one that nothing shows");
    let own = with_pictures(form("Le potager", &format!("Raconté par {NAME}, {EMAIL}.")), &[placed]);
    let saved = projects::start(cx, &own, projects::SaveMode::Kept).await.expect("a draft");
    let sound =
        projects::attach(cx, &saved.slug, [vec![0xFF, 0xFB, 0x90, 0x64], vec![5; 400]].concat(), "jingle.mp3").await.expect("attached");
    let words = AttachmentWords { title: "Le jingle".into(), transcript: format!("On y entend {NAME}."), captions: None };
    projects::describe(cx, sound, &words).await.expect("described");
    projects::declare_people(cx, sound, &People::Nobody).await.expect("declared");
    let saved = projects::submit(cx, &saved.slug, saved.version).await.expect("handed over");
    let remarks = RemarksForm { whole: format!("Chère {NAME}, dites-en plus."), ..RemarksForm::default() };
    projects::ask_changes(&desk, &saved.slug, saved.version, &remarks).await.expect("changes are asked for");
    let Opened::Sheet(sheet) = projects::open(cx, &saved.slug).await.expect("a sheet") else { panic!("it moved") };
    projects::answer_remark(cx, &saved.slug, sheet.remarks[0].id, &format!("Volontiers. {NAME}")).await.expect("answered");
    let saved = projects::submit(cx, &saved.slug, saved.version).await.expect("handed over");
    projects::publish(&desk, &saved.slug, saved.version).await.expect("published");
    let until = Day::containing(cx.now().plus_ms(30 * 24 * HOUR_MS));
    let call = PartnerCall { message: format!("Écrivez à {NAME}"), cycles: vec![Cycle::Two], reach: Reach::Anywhere, until };
    projects::seek_partners(cx, &saved.slug, Some(&call)).await.expect("asked");
    projects::invite(cx, &saved.slug).await.expect("an invitation");
    let draft = ProjectForm { pictures: None, ..form("Un brouillon", "Pas fini.") };
    projects::start(cx, &draft, projects::SaveMode::Kept).await.expect("a draft");

    let theirs = published(portal, &form("La radio", "Un texte.")).await;
    let secret = projects::invite(&author, &theirs.slug).await.expect("an invitation");
    projects::join(cx, &secret, None).await.expect("signed");
    let read = published(portal, &form("Le robot", &format!("Merci à {SHOWN} pour l’idée."))).await;
    projects::mark(cx, &read.slug, Mark::Thanks, true).await.expect("thanked");
    let trial =
        TrialForm { level: Level::Ce2, on: "2026-01-12".parse().expect("a day"), adaptation: NAME.into(), outcome: "Très bien".into() };
    projects::report_trial(cx, &read.slug, &trial).await.expect("told");
    projects::seek_partners(&author, &read.slug, Some(&call)).await.expect("asked");
    discussions::answer_call(cx, &read.slug, &format!("Nous. {NAME}"), &Sent::new("envoi")).await.expect("answered");
    let place = discussions::draft_place_of_project(cx, &read.slug, DraftPlace::Answer).await.expect("an answer").expect("a place");
    discussions::keep_draft(cx, place, "", &format!("Et encore. {NAME}")).await.expect("kept");
}

/// Topics, messages, a picture, quotes of her by others; what she follows and begins.
async fn talks(portal: &TestPortal, cx: &Cx) -> SpaceId {
    let desk = portal.cx(animator());
    let pairs = [("name", "Entraide"), ("post", "teacher"), ("read", "official"), ("public", "yes"), ("needs", "yes")];
    let slug = discussions::make_space(&desk, &SpaceForm::read(pairs).expect("a sound space")).await.expect("a space");
    let space = discussions::space(&desk, &slug).await.expect("it is there").id;
    let number = space.to_string();
    let open = |title: String| {
        let pairs = [("title", title.as_str()), ("body", "Bonjour à tous."), ("space", number.as_str())];
        TopicForm::read(pairs, portal.portal.clock.now()).expect("a sound topic")
    };
    let (alone, _) = discussions::open_topic(cx, &open(format!("Bonjour de {NAME}")), None).await.expect("a topic nobody answered");
    discussions::retitle(cx, alone, &format!("Encore bonjour de {NAME}")).await.expect("another title");
    let (topic, _) = discussions::open_topic(cx, &open("Des tablettes".into()), None).await.expect("a topic");
    let colleague = portal.cx(other());
    let quote = format!("> {SHOWN} a écrit\u{a0}:\n>\n> Bonjour à tous.\n\nMerci @{SHOWN} ! ({NAME}, {EMAIL})");
    let answer = discussions::reply(&colleague, topic, &says(&quote)).await.expect("answered");
    discussions::react(cx, answer, Reaction::Thanks, true).await.expect("thanked");
    let shown = discussions::add_picture(cx, photo(), "photo.png", &format!("Dessin de {NAME}"), true).await.expect("a picture");
    let hers = discussions::reply(cx, topic, &says(&format!("Voici : ![](image:{shown})\n\n{NAME}"))).await.expect("said");
    discussions::edit(cx, hers, 99, &says(&format!("Voilà. {NAME}"))).await.expect_err("over what nobody read, and kept as a draft");
    discussions::draw_project(cx, topic, &[], None, &Sent::new("tirage")).await.expect("a project begun from it");
    follows(cx, space, topic).await;
    let need =
        NeedForm::read([("title", "Du réseau"), ("service", Service::Network.key()), ("school", tilleuls().as_str()), ("body", NAME)]);
    let need = NeedForm { space: Some(space), ..need.expect("a sound need") };
    discussions::file_need(cx, &need).await.expect("filed");
    space
}

async fn follows(cx: &Cx, space: SpaceId, topic: TopicId) {
    discussions::follow(cx, Followed::Space(space), Attention::Watch).await.expect("followed");
    discussions::keep_draft(cx, DraftPlace::Topic(topic), "", &format!("Je commence, {NAME}")).await.expect("kept");
}

/// A message of hers is taken away, she appeals; she reports one.
async fn is_moderated(portal: &TestPortal, cx: &Cx, space: SpaceId) {
    let (desk, colleague, number) = (portal.cx(animator()), portal.cx(other()), space.to_string());
    let pairs = [("title", "Un autre sujet"), ("body", "Bonjour."), ("space", number.as_str())];
    let form = TopicForm::read(pairs, cx.now()).expect("a sound topic");
    let (topic, _) = discussions::open_topic(&colleague, &form, None).await.expect("a topic");
    let hers = discussions::reply(cx, topic, &says(&format!("Tu n’y connais rien. {NAME}"))).await.expect("said");
    let theirs = discussions::reply(&colleague, topic, &says("Toi non plus.")).await.expect("said");
    let report = |note: &str| ReportForm::read([("reason", "insult"), ("note", note)]).expect("a sound report");
    moderation::report_post(&colleague, hers, &report(&format!("{NAME} m’insulte"))).await.expect("reported");
    moderation::report_post(cx, theirs, &report(&format!("Signé {NAME}"))).await.expect("reported");
    let act =
        ActForm::read([("kind", "removed"), ("reason", "insult"), ("words", "Restons courtois."), ("days", "3")]).expect("a sound act");
    let act = moderation::act(&desk, Target::Post(hers), &act).await.expect("removed");
    let appeal = AppealForm::read([("appeal", NAME)]).expect("a sound appeal");
    moderation::appeal(cx, act, &appeal).await.expect("appealed");
}

/// A session that took place, with her presence and her certificate; a place in another; what she wishes for.
async fn trains(portal: &TestPortal, cx: &Cx) {
    let desk = portal.cx(animator());
    let wish = WishForm { title: format!("Des robots avec {NAME}"), why: "Pour la géométrie.".into(), cycle: Cycle::Two };
    training::make_wish(cx, &wish).await.expect("a wish");
    training::make_feed(cx).await.expect("an address");
    let form = TrainingForm::read([("title", "Radio en classe"), ("summary", "Une demi-journée pour émettre."), ("cycles", "2")]);
    let slug = training::make(&desk, &form, None).await.expect("a training");
    let mut sessions = Vec::new();
    for day in ["2026-12-02", "2027-03-03"] {
        let pairs = [
            ("mode", "on-site"),
            ("place", "École des Tilleuls"),
            ("commune", "33063"),
            ("day-1", day),
            ("from-1", "14:00"),
            ("until-1", "17:00"),
            ("capacity", "1"),
        ];
        let id = training::prepare(&desk, &slug, SessionForm::read(pairs).expect("a sound session"), &[]).await.expect("a session");
        training::move_session(&desk, id, SessionMove::Open).await.expect("open");
        sessions.push((id, training::register(cx, id).await.expect("a place").id));
    }
    training::register(&portal.cx(other()), sessions[1].0).await.expect("next in line");
    // From Monday 23 at nine to Wednesday 2 at two in the afternoon.
    portal.portal.clock.advance_ms((9 * 24 + 5) * HOUR_MS);
    let (held, place) = sessions[0];
    training::mark(&desk, held, 0, &[(place, Some(Presence::Present))]).await.expect("noted");
    training::move_session(&desk, held, SessionMove::Hold).await.expect("it took place");
    training::move_session(&desk, held, SessionMove::Close).await.expect("closed");
}

/// She keeps a search; a colleague keeps one for her.
async fn keeps_searches(cx: &Cx, colleague: &Cx) {
    let form = SavedForm::read([("q", "tablettes"), ("name", NAME), ("ecole", tilleuls().as_str())]).expect("a sound search");
    search::save(cx, &form).await.expect("kept");
    search::save(colleague, &SavedForm::read([("q", NAME)]).expect("a sound search")).await.expect("kept");
}

/// Has every text that people write, whoever did, end by her names; but what is read as JSON, which holds them already.
async fn is_named_everywhere(portal: &TestPortal) {
    for words in privacy::written().filter(|words| words.column != "project_version.sheet") {
        let (table, column) = words.column.split_once('.').expect("a table and a column");
        let named = if column == "slug" {
            format!("UPDATE {table} SET slug = slug || '-zephyrine-quillacq'")
        } else {
            format!(
                "UPDATE {table} SET {column} = {column} || ' ({NAME}, zephyrine QUILLACQ, {SHOWN}, {EMAIL})' WHERE {column} IS NOT NULL"
            )
        };
        sql(portal, Box::leak(named.into_boxed_str())).await;
    }
}
