-- In which form a pass was issued (docs/adr/0037-forms.md). What is there is of the EU's form: until
-- now there was no other. The same column is in ../postgres/0010_pass_form.up.sql.
ALTER TABLE pass ADD COLUMN
    -- In which form: number of issuer::Form; 1 is the EU's, also of light passes.
    form INTEGER NOT NULL DEFAULT 1 CHECK (form BETWEEN 1 AND 3);
