//! What happens to disks and processes.

use super::*;
use crate::index::{Opening, State, Why};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Opens an index that nobody else has open. A test beside this one that starts a process holds every lock for the moment between
/// its fork and its exec: a busy index is tried again.
fn opened(folder: &Path, db: &str) -> (Index, Opening) {
    let mut tries = 0;
    loop {
        match Index::open(folder, db) {
            Err(busy) if tries < 50 && busy.to_string().contains("another process") => {
                tries += 1;
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            done => return done.expect("an index"),
        }
    }
}

fn generations(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.is_dir()).collect()
}

/// A folder with an index of one project, closed.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let (index, opening) = opened(folder.path(), "a");
    assert_eq!((opening, index.seq()), (Opening::Fresh, None));
    index.apply(&[project(1, "Robot", "")], &[], None, 5).expect("a commit");
    folder
}

#[test]
fn what_was_committed_is_there_again_and_what_was_not_is_not() {
    let folder = filled();
    let (index, opening) = opened(folder.path(), "a");
    assert_eq!((opening, index.seq()), (Opening::Resumed { seq: 5 }, Some(5)));
    index.current().add(&[project(2, "Perdu", "")], &[thing(1)]).expect("staged, not committed");
    assert_eq!(ids(&index, &words("")), [1]);
    drop(index);
    let (index, opening) = opened(folder.path(), "a");
    assert_eq!(opening, Opening::Resumed { seq: 5 });
    assert_eq!(ids(&index, &words("")), [1]);
}

#[test]
fn a_rebuild_that_is_not_finished_leaves_nothing_and_the_index_answers_on() {
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    for _ in 0..3 {
        let rebuild = index.start_over().expect("begun");
        rebuild.add(&[project(2, "À moitié", "")]).expect("staged");
        assert_eq!(generations(folder.path()).len(), 2);
        drop(rebuild);
        assert_eq!(generations(folder.path()).len(), 1);
    }
    assert_eq!(ids(&index, &words("")), [1]);
    let rebuild = index.start_over().expect("begun");
    rebuild.add(&[project(3, "En entier", "")]).expect("staged");
    rebuild.finish(9).expect("in use");
    assert_eq!((ids(&index, &words("")), index.seq()), (vec![3], Some(9)));
}

#[test]
fn an_index_of_another_database_or_of_another_shape_gives_way_to_an_empty_one() {
    let folder = filled();
    let (index, opening) = opened(folder.path(), "b");
    assert!(matches!(opening, Opening::Rebuilt { why } if why.contains("another database")));
    assert_eq!((index.seq(), ids(&index, &words("")).len()), (None, 0));
    index.apply(&[project(1, "Robot", "")], &[], None, 1).expect("a commit");
    drop(index);
    let meta = generations(folder.path()).remove(0).join("meta.json");
    let text = fs::read_to_string(&meta).expect("its description");
    let at = text.find("schema\\\":\\\"").expect("its mark") + 11;
    fs::write(&meta, format!("{}0000{}", &text[..at], &text[at + 4..])).expect("a change");
    let (_index, opening) = opened(folder.path(), "b");
    assert!(matches!(&opening, Opening::Rebuilt { why } if why.contains("shape")), "{opening:?}");
    assert_eq!(generations(folder.path()).len(), 1, "nothing is left of the others");
}

