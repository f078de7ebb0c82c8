-- Takes back ../postgres/0010_pass_form.up.sql.
DROP FUNCTION cleanbill.open_pass(INTEGER, BIGINT, BIGINT);
CREATE FUNCTION cleanbill.open_pass(of_shard INTEGER, of_holder BIGINT, of_access BIGINT)
    RETURNS TABLE (id BIGINT, event BIGINT, replaces BIGINT, act BIGINT, handle BYTEA, epoch BIGINT,
        light BOOLEAN, issued_at BIGINT, expires_at BIGINT, sealed BYTEA)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = cleanbill, pg_temp AS $$
    SELECT p.id, p.event, p.replaces, p.act, p.handle, p.epoch, p.light, p.issued_at, p.expires_at,
        p.sealed
    FROM pass AS p WHERE p.shard = of_shard
        AND p.holder = cleanbill.witnessed_holder(of_shard, of_holder, of_access)
    ORDER BY p.id
$$;
REVOKE ALL ON FUNCTION cleanbill.open_pass FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cleanbill.open_pass TO cleanbill_service;
ALTER TABLE cleanbill.pass DROP COLUMN form;
