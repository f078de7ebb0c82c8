-- Takes back ../postgres/0005_case.up.sql.
DROP TABLE cleanbill.appeal_look;
DROP TABLE cleanbill.appeal_mandate_end;
DROP TABLE cleanbill.appeal_mandate;
DROP TABLE cleanbill.appeal_decision;
DROP TABLE cleanbill.appeal_text;
DROP TABLE cleanbill.appeal_subject;
DROP TABLE cleanbill.appeal_open;
DROP TABLE cleanbill.appeal_step;
DROP TABLE cleanbill.appeal;
DROP FUNCTION cleanbill.check_appeal_step();
