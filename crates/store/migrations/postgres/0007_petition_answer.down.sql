-- Takes back ../postgres/0007_petition_answer.up.sql.
DROP TABLE cleanbill.petition_answer;
DROP TABLE cleanbill.petition_day;
