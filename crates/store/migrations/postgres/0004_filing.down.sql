-- Takes back ../postgres/0004_filing.up.sql.
DROP INDEX cleanbill.ledger_span_entry;
DROP TABLE cleanbill.filing_room;
DROP TABLE cleanbill.filing_count;
DROP TABLE cleanbill.filing_show;
DROP TABLE cleanbill.filing_wait;
DROP TABLE cleanbill.filing_answer;
DROP TABLE cleanbill.filing_step;
DROP TABLE cleanbill.filing_content;
DROP TABLE cleanbill.filing;
