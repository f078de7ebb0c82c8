-- Takes back ../postgres/0008_own_looks.up.sql.
DROP INDEX cleanbill.access_of_officer;
