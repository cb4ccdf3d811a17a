//! What a visitor is told when a page cannot be made. Internals go to the log, once, here.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// An answer that is not a page.
#[derive(Debug)]
pub enum HttpError {
    /// The service is up, and cannot do this now.
    Unavailable { public: &'static str, cause: String },
    /// The request cannot be understood.
    BadRequest { public: &'static str, cause: String },
    /// The page may not be asked for this way.
    Forbidden { public: &'static str },
    /// What was sent is not taken.
    Refused { status: StatusCode, public: String },
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        match self {
            Self::Unavailable { public, cause } => {
                tracing::warn!(%cause, "unavailable");
                (StatusCode::SERVICE_UNAVAILABLE, public).into_response()
            }
            Self::BadRequest { public, cause } => {
                tracing::debug!(%cause, "malformed request");
                (StatusCode::BAD_REQUEST, public).into_response()
            }
            Self::Forbidden { public } => (StatusCode::FORBIDDEN, public).into_response(),
            Self::Refused { status, public } => (status, public).into_response(),
        }
    }
}
