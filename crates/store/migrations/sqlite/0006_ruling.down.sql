-- Takes back ../sqlite/0006_ruling.up.sql.
DROP TRIGGER act_step_ruled;
DROP TABLE act_ruling;
