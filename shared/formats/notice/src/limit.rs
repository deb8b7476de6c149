//! How much of everything is taken. Characters are Unicode scalar values.

/// Bytes of a form or JSON body.
pub const BODY_BYTES: usize = 1 << 20;
/// Bytes of a raw mail.
pub const MAIL_BYTES: usize = 25 << 20;
/// Bytes of one file of evidence.
pub const FILE_BYTES: usize = 10 << 20;
/// Files of evidence in one complaint.
pub const FILES: usize = 10;
/// Listings in one complaint.
pub const LISTINGS: usize = 1_000;
/// Bytes of a listing's address.
pub const ADDRESS_BYTES: usize = 2_048;
/// Characters of the explanation.
pub const EXPLANATION: usize = 10_000;
/// Characters of a party's statement about a case.
pub const STATEMENT: usize = 10_000;
/// The fewest letters and digits, by [`crate::letters`], that explain anything: "x" and "n/a" do not.
pub const WORD: usize = 4;
/// The fewest letters and digits, by [`crate::letters`], in which a fact is stated.
pub const FACT: usize = 20;
/// Characters of the description of a work.
pub const WORK: usize = 2_000;
/// Characters of a name.
pub const NAME: usize = 200;
/// Characters of a mail address (RFC 5321, 4.5.3.1.3, less its angle brackets).
pub const EMAIL: usize = 254;
/// Characters of a postal address.
pub const POSTAL_ADDRESS: usize = 500;
/// Characters of a telephone number.
pub const TELEPHONE: usize = 50;
/// Characters of a registration number as typed.
pub const NUMBER: usize = 100;
/// Characters of an office as typed.
pub const OFFICE: usize = 100;
/// Nice classes that a complaint names: there are no more.
pub const CLASSES: usize = 45;
/// Characters of a signature.
pub const SIGNATURE: usize = 200;
/// Characters of an account secret.
pub const ACCOUNT_SECRET: usize = 100;
