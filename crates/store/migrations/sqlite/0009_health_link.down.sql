-- Takes back ../sqlite/0009_health_link.up.sql.
DROP TABLE health_link_room;
DROP TABLE health_link_file;
DROP TABLE health_link;
