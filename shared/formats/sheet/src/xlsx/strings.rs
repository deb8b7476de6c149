//! The texts that the cells of a workbook share (ECMA-376 part 1, 18.4).

use super::xml::{self, Event, Xml};
use crate::SheetError;

/// The texts, one after the other: thousands of empty ones cost no more than their ends.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, SheetError> {
        let mut strings = Self::default();
        let mut item = Text::default();
        while let Some(event) = xml.next()? {
            item.take(&event)?;
            if let Event::End(element) = &event
                && element.local_name().as_ref() == "si"
            {
                strings.text.push_str(&item.finish());
                strings.ends.push(strings.text.len());
            }
        }
        Ok(strings)
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }
}

/// Collects a text from its runs, without the phonetic hints of Japanese (ECMA-376 part 1, 18.4.6).
#[derive(Default)]
pub(super) struct Text {
    text: String,
    in_text: bool,
    in_hint: bool,
}

impl Text {
    pub(super) fn take(&mut self, event: &Event<'_>) -> Result<(), SheetError> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => self.in_text = true,
                "rPh" => self.in_hint = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => self.in_text = false,
                "rPh" => self.in_hint = false,
                _ => {}
            },
            event if self.in_text && !self.in_hint => xml::add(&mut self.text, event)?,
            _ => {}
        }
        Ok(())
    }

    /// The text collected; from here on the next one is.
    pub(super) fn finish(&mut self) -> String {
        let text = xml::restored(&self.text);
        self.text.clear();
        text
    }
}
