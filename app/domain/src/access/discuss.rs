//! Decisions on spaces, topics and messages: each condition on its own line.

use super::{
    Denial, Member, PostAction, PostFacts, Principal, Role, SpaceAction, TopicAction, TopicFacts, Viewer,
    decide::{allow_if, only_if},
};
use crate::{
    discussions::{Place, PostState, SpaceAccess, TopicKind, TopicState},
    territory::Insee,
};

fn is_one_of(viewer: &Viewer, groups: &[Principal]) -> bool {
    viewer.principals().iter().any(|principal| groups.contains(principal))
}

pub(super) fn space(viewer: &Viewer, action: SpaceAction, space: &SpaceAccess) -> Result<(), Denial> {
    only_if(is_one_of(viewer, &space.readers()), Denial::Unseen)?;
    match action {
        SpaceAction::Read => Ok(()),
        SpaceAction::OpenTopic => {
            let member = viewer.member().ok_or(Denial::SignIn)?;
            allow_if(member, is_one_of(viewer, &space.writers()))
        }
    }
}

/// Whether `viewer` may read what is shown in `place`.
fn reads(viewer: &Viewer, place: &Place) -> bool {
    match place {
        Place::Spaces(spaces) => spaces.iter().any(|space| is_one_of(viewer, &space.readers())),
        Place::Beside(readers) => viewer.member().is_some_and(Member::is_of_the_community) && is_one_of(viewer, readers),
        Place::Between(people) => viewer.member().is_some_and(|member| people.contains(&member.id)),
    }
}

fn writes(viewer: &Viewer, place: &Place) -> bool {
    match place {
        Place::Spaces(spaces) => spaces.iter().any(|space| is_one_of(viewer, &space.writers())),
        Place::Beside(_) | Place::Between(_) => reads(viewer, place),
    }
}

/// Whether `viewer` decides on what is said in a topic: the animator everywhere; a delegate where all is of communes that they animate, so that
/// what they do reaches nobody elsewhere (G8). What they may not read they do not decide on: that is asked besides.
fn animates(viewer: &Viewer, topic: &TopicFacts) -> bool {
    let Some(member) = viewer.member() else { return false };
    if member.is(Role::Animator) {
        return true;
    }
    let theirs = |communes: &[Insee]| !communes.is_empty() && communes.iter().all(|commune| member.animates.contains(commune));
    member.is_a_delegate()
        && match (&topic.place, &topic.commune) {
            (_, Some(commune)) => member.animates.contains(commune),
            (Place::Spaces(spaces), None) => !spaces.is_empty() && spaces.iter().all(|space| theirs(&space.communes)),
            (Place::Beside(readers), None) => {
                member.animates.iter().any(|commune| readers.contains(&Principal::RoleIn(Role::Delegate, commune.clone())))
            }
            (Place::Between(_), None) => false,
        }
}

pub(super) fn topic(viewer: &Viewer, action: TopicAction, topic: &TopicFacts) -> Result<(), Denial> {
    let mine = viewer.member().is_some_and(|member| topic.author == Some(member.id));
    let animates = animates(viewer, topic);
    let seen = match topic.state {
        TopicState::Shown | TopicState::Merged => reads(viewer, &topic.place),
        TopicState::Scheduled | TopicState::Waiting | TopicState::Hidden => (mine || animates) && reads(viewer, &topic.place),
    };
    only_if(seen, Denial::Unseen)?;
    if action == TopicAction::Read {
        return Ok(());
    }
    let member = viewer.member().ok_or(Denial::SignIn)?;
    let shown = topic.state == TopicState::Shown;
    match action {
        TopicAction::Read => Ok(()),
        TopicAction::Reply => {
            allow_if(member, writes(viewer, &topic.place))?;
            only_if(shown, Denial::NotShown)?;
            only_if(!topic.locked || animates, Denial::Locked)
        }
        TopicAction::Follow => {
            allow_if(member, member.is_of_the_community())?;
            only_if(shown, Denial::NotShown)
        }
        TopicAction::Tend => {
            only_if(mine || animates, Denial::NotWriter)?;
            allow_if(member, writes(viewer, &topic.place))
        }
        TopicAction::Moderate => allow_if(member, animates),
        TopicAction::Back => {
            allow_if(member, member.is_an_author())?;
            only_if(topic.kind == TopicKind::Need && shown, Denial::NotShown)?;
            only_if(!member.schools.is_empty(), Denial::NoSchool)
        }
        TopicAction::AnswerNeed => {
            allow_if(member, animates || member.is(Role::Official) && answers_for(member, topic))?;
            only_if(topic.kind == TopicKind::Need && shown, Denial::NotShown)
        }
        TopicAction::DrawProject => {
            allow_if(member, member.is_an_author())?;
            only_if(shown, Denial::NotShown)
        }
    }
}

/// An official answers for their commune; one of no commune is of the authority, and answers for all.
fn answers_for(official: &Member, topic: &TopicFacts) -> bool {
    official.communes.is_empty() || topic.commune.as_ref().is_some_and(|commune| official.communes.contains(commune))
}

pub(super) fn post(viewer: &Viewer, action: PostAction, of: &TopicFacts, post: &PostFacts) -> Result<(), Denial> {
    topic(viewer, TopicAction::Read, of)?;
    let mine = viewer.member().is_some_and(|member| post.author == Some(member.id));
    let animates = animates(viewer, of);
    let read = match post.state {
        PostState::Shown => true,
        // Their author reads them, with the reason (D10); so does who decides.
        PostState::Waiting | PostState::Hidden | PostState::Removed => mine || animates,
        PostState::Withdrawn => animates,
    };
    only_if(read, Denial::Unseen)?;
    if action == PostAction::Read {
        return Ok(());
    }
    let member = viewer.member().ok_or(Denial::SignIn)?;
    match action {
        PostAction::Read => Ok(()),
        PostAction::Edit => {
            only_if(mine, Denial::NotWriter)?;
            allow_if(member, writes(viewer, &of.place))?;
            only_if(matches!(post.state, PostState::Shown | PostState::Waiting), Denial::NotShown)?;
            only_if(!of.locked || animates, Denial::Locked)
        }
        PostAction::Withdraw => {
            only_if(mine, Denial::NotWriter)?;
            only_if(matches!(post.state, PostState::Shown | PostState::Waiting), Denial::NotShown)
        }
        PostAction::Report => {
            only_if(post.state == PostState::Shown, Denial::NotShown)?;
            allow_if(member, !member.roles.is_empty() && !mine)
        }
        PostAction::Moderate => allow_if(member, animates),
    }
}
