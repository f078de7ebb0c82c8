-- Takes back ../postgres/0003_petition.up.sql.
DROP TABLE cleanbill.petition_told;
DROP TABLE cleanbill.petition_released;
DROP TABLE cleanbill.petition_waiting;
DROP TABLE cleanbill.petition_voucher;
DROP TABLE cleanbill.petition;
DROP FUNCTION cleanbill.voucher_once();