#[test]
fn any_damaged_or_missing_file_gives_way_to_an_empty_index() {
    let whole = filled();
    let names: Vec<String> = fs::read_dir(&generations(whole.path())[0])
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert!(names.len() > 4, "{names:?}");
    for pattern in names.iter().map(|name| name.rsplit('.').next().unwrap_or_default()) {
        for damage in ["truncated", "cut short", "changed", "missing"] {
            let folder = filled();
            let file = fs::read_dir(&generations(folder.path())[0])
                .expect("a folder")
                .map(|entry| entry.expect("an entry").path())
                .find(|path| {
                    path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'))
                        && path.to_string_lossy().ends_with(pattern)
                })
                .expect("the same kind of file");
            let mut bytes = fs::read(&file).expect("its bytes");
            match damage {
                "truncated" => fs::write(&file, &bytes[..bytes.len() / 2]).expect("a change"),
                "cut short" => fs::write(&file, "six by").expect("a change"),
                "changed" => {
                    bytes[0] ^= 0x55;
                    fs::write(&file, &bytes).expect("a change");
                }
                _ => fs::remove_file(&file).expect("a removal"),
            }
            let (index, opening) = opened(folder.path(), "a");
            assert!(matches!(opening, Opening::Rebuilt { .. }), "{damage} {pattern}: {opening:?}");
            assert!(index.apply(&[project(3, "Encore", "")], &[], None, 9).expect("a commit"));
            assert_eq!(ids(&index, &words("encore")), [3]);
        }
    }
}

#[test]
fn a_pointer_that_says_nothing_gives_an_empty_index() {
    for nonsense in ["", "generation-", "../ailleurs", "generation-99"] {
        let folder = filled();
        fs::write(folder.path().join("current"), nonsense).expect("a change");
        let (index, opening) = opened(folder.path(), "a");
        assert!(!matches!(opening, Opening::Resumed { .. }), "{nonsense}");
        assert_eq!(index.seq(), None);
    }
}

#[test]
fn two_processes_cannot_write_the_same_index_and_the_second_is_told_so() {
    let folder = filled();
    let (_first, _) = opened(folder.path(), "a");
    let refused = Index::open(folder.path(), "a").expect_err("the lock is taken").to_string();
    assert!(refused.contains("another process"), "{refused}");
}

#[test]
fn a_look_says_how_an_index_is_and_changes_nothing() {
    let nowhere = tempfile::tempdir().expect("a folder");
    assert_eq!(Index::look(&nowhere.path().join("index"), "a").expect("a look"), State::Absent);
    assert!(!nowhere.path().join("index").exists());
    let folder = filled();
    assert_eq!(Index::look(folder.path(), "a").expect("a look"), State::Sound(Some(5)));
    assert!(matches!(Index::look(folder.path(), "b").expect("a look"), State::Unusable(why) if why.contains("another database")));
    let (serving, opening) = opened(folder.path(), "a");
    assert_eq!(opening, Opening::Resumed { seq: 5 }, "the looks left it as it was");
    assert_eq!(Index::look(folder.path(), "a").expect("a look"), State::InUse);
    drop(serving);
}

#[test]
fn a_rebuild_replaces_the_index_in_one_step_while_the_old_one_answers() {
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    let rebuild = index.start_over().expect("a rebuild");
    rebuild.add(&[project(2, "Jardin", ""), project(3, "Lune", "")]).expect("documents");
    assert_eq!(ids(&index, &words("")), [1]);
    index.apply(&[project(4, "Entre-temps", "")], &[], Some(5), 6).expect("the old one is still written to");
    assert_eq!(ids(&index, &words("")), [4, 1]);
    rebuild.finish(5).expect("the step");
    assert_eq!((index.seq(), ids(&index, &words(""))), (Some(5), vec![3, 2]));
    assert_eq!(generations(folder.path()).len(), 1);
    assert!(!index.apply(&[], &[], Some(6), 7).expect("an answer"), "who followed the old one must read its events again");
    drop(index);
    assert_eq!(opened(folder.path(), "a").1, Opening::Resumed { seq: 5 });
}

#[test]
fn a_rebuild_given_up_leaves_everything_as_it_was() {
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    let rebuild = index.start_over().expect("a rebuild");
    rebuild.add(&[project(2, "Jardin", "")]).expect("documents");
    drop(rebuild);
    assert_eq!(ids(&index, &words("")), [1]);
    drop(index);
    assert_eq!(opened(folder.path(), "a").1, Opening::Resumed { seq: 5 });
}

