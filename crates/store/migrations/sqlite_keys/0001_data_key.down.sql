-- Back to an empty database: nothing sealed can be opened any more.
DROP TABLE data_key;
