-- Takes back ../postgres/0006_ruling.up.sql.
DROP TRIGGER act_step_ruled ON cleanbill.act_step;
DROP FUNCTION cleanbill.check_ruled();
DROP TABLE cleanbill.act_ruling;