#[test]
fn an_index_rebuilt_by_another_process_is_taken_up_without_a_stop() {
    let folder = filled();
    let (serving, _) = opened(folder.path(), "a");
    let beside = Index::to_rebuild(folder.path(), "a").expect("the same folder");
    let rebuild = beside.start_over().expect("a rebuild");
    rebuild.add(&[project(2, "Jardin", "")]).expect("documents");
    assert!(!serving.adopt().expect("an answer"), "it is not finished");
    assert_eq!(generations(folder.path()).len(), 2, "nobody tidies it away");
    rebuild.finish(8).expect("the step");
    assert_eq!(ids(&serving, &words("")), [1]);
    assert!(serving.adopt().expect("an answer"));
    assert_eq!((serving.seq(), ids(&serving, &words(""))), (Some(8), vec![2]));
    assert_eq!(generations(folder.path()).len(), 1);
    assert!(serving.apply(&[project(3, "Lune", "")], &[], Some(8), 9).expect("a commit"));
    assert!(!serving.adopt().expect("an answer"));
}

/// The files of segments of the one generation there is, by what their names end with.
fn segment_files(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(&generations(folder)[0]).expect("a folder").map(|entry| entry.expect("an entry").path());
    let ending = |path: &Path| path.extension().and_then(|ending| ending.to_str()).map(str::to_owned);
    entries.filter_map(|path| Some((ending(&path)?, path))).filter(|(ending, _)| ending != "json" && ending != "lock").collect()
}

/// Changes a byte of a file where it lies, as a disk does: whoever reads the file reads it changed.
fn spoil(path: &Path) {
    let mut file = File::options().read(true).write(true).open(path).expect("a file");
    let mut byte = [0];
    file.read_exact(&mut byte).expect("a byte");
    file.seek(SeekFrom::Start(0)).expect("its beginning");
    file.write_all(&[byte[0] ^ 0x55]).expect("a change");
}

#[test]
fn what_becomes_of_the_files_of_an_index_in_use_is_found_out() {
    let endings: Vec<String> = segment_files(filled().path()).into_iter().map(|(ending, _)| ending).collect();
    assert!(endings.len() > 3, "{endings:?}");
    for ending in &endings {
        for is_missing in [false, true] {
            let folder = filled();
            let (index, _) = opened(folder.path(), "a");
            assert_eq!(index.damage(), None);
            let (_, file) = segment_files(folder.path()).into_iter().find(|(known, _)| known == ending).expect("the same kind of file");
            if is_missing {
                fs::remove_file(file).expect("a removal")
            } else {
                spoil(&file)
            }
            assert!(index.damage().is_some(), "{ending}, missing: {is_missing}");
            index.start_over().expect("begun").finish(9).expect("in use");
            assert_eq!((index.damage(), index.seq()), (None, Some(9)), "the next is sound");
        }
    }
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    fs::remove_dir_all(&generations(folder.path())[0]).expect("a removal");
    assert_eq!(ids(&index, &words("")), [1], "what is open stays readable");
    assert!(index.damage().is_some() && index.apply(&[project(2, "Lune", "")], &[], Some(5), 6).is_err());
    assert_eq!(Index::in_memory().expect("an index").damage(), None, "in memory there is nothing to damage");
}

#[test]
fn an_index_in_the_place_of_another_is_not_taken_for_it() {
    let (folder, elsewhere) = (filled(), filled());
    let (index, _) = opened(folder.path(), "a");
    index.apply(&[project(2, "Lune", "")], &[], Some(5), 6).expect("a commit");
    let place = generations(folder.path()).remove(0);
    fs::rename(&place, folder.path().join("aside")).expect("moved");
    fs::rename(&generations(elsewhere.path())[0], &place).expect("moved");
    assert!(index.damage().is_some_and(|damage| damage.contains("in its place")));
}

#[test]
fn segments_that_come_and_go_are_no_damage() {
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    std::thread::scope(|threads| {
        let writing = threads.spawn(|| {
            for seq in 6..60 {
                assert!(index.apply(&[project(seq, "Robot", "Une histoire")], &[thing(seq - 3)], Some(seq - 1), seq).expect("a commit"));
            }
        });
        while !writing.is_finished() {
            assert_eq!(index.damage(), None);
        }
    });
    assert_eq!(index.seq(), Some(59));
}

