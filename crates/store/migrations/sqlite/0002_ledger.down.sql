DROP TRIGGER leaf_waits;
DROP TABLE ledger_head;
DROP TABLE ledger_rest;
DROP TABLE ledger_count;
DROP TABLE ledger_file;
DROP TABLE ledger_span;
DROP TABLE ledger_entry;
DROP TABLE leaf_pending;
