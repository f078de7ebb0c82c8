-- Takes back ../sqlite/0005_case.up.sql.
DROP TABLE appeal_look;
DROP TABLE appeal_mandate_end;
DROP TABLE appeal_mandate;
DROP TABLE appeal_decision;
DROP TABLE appeal_text;
DROP TABLE appeal_subject;
DROP TABLE appeal_open;
DROP TABLE appeal_step;
DROP TABLE appeal;
