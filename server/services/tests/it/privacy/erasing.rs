//! Nothing is left of whoever leaves.

use super::{EMAIL, NAME, SECOND, SHOWN, SUBJECT, UID, arrived, dump, everything::lived, herself, recently, zephyrine};
use crate::{
    cast::{animator, count, form, letters, published, settle, sql, teacher, whole},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{PostForm, PostState, SpaceForm, TopicForm},
    events::Event,
    ids::AccountId,
    privacy::{Contributions, ERASED},
    problem::Rule,
    text::fold,
};
use services::{
    db::Db,
    discussions,
    error::Error,
    harvest, identity,
    index::Index,
    moderation, outbox, privacy, projects, search,
    spreadsheet::{Sheet, ods},
    training,
};

const SOUGHT: [&str; 7] = [NAME, SHOWN, EMAIL, SUBJECT, SECOND, UID, "zephyrine-quillacq"];

/// What is an account's own, and goes with it.
const OWN: [&str; 9] = [
    "account_identity",
    "account_role",
    "account_school",
    "account_school_source",
    "session",
    "need_voice",
    "press",
    "post_draft",
    "saved_search",
];

/// The same portal with its index on disk.
fn on_disk(portal: TestPortal) -> TestPortal {
    let folder = portal.folder().join("index");
    portal.changed(|portal| portal.index = Index::open(&folder, "a test").expect("an index").0)
}

/// What follows the outbox, follows it.
async fn caught_up(portal: &TestPortal) {
    search::catch_up(&portal.portal).await.expect("indexed");
    harvest::catch_up(portal.portal.clone()).await.expect("harvested");
    letters(portal).await;
}

/// Where one of the things sought still stands in the database.
async fn left(portal: &TestPortal) -> Vec<(String, String)> {
    let is_found = |text: &str| SOUGHT.iter().any(|sought| fold(text).contains(&fold(sought)));
    dump::database(portal).await.into_iter().filter(|(_, text)| is_found(text)).collect()
}

/// How many rows of `table` are `account`'s.
async fn own(portal: &TestPortal, table: &str, account: AccountId) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE account_id = {account}");
    count(portal, Box::leak(sql.into_boxed_str())).await
}

async fn leaves(portal: &TestPortal, contributions: Contributions) {
    let account = lived(portal).await;
    caught_up(portal).await;
    for table in OWN {
        assert!(own(portal, table, account).await > 0, "{table} held nothing of hers");
    }
    let before = left(portal).await;
    for column in [
        "account.name",
        "account.said",
        "account_identity.subject",
        "account_identity.uid",
        "role_invitation.name",
        "session.id_token",
        "session.provider_subject",
        "post.body",
        "certificate.name",
        "topic.slug",
        "saved_search.words",
        "project_version.sheet",
    ] {
        assert!(before.iter().any(|(known, _)| known == column), "{column} did not name her: nothing is shown by its silence");
    }
    privacy::erase(&recently(portal, account), contributions, "supprimer").await.expect("erased");
    caught_up(portal).await;

    assert_eq!(left(portal).await, [], "in the database");
    for table in OWN {
        assert_eq!(own(portal, table, account).await, 0, "{table}");
    }
    let files = dump::files(portal).await;
    assert!(!files.is_empty());
    for sought in SOUGHT {
        assert_eq!(dump::holding(&files, sought), Vec::<String>::new(), "{sought:?} in a file");
    }
    assert_eq!(count(portal, "SELECT COUNT(*) FROM erasure WHERE settled_ms IS NULL").await, 0, "all is cleaned");
    let viewer = identity::person(&mut portal.system().read().await.expect("a connection"), account).await.expect("an answer");
    assert_eq!(viewer, None, "nobody is told anything any more");
    assert!(count(portal, "SELECT COUNT(*) FROM audit WHERE action = 'erase'").await > 0, "the trail says so, by number");
}

