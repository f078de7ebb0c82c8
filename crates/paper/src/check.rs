//! Every text of an input, checked before anything is laid out.

use crate::error::{Field, PaperError};
use crate::labels::Labels;
use crate::pass::{LIGHT_CODES_MAX, LightSheet, NOTES_MAX, PrintedPass, ROWS_MAX};
use crate::text::check_text;

impl PrintedPass {
    pub(crate) fn check(&self) -> Result<(), PaperError> {
        check_count(self.ground.len(), ROWS_MAX, Field::GroundRow(ROWS_MAX))?;
        check_count(self.notes.len(), NOTES_MAX, Field::Note(NOTES_MAX))?;
        check_labels(&self.labels)?;
        let texts = [
            (Some(&self.title), Field::Title),
            (Some(&self.name), Field::Name),
            (self.transliterated.as_ref(), Field::Transliterated),
            (Some(&self.birth_date), Field::BirthDate),
            (Some(&self.validity), Field::Validity),
            (Some(&self.issuer), Field::Issuer),
            (Some(&self.identifier), Field::Identifier),
            (self.receipt.as_ref(), Field::Receipt),
            (self.collection_code.as_ref(), Field::CollectionCode),
        ];
        for (text, field) in texts {
            text.map_or(Ok(()), |text| check_text(text, field))?;
        }
        for (at, row) in self.ground.iter().enumerate() {
            check_text(&row.label, Field::GroundRow(at))?;
            check_text(&row.value, Field::GroundRow(at))?;
        }
        for (at, note) in self.notes.iter().enumerate() {
            check_text(note, Field::Note(at))?;
        }
        Ok(())
    }
}

impl LightSheet {
    pub(crate) fn check(&self) -> Result<(), PaperError> {
        if self.codes.is_empty() {
            let field = Field::LightCode(0);
            return Err(PaperError::EmptyField { field });
        }
        let first_too_many = Field::LightCode(LIGHT_CODES_MAX);
        check_count(self.codes.len(), LIGHT_CODES_MAX, first_too_many)?;
        check_labels(&self.labels)?;
        check_text(&self.title, Field::Title)?;
        check_text(&self.name, Field::Name)?;
        if let Some(latin) = &self.transliterated {
            check_text(latin, Field::Transliterated)?;
        }
        check_text(&self.birth_date, Field::BirthDate)?;
        for (at, light) in self.codes.iter().enumerate() {
            check_text(&light.span, Field::LightCode(at))?;
        }
        Ok(())
    }
}

fn check_labels(labels: &Labels) -> Result<(), PaperError> {
    for (at, label) in labels.all().into_iter().enumerate() {
        check_text(label, Field::Label(at))?;
    }
    Ok(())
}

const fn check_count(count: usize, max: usize, field: Field) -> Result<(), PaperError> {
    if count > max {
        return Err(PaperError::TooMany { field, count, max });
    }
    Ok(())
}
