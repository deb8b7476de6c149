//! `mail-ses`.

use mail_ses::SesMailer;
use port::{Mailer, OutgoingMail, SendOutcome};
use testkit::conformance::messages;
use tokio::io::AsyncReadExt as _;

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
async fn where_nobody_listens_nothing_was_sent() {
    // Nothing listens on port 1 of this machine.
    let environment = crate::support::emulator::environment("http://127.0.0.1:1", "nobody");
    assert!(matches!(mailer(&environment).send(&mail()).await, SendOutcome::Paused(..)));
}

#[tokio::test]
async fn where_the_answer_is_lost_the_outcome_is_unknown_after_one_attempt() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let environment = crate::support::emulator::environment(
        &format!("http://{}", listener.local_addr().unwrap()),
        "nobody",
    );
    let served = tokio::spawn(async move {
        let mut requests = 0;
        // Reads a request, and closes the connection without a word.
        while let Ok(Ok((mut stream, _))) =
            tokio::time::timeout(std::time::Duration::from_secs(3), listener.accept()).await
        {
            let mut request = [0; 1024];
            let _read = stream.read(&mut request).await;
            requests += 1;
        }
        requests
    });
    assert!(matches!(mailer(&environment).send(&mail()).await, SendOutcome::Unknown(_)));
    assert_eq!(served.await.unwrap(), 1, "the SDK's own retries would send it again");
}

fn mail() -> OutgoingMail {
    OutgoingMail { to: "seller@shop.example".into(), mime: b"Subject: x\r\n\r\n".to_vec() }
}
