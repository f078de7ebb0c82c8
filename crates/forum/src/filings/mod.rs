//! Public submissions: taken, receipted at once, answered by a date.
