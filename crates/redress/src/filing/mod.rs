//! Public submissions: what anybody puts to the authority, and by when it is answered.
