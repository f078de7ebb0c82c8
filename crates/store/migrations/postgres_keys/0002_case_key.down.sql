-- What appeals say cannot be opened any more.
DROP TABLE cleanbill_keys.case_key;
