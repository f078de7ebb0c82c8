-- Back to an empty schema: nothing sealed can be opened any more.
DROP TABLE cleanbill_keys.data_key;
