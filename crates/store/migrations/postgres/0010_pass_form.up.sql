-- In which form a pass was issued (docs/adr/0037-forms.md). What is there is of the EU's form: until
-- now there was no other. The same column is in ../sqlite/0010_pass_form.up.sql.
ALTER TABLE cleanbill.pass ADD COLUMN
    form SMALLINT NOT NULL DEFAULT 1 CHECK (form BETWEEN 1 AND 3);
COMMENT ON COLUMN cleanbill.pass.form IS
    'In which form: number of issuer::Form; 1 is the EU''s, also of light passes.';
GRANT SELECT (form) ON cleanbill.pass TO cleanbill_service;

-- As it was, with the form.
DROP FUNCTION cleanbill.open_pass(INTEGER, BIGINT, BIGINT);
CREATE FUNCTION cleanbill.open_pass(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS TABLE (id BIGINT, event BIGINT, replaces BIGINT, act BIGINT, handle BYTEA, epoch BIGINT,
        light BOOLEAN, form SMALLINT, issued_at BIGINT, expires_at BIGINT, sealed BYTEA)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
    SELECT p.id, p.event, p.replaces, p.act, p.handle, p.epoch, p.light, p.form, p.issued_at,
        p.expires_at, p.sealed
    FROM pass AS p WHERE p.shard = of_shard
        AND p.holder = cleanbill.witnessed_holder(of_shard, of_holder, of_access)
    ORDER BY p.id
$$;
REVOKE ALL ON FUNCTION cleanbill.open_pass FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cleanbill.open_pass TO cleanbill_service;