both! {
    async fn of_whoever_leaves_nothing_is_left_anywhere(portal: TestPortal) {
        let portal = on_disk(portal);
        leaves(&portal, Contributions::Keep).await;
        let shown = projects::published_slugs(&portal.cx(Viewer::Nobody), 100).await.expect("slugs").len();
        assert_eq!(shown, 3, "what was published stays");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project WHERE title LIKE 'Un brouillon%'").await, 0, "a draft is no contribution");
        assert!(count(&portal, "SELECT COUNT(*) FROM post WHERE state = 'shown' AND body LIKE '%Compte supprimé%'").await > 0);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM certificate WHERE name = 'Compte supprimé'").await, 1, "hours are counted on");
        let seat = "SELECT COUNT(*) FROM registration WHERE account_id = 2 AND standing IN ('offered', 'registered')";
        assert_eq!(count(&portal, seat).await, 1, "her seat goes to the next in line");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM need_backer").await, 1, "her school backs the need still");
    }

    async fn and_nothing_of_what_they_wrote_where_they_want_it_so(portal: TestPortal) {
        let portal = on_disk(portal);
        leaves(&portal, Contributions::Delete).await;
        let shown = projects::published_slugs(&portal.cx(Viewer::Nobody), 100).await.expect("slugs").len();
        assert_eq!(shown, 2, "hers alone is gone; what she signed with another is the other's");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project WHERE state = 'archived' AND title = 'Projet supprimé' AND body = ''").await, 1);
        let hers = "SELECT COUNT(*) FROM post p JOIN account a ON a.id = p.author_id WHERE a.name = 'Compte supprimé' AND p.body <> ''";
        assert_eq!(count(&portal, hers).await, 0, "her messages are empty, and keep their places");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM post WHERE author_id = 2 AND body <> ''").await, 3, "others' words are theirs");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM post_picture").await, 0);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM medium").await, 0, "and so are their pictures");
        assert!(portal.portal.files.list("media").await.expect("a list").is_empty());
    }

    async fn a_new_sign_in_begins_a_fresh_account(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        let again = identity::ensure_account(&portal.system(), &zephyrine()).await.expect("an account");
        assert_ne!(again, account);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account WHERE name = 'Compte supprimé' AND email IS NULL").await, 1);
    }

    async fn what_cannot_be_undone_is_asked_for_twice(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        let cx = portal.cx(herself(account));
        let long_ago = cx.clone().signed_in_at(Some(cx.now().plus_ms(-15 * 60_000)));
        for refused in [cx.clone(), long_ago, portal.cx(Viewer::Nobody)] {
            let done = privacy::erase(&refused, Contributions::Keep, "SUPPRIMER").await;
            assert!(matches!(done, Err(Error::SignIn)), "{done:?}");
        }
        match privacy::erase(&recently(&portal, account), Contributions::Keep, "oui").await {
            Err(Error::Invalid(problems)) => assert!(problems.of("confirmation").all(|rule| matches!(rule, Rule::NotTheWord { word: "SUPPRIMER" }))),
            other => panic!("{other:?}"),
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 0);
    }

    async fn the_last_administrator_stays(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        identity::grant_to(&portal.system(), account, Role::Admin).await.expect("granted");
        let cx = recently(&portal, account);
        match privacy::erase(&cx, Contributions::Keep, "SUPPRIMER").await {
            Err(Error::Invalid(problems)) => assert_eq!(problems.of("confirmation").collect::<Vec<_>>(), [&Rule::LastAdmin]),
            other => panic!("{other:?}"),
        }
        identity::grant_to(&portal.system(), AccountId::new(2), Role::Admin).await.expect("granted");
        privacy::erase(&cx, Contributions::Keep, "SUPPRIMER").await.expect("erased");
    }

    async fn a_name_that_another_bears_too_stays_in_what_others_wrote(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        sql(&portal, "INSERT INTO account (id, name, created_ms, seen_ms) VALUES (9, 'Zéphyrine QUILLACQ', 0, 0); INSERT INTO review_phrase (id, text) VALUES (90, 'Vu avec Zéphyrine Quillacq.')").await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM review_phrase WHERE text = 'Vu avec Zéphyrine Quillacq.'").await, 1);
        assert_eq!(ERASED, "Compte supprimé");
    }

    async fn a_name_that_a_document_says_goes_from_what_was_read_of_it(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        let table = ods(&Sheet { name: "Équipe".into(), head: vec![format!("Avec {NAME}.")], rows: Vec::new() }).expect("a table");
        projects::attach(&portal.cx(teacher()), &saved.slug, table, "équipe.ods").await.expect("attached");
        assert_eq!(projects::read_documents(&portal.system()).await.expect("read"), 1);
        let before = outbox::last(&mut portal.system().read().await.expect("a connection")).await.expect("a number");
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM attachment_text WHERE body = 'Avec Compte supprimé.'").await, 1);
        let told = outbox::after(&mut portal.system().read().await.expect("a connection"), before, 100).await.expect("events");
        assert!(told.iter().any(|entry| entry.event == Event::ProjectChanged { project: saved.id }), "it is indexed again");
    }

    async fn a_name_that_its_provider_writes_without_accents_goes_where_others_put_them(portal: TestPortal) {
        settle(&portal).await;
        let person = identity::NewPerson { name: "ZEPHYRINE QUILLACQ".to_owned(), ..zephyrine() };
        let account = identity::ensure_account(&portal.system(), &person).await.expect("an account");
        sql(&portal, "INSERT INTO review_phrase (id, text) VALUES (90, 'Vu avec Zéphyrine Quillacq.')").await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM review_phrase WHERE text = 'Vu avec Compte supprimé.'").await, 1);
    }

    async fn a_name_that_was_searched_for_goes_with_its_bearer(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        sql(
            &portal,
            "INSERT INTO search_heard (day, words, asked, without_result) VALUES ('2026-11-22', 'la classe de zephyrine quillacq', 4, 0), \
             ('2026-11-23', 'zephyrine quillacq', 3, 3), ('2026-11-23', 'radio', 3, 3)",
        )
        .await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM search_heard").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM search_heard WHERE words = 'radio'").await, 1);
    }

    async fn a_title_that_went_with_its_message_goes_for_good(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        let (desk, cx, colleague) = (portal.cx(animator()), recently(&portal, account), portal.cx(member(2, &[Role::Teacher], &[])));
        let space = SpaceForm::read([("name", "Entraide"), ("post", "teacher"), ("public", "yes")]).expect("a sound space");
        let slug = discussions::make_space(&desk, &space).await.expect("a space");
        let space = discussions::space(&desk, &slug).await.expect("it is there").id.to_string();
        let typed = [("title", "Des mots de trop"), ("body", "Bonjour."), ("space", space.as_str())];
        let (topic, _) = discussions::open_topic(&cx, &TopicForm::read(typed, cx.now()).expect("sound"), None).await.expect("a topic");
        discussions::reply(&colleague, topic, &PostForm::read([("body", "Non.")]).expect("sound")).await.expect("answered");
        whole(&desk, topic, PostState::Removed).await;
        privacy::erase(&cx, Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM topic WHERE title = 'Sujet retiré' AND slug = 'sujet-retire'").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM post WHERE body <> ''").await, 1, "others' words are theirs");
        portal.portal.clock.advance_ms(31 * 24 * 3_600_000);
        assert_eq!(moderation::purge(&portal.system()).await.expect("looked at"), 0, "nothing is left to go with time");
    }

    async fn who_may_have_been_the_same_person_is_told_apart_from_nobody(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        let twin = format!(
            "INSERT INTO account_identity (provider, subject, uid, twin_of, account_id, created_ms, seen_ms) VALUES ('ent', 'neuf', 'z', {account}, 4, 0, 0)"
        );
        sql(&portal, Box::leak(twin.into_boxed_str())).await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_identity WHERE account_id = 4 AND twin_of IS NULL").await, 1);
    }

    async fn a_backup_that_is_put_back_brings_nobody_back(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        assert_eq!(privacy::replay(&portal.system()).await.expect("replayed"), 0, "who is erased stays so");
        let back = format!(
            "DELETE FROM erasure; UPDATE account SET name = '{NAME}', email = '{EMAIL}', suspended_ms = NULL WHERE id = {account}; \
             INSERT INTO account_identity (provider, subject, account_id, created_ms, seen_ms) VALUES ('ent', '{SUBJECT}', {account}, 0, 0)"
        );
        sql(&portal, Box::leak(back.into_boxed_str())).await;
        assert_ne!(left(&portal).await, []);
        assert_eq!(privacy::replay(&portal.system()).await.expect("replayed"), 1);
        assert_eq!(left(&portal).await, []);
        assert_eq!(privacy::replay(&portal.system()).await.expect("replayed"), 0);
    }

    async fn readers_of_the_outbox_hear_of_an_erasure_by_number(portal: TestPortal) {
        settle(&portal).await;
        let account = arrived(&portal).await;
        privacy::erase(&recently(&portal, account), Contributions::Keep, "SUPPRIMER").await.expect("erased");
        let told = outbox::after(&mut portal.system().read().await.expect("a connection"), 0, 100).await.expect("events");
        assert!(told.iter().any(|entry| entry.event == Event::AccountErased { account }));
        assert!(matches!(training::own_places(&portal.cx(member(account.get(), &[], &[]))).await, Ok(places) if places.is_empty()));
        assert_eq!(discussions::drafts(&portal.cx(herself(account))).await.expect("drafts"), []);
        if let Db::Sqlite { .. } = &portal.portal.db {
            assert_eq!(count(&portal, "PRAGMA secure_delete").await, 1, "what is freed is overwritten");
        }
    }
}
