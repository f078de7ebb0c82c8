DROP TRIGGER leaf_waits ON cleanbill.leaf;
DROP FUNCTION cleanbill.leaf_waits();
DROP TABLE cleanbill.ledger_head;
DROP TABLE cleanbill.ledger_rest;
DROP TABLE cleanbill.ledger_count;
DROP TABLE cleanbill.ledger_file;
DROP TABLE cleanbill.ledger_span;
DROP TABLE cleanbill.ledger_entry;
DROP TABLE cleanbill.leaf_pending;
