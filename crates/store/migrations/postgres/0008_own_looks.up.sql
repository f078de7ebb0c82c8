-- What an officer looked at under their name, for that officer alone: whoever reads it sees what
-- somebody else did with their keys (docs/OPERATIONS.md). The holder's own looks are in no list.
-- The same index is in ../sqlite/0008_own_looks.up.sql.
CREATE INDEX access_of_officer ON cleanbill.access (shard, officer, id) WHERE officer <> 0;
