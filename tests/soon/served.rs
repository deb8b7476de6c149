//! A step in a process of its own, as Lambda runs it: it asks for work, does it, answers, and logs.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use port::{Queue, SystemClock, WallClock as _};
use serde_json::{Value, json};
use step::MachineClock;
use testkit::sample;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::batch::file;
use super::harness::{Ends, Step};

const REQUEST: &str = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
/// By when a function that does nothing has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// The function: a step over a world with one complaint.
#[tokio::test]
#[ignore = "a program that a test starts"]
async fn a_function() {
    step::start_logs();
    let world = sample::world(1);
    file(&world, 1).await;
    tracing::info!(complaints = 1, "ready");
    let case = world.look().cases.keys().next().copied().unwrap();
    let step = Step::new(&world, [(case, Ends::Slowly(20))]);
    // It ends when the stand-in of Lambda hangs up.
    let _hung_up = step::serve_batches(step, world.clone(), world.clone(), world.clone(), MachineClock).await;
}

/// One request of a function: its line, and its body.
async fn request(stream: &mut BufReader<TcpStream>) -> (String, Vec<u8>) {
    let (mut first, mut length) = (String::new(), 0);
    stream.read_line(&mut first).await.unwrap();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        match line.trim_end().split_once(':') {
            None => break,
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap();
            }
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    (first, body)
}

/// Hands `event` to the function that comes for it; its answer.
async fn invoked(lambda: TcpListener, event: &str) -> Value {
    let (stream, _) = lambda.accept().await.unwrap();
    let mut stream = BufReader::new(stream);
    let (next, _) = request(&mut stream).await;
    assert!(next.contains("/runtime/invocation/next"), "{next}");
    let deadline = SystemClock.now().as_millisecond() + 30_000;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         lambda-runtime-aws-request-id: {REQUEST}\r\nlambda-runtime-deadline-ms: {deadline}\r\n\
         lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-central-1:123456789012:function:step\r\n\r\n",
        event.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(event.as_bytes()).await.unwrap();
    let (answer, body) = request(&mut stream).await;
    assert!(answer.contains(&format!("/runtime/invocation/{REQUEST}/response")), "{answer}");
    serde_json::from_slice(&body).unwrap()
}

fn start(lambda: &TcpListener) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "soon::served::a_function", "--ignored", "--nocapture"])
        .env("AWS_LAMBDA_RUNTIME_API", lambda.local_addr().unwrap().to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", "step")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The message about the complaint of the function's world, and one that is no nudge.
async fn event() -> String {
    let world = sample::world(1);
    file(&world, 1).await;
    let (_, event) = world.receive(Queue::Validation, 1).unwrap();
    let mut event = serde_json::to_value(event).unwrap();
    let mut other = event["Records"][0].clone();
    (other["messageId"], other["body"]) = (json!("m-other"), json!("no nudge"));
    event["Records"].as_array_mut().unwrap().push(other);
    event.to_string()
}

#[tokio::test]
async fn a_function_works_off_what_lambda_hands_it_and_logs_it_with_the_time() {
    let lambda = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (began, event) = (SystemClock.now(), event().await);
    let mut function = start(&lambda);
    let answer = tokio::time::timeout(PATIENCE, invoked(lambda, &event)).await;
    // It may have ended by itself.
    let _ = function.kill();
    let mut told = String::new();
    function.stdout.take().unwrap().read_to_string(&mut told).unwrap();
    function.wait().unwrap();
    assert_eq!(answer.unwrap(), json!({"batchItemFailures": []}), "{told}");
    let lines: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let ready = lines.iter().find(|line| line["message"] == "ready");
    assert_eq!(
        ready.map(|line| (&line["level"], &line["complaints"])),
        Some((&json!("INFO"), &json!(1))),
        "{told}"
    );
    let outcomes: Vec<&Value> =
        lines.iter().map(|line| &line["outcome"]).filter(|it| !it.is_null()).collect();
    assert_eq!(outcomes, ["done", "reject"], "{told}");
    let at = lines.iter().filter_map(|line| line["_aws"]["Timestamp"].as_i64());
    let now = SystemClock.now().as_millisecond();
    assert!(at.into_iter().all(|at| (began.as_millisecond()..=now).contains(&at)), "{told}");
}
