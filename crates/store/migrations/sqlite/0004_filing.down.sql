-- Takes back ../sqlite/0004_filing.up.sql.
DROP INDEX ledger_span_entry;
DROP TABLE filing_room;
DROP TABLE filing_count;
DROP TABLE filing_show;
DROP TABLE filing_wait;
DROP TABLE filing_answer;
DROP TABLE filing_step;
DROP TABLE filing_content;
DROP TABLE filing;