#[test]
fn no_place_is_given_twice_whatever_was_removed() {
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    let mut places = BTreeSet::from([generations(folder.path()).remove(0)]);
    for round in 0..3 {
        match round {
            0 => fs::remove_dir_all(&generations(folder.path())[0]).expect("a removal"),
            1 => fs::remove_dir_all(folder.path()).expect("a removal"),
            _ => {}
        }
        let rebuild = index.start_over().expect("begun");
        rebuild.add(&[project(2, "Lune", "")]).expect("staged");
        rebuild.finish(9 + round).expect("in use");
        assert_eq!((ids(&index, &words("")), index.damage()), (vec![2], None));
        assert!(places.insert(generations(folder.path()).remove(0)), "{places:?}");
        assert_eq!(generations(folder.path()).len(), 1);
    }
    // Nor by another process, while one still has open what was removed.
    fs::remove_dir_all(&generations(folder.path())[0]).expect("a removal");
    let beside = Index::to_rebuild(folder.path(), "a").expect("the same folder");
    beside.start_over().expect("begun").finish(20).expect("in use");
    assert!(places.insert(generations(folder.path()).remove(0)), "{places:?}");
    assert!(index.adopt().expect("taken up"));
    assert_eq!((index.seq(), index.damage()), (Some(20), None));
}

#[test]
fn what_another_has_replaced_is_written_to_no_more() {
    let folder = filled();
    let (index, _) = opened(folder.path(), "a");
    let late = index.current();
    index.start_over().expect("begun").finish(5).expect("in use");
    assert!(!late.apply(&[project(2, "Lune", "")], &[], Some(5), 6).expect("an answer"), "who was about to write reads again where to");
    assert!(late.add(&[project(2, "Lune", "")], &[]).is_err());
    assert_eq!(generations(folder.path()).len(), 1, "its place is free");
    assert_eq!(ids(&index, &words("")), Vec::<i64>::new());
}

#[test]
fn a_doubt_is_heard_once_and_until_it_is_settled() {
    let index = Index::in_memory().expect("an index");
    assert!(!index.is_suspect());
    index.suspect();
    index.suspect();
    assert!(index.clone().is_suspect(), "clones are the same index");
    index.trust();
    assert!(!index.is_suspect());
    assert_eq!(index.lost(), Why::Empty);
    let folder = filled();
    assert_eq!(opened(folder.path(), "b").0.lost(), Why::Foreign);
}

/// Names the folder that a child process of the test below writes to, until it is killed.
const CHILD: &str = "PREAU_TEST_INDEX_CHILD";

fn write_until_killed(folder: &Path) {
    let (index, _) = opened(folder, "a");
    let mut after = index.seq();
    loop {
        let seq = after.unwrap_or(0) + 1;
        index.apply(&[project(seq, "Robot", "Une histoire")], &[], after, seq).expect("a commit");
        println!("\ncommitted {seq}");
        after = Some(seq);
    }
}

#[test]
fn a_killed_process_loses_no_commit_and_leaves_no_lock() {
    if let Ok(folder) = std::env::var(CHILD) {
        return write_until_killed(Path::new(&folder));
    }
    let folder = tempfile::tempdir().expect("a folder");
    for commits in [3, 8, 5, 12] {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "index::tests::disk::a_killed_process_loses_no_commit_and_leaves_no_lock", "--nocapture"])
            .env(CHILD, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let told = lines.filter_map(|line| line.strip_prefix("committed ")?.parse::<i64>().ok()).take(commits).last().expect("commits");
        child.kill().expect("killed");
        child.wait().expect("gone");
        let (index, opening) = opened(folder.path(), "a");
        let Opening::Resumed { seq } = opening else { panic!("{opening:?}") };
        assert!(seq >= told, "{seq} < {told}");
        assert_eq!(index.search(&words("robots"), &everyone(), all()).expect("an answer").total, usize::try_from(seq).expect("few"));
    }
}
