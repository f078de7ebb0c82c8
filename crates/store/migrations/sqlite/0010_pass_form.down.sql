-- Takes back ../sqlite/0010_pass_form.up.sql.
ALTER TABLE pass DROP COLUMN form;
