//! Closed vocabularies: an enum, its keys (in addresses, forms and the database) and its official French labels.

/// Declares a closed vocabulary. Keys are kept for good: addresses and rows hold them.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $key:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item_doc])* #[doc = $label] $item,)+ }

        impl $name {
            /// Every value, in the order in which people expect them.
            pub const ALL: &'static [Self] = &[$(Self::$item,)+];

            /// The key used in addresses, forms and the database.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$item => $key,)+ }
            }

            /// The official French label.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$item => $label,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::problem::UnknownKey;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($key => Ok(Self::$item),)+
                    other => Err($crate::problem::UnknownKey(other.chars().take(40).collect())),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use vocabulary;
