//! Names of messages as closed lists.

macro_rules! names {
    ($(#[$about:meta])* $Name:ident { $($variant:ident = $id:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $Name {
            $(#[doc = concat!("Message `", $id, "`.")] $variant,)*
        }

        impl $Name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name of the message.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }
        }
    };
}

pub(crate) use names;
