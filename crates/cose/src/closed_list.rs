//! Closed lists that are stored as small integers and written as names.

/// Declares a closed list: an enum whose members have a number, which is stored and never changes
/// its meaning, and a name, which is written in JSON and on the command line.
#[macro_export]
macro_rules! closed_list {
    (
        $(#[$meta:meta])*
        $list:ident {
            $($(#[$doc:meta])* $member:ident = $number:literal, $name:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $list {
            $($(#[$doc])* $member = $number,)+
        }

        impl $list {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The number that is stored; it never changes its meaning.
            #[must_use]
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// The name in JSON and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$member => $name,)+
                }
            }

            /// The member with this number; `None` if there is none.
            #[must_use]
            pub const fn from_number(number: u8) -> Option<Self> {
                match number {
                    $($number => Some(Self::$member),)+
                    _ => None,
                }
            }

            /// The member of this name; `None` if there is none.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$member),)+
                    _ => None,
                }
            }
        }
    };
}
