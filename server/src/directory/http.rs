//! What the directory answers over HTTP: a statement is put, and many are asked for.

use super::Refused;
use crate::{error::HttpError, state::AppState};
use axum::{
    body::Bytes,
    extract::{FromRequest, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use boucle_model::PersonId;
use boucle_sync::directory::{Ask, MAX_ASKED, MAX_STATEMENT, NotAStatement, Outdated};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::timeout;

/// Most bytes of a statement, and of a question about as many people as there may be.
pub(crate) const PUT_BYTES: usize = MAX_STATEMENT;
pub(crate) const ASK_BYTES: usize = 8 + 32 * MAX_ASKED;
/// How long what is sent may take to come.
const COMES: Duration = Duration::from_secs(5);

const CBOR: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/cbor")];

/// `PUT /people/{id}`: what this person says of themselves.
pub(crate) async fn put(
    State(state): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, HttpError> {
    let person = id.parse::<PersonId>().map_err(|error| HttpError::BadRequest {
        public: "a person is 32 hexadecimal digits",
        cause: error.to_string(),
    })?;
    let bytes = body(request).await?;
    match state.directory.put(*person.as_bytes(), &bytes, now()).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(Refused::Old(there)) => {
            let outdated = Outdated { message: "what is there is newer".into(), there: *there };
            Ok((StatusCode::CONFLICT, CBOR, outdated.encode()).into_response())
        }
        Err(refused) => Err(refused.into()),
    }
}

/// `POST /people`: what is newer here than where the question comes from.
pub(crate) async fn ask(State(state): State<AppState>, request: Request) -> Result<Response, HttpError> {
    let ask = Ask::decode(&body(request).await?)
        .map_err(|error| HttpError::BadRequest { public: "this is no question", cause: error.to_string() })?;
    let answer = state.directory.answer(ask).await;
    let unavailable = |error: std::io::Error| HttpError::Unavailable {
        public: "the directory cannot be read",
        cause: error.to_string(),
    };
    Ok((CBOR, answer.map_err(unavailable)?.encode()).into_response())
}

async fn body(request: Request) -> Result<Bytes, HttpError> {
    let refuse = |status, public: String| HttpError::Refused { status, public };
    match timeout(COMES, Bytes::from_request(request, &())).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(refuse(rejection.status(), "this is more than is taken at once".into()))
        }
        Ok(Err(rejection)) => {
            Err(HttpError::BadRequest { public: "what was sent did not come whole", cause: rejection.body_text() })
        }
        Err(_elapsed) => Err(refuse(StatusCode::REQUEST_TIMEOUT, "what was sent did not come in time".into())),
    }
}

/// UTC milliseconds.
fn now() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH);
    time.map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

impl From<Refused> for HttpError {
    fn from(refused: Refused) -> Self {
        let public = refused.to_string();
        let status = match refused {
            Refused::NotAStatement(NotAStatement::AnotherKey | NotAStatement::WrongSignature) => StatusCode::FORBIDDEN,
            Refused::NotAStatement(_) => StatusCode::BAD_REQUEST,
            Refused::Old(_) => StatusCode::CONFLICT,
            Refused::TooFast => StatusCode::TOO_MANY_REQUESTS,
            Refused::Full => StatusCode::SERVICE_UNAVAILABLE,
            Refused::Failed(error) => {
                return Self::Unavailable { public: "the directory cannot be written", cause: error.to_string() };
            }
        };
        Self::Refused { status, public }
    }
}
