-- Takes back ../sqlite/0008_own_looks.up.sql.
DROP INDEX access_of_officer;
