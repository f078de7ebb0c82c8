-- Takes back ../sqlite/0003_petition.up.sql.
DROP TABLE petition_told;
DROP TABLE petition_released;
DROP TABLE petition_waiting;
DROP TABLE petition_voucher;
DROP TABLE petition;
