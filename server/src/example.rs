//! The example that a visitor's device takes up: made anew for each, by the commands that people's clicks run.

use crate::error::HttpError;
use axum::{Json, extract::Path, http::header, response::IntoResponse};
use boucle_app::{example::Sample, i18n::Language};
use boucle_model::{
    CommonsId, MeetupId,
    example::{Ids, example},
};
use boucle_sync::DocumentId;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Examples that are made at the same time, at most.
static MAKERS: Semaphore = Semaphore::const_new(2);

/// `GET /example/{language}`
pub(crate) async fn get(Path(language): Path<String>) -> Result<impl IntoResponse, HttpError> {
    let language = Language::of_tag(&language).ok_or_else(|| HttpError::BadRequest {
        public: "the example is told in fr and en",
        cause: format!("an example in {language:.20}"),
    })?;
    let unavailable = |cause: String| HttpError::Unavailable { public: "the example cannot be made now", cause };
    let _turn = MAKERS.acquire().await.map_err(|closed| unavailable(closed.to_string()))?;
    let made = tokio::task::spawn_blocking(move || make(language)).await;
    let samples = made.map_err(|error| unavailable(error.to_string()))?.map_err(unavailable)?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(samples)))
}

fn make(language: Language) -> Result<Vec<Sample>, String> {
    let id = || *DocumentId::from_random(rand::random()).as_bytes();
    let meetups = [id(), id()].map(MeetupId::from_bytes);
    let ids = Ids { commons: CommonsId::from_bytes(id()), meetups, people: Ids::PEOPLE };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let example = example(language.of_example(), ids, i64::try_from(now).unwrap_or(i64::MAX));
    let sample = |document: &boucle_model::example::Document| {
        let chunks = document.chunks(|_person| automerge::ActorId::from(rand::random::<[u8; 16]>()));
        let id = DocumentId::from_bytes(document.id);
        chunks.map(|chunks| Sample::new(document.kind, id, document.title, &chunks)).map_err(|error| error.to_string())
    };
    example.documents().map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use boucle_model::{Kind, genesis, read_title};

    #[test]
    fn each_visitor_has_an_example_of_their_own_in_their_language() {
        let (mine, yours) = (make(Language::French).unwrap(), make(Language::English).unwrap());
        assert_eq!(
            mine.iter().map(|sample| sample.kind).collect::<Vec<_>>(),
            [Kind::Commons, Kind::Meetup, Kind::Meetup, Kind::Carto]
        );
        for (sample, other) in mine.iter().zip(&yours) {
            assert_ne!(sample.id, other.id);
            let chunks = sample.chunks();
            let chunks: Vec<&[u8]> = chunks.iter().map(|chunk| &chunk[..]).collect();
            let doc = genesis::open(&chunks, automerge::ActorId::random()).unwrap();
            assert_eq!(read_title(&doc, sample.kind).text, sample.title);
        }
        assert_ne!(mine[1].title, yours[1].title);
    }
}
