//! What people search for over the demo is found. `cargo xtask search-quality` tells how well, beside what databases bring along.

use crate::harness::Site;
use sample::quality::{Class, Figures, judged, preau};
use services::search;

/// What nDCG@10 of the whole collection is at least.
const FLOOR: f64 = 0.66;
/// How many queries there are at least, in all and in each class.
const QUERIES: usize = 120;
const OF_A_CLASS: usize = 8;

#[tokio::test]
async fn what_people_search_for_over_the_demo_is_found() {
    let site = Site::open().await;
    let cx = site.system();
    let documents = search::readable_documents(&cx).await.expect("documents");
    let judged = judged(&documents).expect("every name is that of a thing of the demo");
    assert!(judged.len() >= QUERIES, "{} queries", judged.len());
    for class in Class::ALL {
        let many = judged.iter().filter(|query| query.class == class).count();
        assert!(many >= OF_A_CLASS, "{}: {many} queries", class.label());
    }
    let mut figures = Vec::with_capacity(judged.len());
    for query in &judged {
        figures.push(Figures::of(&query.grades, &preau(&cx, &query.words).await.expect("an answer")));
    }
    let all = Figures::mean(&figures);
    assert!(all.ndcg >= FLOOR, "{all:?}");
}
