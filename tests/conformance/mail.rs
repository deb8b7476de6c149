//! `mail-ses`.

use mail_ses::SesMailer;
use port::{Mailer, OutgoingMail, SendOutcome};
use testkit::conformance::messages;

use crate::support::emulator::Emulator;

fn mailer(environment: &aws::Environment) -> SesMailer {
    SesMailer::new(aws_sdk_sesv2::Client::new(&aws::config(environment)))
}

#[tokio::test]
async fn letters_are_taken() {
    let Some(emulator) = Emulator::shared() else { return };
    let environment = emulator.account();
    let ses = aws_sdk_sesv2::Client::new(&aws::config(&environment));
    ses.create_email_identity().email_identity("goodfaith.example").send().await.unwrap();
    messages::letters_are_taken(&mailer(&environment)).await;
}

#[tokio::test]
async fn where_nobody_answers_the_outcome_is_unknown() {
    // Nothing listens on port 1 of this machine.
    let environment = crate::support::emulator::environment("http://127.0.0.1:1", "nobody");
    let mail = OutgoingMail { to: "seller@shop.example".into(), mime: b"Subject: x\r\n\r\n".to_vec() };
    assert!(matches!(mailer(&environment).send(&mail).await, SendOutcome::Unknown(_)));
}
