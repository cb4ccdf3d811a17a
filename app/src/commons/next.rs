//! Preparing the next meetup: on purpose, one at a time. It is numbered, titled, and follows the one before. From the bilan
//! of that one, it begins with what was adopted there.

use crate::{
    address::{MeetupAddress, MeetupPage},
    components::{Button, ButtonKind, Dialog, NameField},
    i18n::I18n,
    state::{Device, Room},
};
use boucle_model::{CommonsId, Improvement, MAX_TITLE, MeetupId, Phase, Place, last_edition, next_number};
use boucle_sync::DocumentId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub(crate) fn NextMeetup(
    id: DocumentId,
    room: Room,
    open: RwSignal<bool>,
    /// The meetup that it follows, where that is not the last of the map.
    #[prop(optional)]
    after: Option<MeetupId>,
    /// What the bilan of that meetup gives it from the start.
    #[prop(optional, into)]
    given: Signal<Vec<Improvement>>,
) -> impl IntoView {
    let i18n = I18n::from_context();
    let device = expect_context::<Device>();
    let title = RwSignal::new(String::new());
    // The one that it follows, and its number.
    let follows = Memo::new(move |_| {
        room.editions()
            .with(|editions| (after.or_else(|| last_edition(editions).map(|last| last.id)), next_number(editions)))
    });
    let words = move || if follows.get().0.is_some() { &i18n.words().map.next } else { &i18n.words().map.first };
    let heading = move || match follows.get() {
        (Some(_), number) => (i18n.words().map.next_title)(number),
        (None, _) => i18n.words().map.first.title.to_owned(),
    };
    let too_long = move || title.read().trim().chars().count() > MAX_TITLE;
    let navigate = use_navigate();
    let answered = move |answer: String| {
        open.set(false);
        if answer != "prepare" {
            return;
        }
        let (named, (previous, number)) = (title.get_untracked().trim().to_owned(), follows.get_untracked());
        let given = given.get_untracked();
        let navigate = navigate.clone();
        spawn_local(async move {
            let place = Place { commons: CommonsId::from_bytes(*id.as_bytes()), number, previous };
            let meetup = device.start_meetup(named.clone(), Some(place), &given).await;
            if !room.add_meetup(MeetupId::from_bytes(*meetup.as_bytes()), named, previous) {
                // Refused, and said: what was typed stays for another try.
                return device.forget(&meetup.to_string());
            }
            title.set(String::new());
            let address = MeetupAddress { commons: Some(id), meetup, page: MeetupPage::of(Phase::CoConstruction) };
            navigate(&address.to_string(), Default::default());
        });
    };
    view! {
        <Dialog id="next" open title=heading on_close=answered>
            <NameField id="next-meetup" name=title label=move || words().label hint=move || words().hint />
            <p hidden=move || given.read().is_empty()>{move || (i18n.words().carried.from_start)(given.read().len())}</p>
            <div class="dialog__actions">
                <Button kind=ButtonKind::Strong disabled=too_long attr:value="prepare">
                    {move || words().button}
                </Button>
                <Button kind=ButtonKind::Quiet attr:value="">{i18n.say(|w| w.map.cancel)}</Button>
            </div>
        </Dialog>
    }
}
