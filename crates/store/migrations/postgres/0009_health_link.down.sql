-- Takes back ../postgres/0009_health_link.up.sql.
DROP TABLE cleanbill.health_link_room;
DROP TABLE cleanbill.health_link_file;
DROP TABLE cleanbill.health_link;
