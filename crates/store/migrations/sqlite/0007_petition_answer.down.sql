-- Takes back ../sqlite/0007_petition_answer.up.sql.
DROP TABLE petition_answer;
DROP TABLE petition_day;
