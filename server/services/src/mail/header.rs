//! Headers that we write and the library does not know.

use lettre::message::header::{Header, HeaderName, HeaderValue};

/// Declares a header that we write and never read.
macro_rules! header {
    ($(#[$doc:meta])* $header:ident = $name:literal, $self:ident => $value:expr $(, $field:ty)?) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub(super) struct $header $((pub(super) $field))?;

        impl Header for $header {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> std::result::Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("this header is written only".into())
            }

            fn display(&$self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value)
            }
        }
    };
}

header! {
    /// Absence notices are not answered to us (RFC 3834).
    AutoSubmitted = "Auto-Submitted", self => "auto-generated".to_owned()
}

header! {
    /// Where letters of this kind are stopped (RFC 2369).
    ListUnsubscribe = "List-Unsubscribe", self => self.0.clone(), String
}

header! {
    /// That one POST there stops them (RFC 8058).
    ListUnsubscribePost = "List-Unsubscribe-Post", self => "List-Unsubscribe=One-Click".to_owned()
}
