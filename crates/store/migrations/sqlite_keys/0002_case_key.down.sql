-- What appeals say cannot be opened any more.
DROP TABLE case_key;
