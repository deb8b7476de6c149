//! Accounts over the world in memory: what an operator notices.

use testkit::world::World;

use super::*;
use crate::Command;
use crate::tests::parsed;

async fn asked(world: &World, line: &str) -> anyhow::Result<Output> {
    let Command::Account(command) = parsed(line).unwrap() else { panic!("{line}") };
    run(command, world, world, world).await
}

async fn new_key(world: &World, more: &str) -> (String, String) {
    let output = asked(world, &format!("account key new northlight {more}")).await.unwrap();
    let member = |name: &str| output.json[name].as_str().unwrap().to_owned();
    assert!(output.text.contains(&member("text")));
    (member("key"), member("text"))
}

#[tokio::test]
async fn keys_are_made_rotated_and_revoked_and_their_secrets_shown_once() {
    let world = World::new();
    let add = "account add --id northlight --name Northlight --email brand@northlight.example";
    asked(&world, add).await.unwrap();
    let other = add.replace("--name Northlight", "--name Other");
    assert!(asked(&world, &other).await.unwrap_err().to_string().contains("already"));
    let (old, old_text) = new_key(&world, "").await;
    let (new, new_text) = new_key(&world, "--scope complaints:read --days 30").await;
    let good = async |text: &str| app::filing::authenticate(&world, text, world.now()).await.unwrap();
    assert!(good(&old_text).await.unwrap().may(KeyScope::Write));
    assert!(!good(&new_text).await.unwrap().may(KeyScope::Write));
    asked(&world, &format!("account key revoke {old}")).await.unwrap();
    assert!(good(&old_text).await.is_none() && good(&new_text).await.is_some());

    let output = asked(&world, "account show northlight").await.unwrap();
    assert!(output.text.contains(&new) && output.text.contains("complaints:read"), "{}", output.text);
    assert_eq!(
        (&output.json["keys"][0]["good"], &output.json["keys"][1]["good"]),
        (&json!(false), &json!(true))
    );
    for text in [old_text, new_text] {
        let secret = text.rsplit('_').next().unwrap().to_owned();
        assert!(!output.text.contains(&secret) && !output.json.to_string().contains(&secret));
    }
}

#[tokio::test]
async fn a_webhook_is_set_and_taken_away() {
    let world = World::new();
    let wrong = asked(&world, "account webhook off northlight").await.unwrap_err().to_string();
    assert_eq!(wrong, "there is no account northlight");
    asked(&world, "account add --id northlight --name N --email brand@northlight.example").await.unwrap();
    for unfit in ["http://brand.example/hook", "https://user:pw@brand.example/hook", "ftp://brand.example/"] {
        let error =
            asked(&world, &format!("account webhook set northlight --url {unfit}")).await.unwrap_err();
        assert!(error.to_string().contains("--url must be https"), "{unfit}: {error}");
    }
    let set = "account webhook set northlight --url https://brand.example/hook";
    let output = asked(&world, set).await.unwrap();
    let secret = output.json["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"));
    let output = asked(&world, "account show northlight").await.unwrap();
    assert!(output.text.contains("https://brand.example/hook") && !output.text.contains(&secret));
    asked(&world, "account webhook off northlight").await.unwrap();
    let output = asked(&world, "account show northlight").await.unwrap();
    assert_eq!(output.json["webhook"], json!(null));
}

#[tokio::test]
async fn an_account_is_written_to_elsewhere_and_its_former_address_leaves() {
    let world = World::new();
    asked(&world, "account add --id kunlun --name Kunlun --email ip@kunlun.example").await.unwrap();
    asked(&world, "account add --id agents --name Agents --email a@agents.example").await.unwrap();
    let remove = "account member remove kunlun ip@kunlun.example";
    let error = asked(&world, remove).await.unwrap_err().to_string();
    assert!(error.ends_with("goodfaith account address kunlun ADDRESS"), "{error}");
    for line in [
        "account member add agents ip@kunlun.example",
        "account address agents ip@kunlun.example",
        "account add --id other --name Other --email ip@kunlun.example",
    ] {
        let error = asked(&world, line).await.unwrap_err().to_string();
        let way_out = "remove it there first: goodfaith account member remove kunlun ip@kunlun.example";
        assert!(error.ends_with(way_out), "{error}");
    }
    let error = asked(&world, "account address kunlun nobody").await.unwrap_err().to_string();
    assert_eq!(error, "nobody is no mail address");

    asked(&world, "account address kunlun legal@kunlun.example").await.unwrap();
    let shown = asked(&world, "account show kunlun").await.unwrap();
    assert_eq!(shown.json["email"], "legal@kunlun.example");
    assert_eq!(shown.json["members"].as_array().unwrap().len(), 2);
    asked(&world, remove).await.unwrap();
    let error = asked(&world, "account member remove kunlun legal@kunlun.example").await.unwrap_err();
    assert!(error.to_string().contains("is written to at this address"), "{error}");
}

#[tokio::test]
async fn a_member_that_was_erased_is_shown_as_such() {
    let world = World::new();
    asked(&world, "account add --id kunlun --name Kunlun --email ip@kunlun.example").await.unwrap();
    let added = asked(&world, "account member add kunlun ada@kunlun.example").await.unwrap();
    let party = added.json["party"].as_str().unwrap().parse().unwrap();
    let by = "ada".parse().unwrap();
    app::erasure::erase_party((&world, &world), party, &by, false, world.now()).await.unwrap();
    let shown = asked(&world, "account show kunlun").await.unwrap();
    let (kept, erased) = (&shown.json["members"][0], &shown.json["members"][1]);
    assert_eq!((&kept["erased_at"], &erased["erased_at"]), (&Value::Null, &json!(world.now())));
    let row = shown.text.lines().find(|line| line.starts_with(&party.to_string())).unwrap();
    assert!(row.ends_with(&world.now().to_string()), "{}", shown.text);
}

#[tokio::test]
async fn the_status_of_trusted_flagger_is_noted_shown_and_ended() {
    let world = World::new();
    asked(&world, "account add --id watch --name Watch --email ip@watch.example").await.unwrap();
    let set = "account flagger set watch --coordinator DE --claim counterfeit design --from 2026-01-01";
    asked(&world, set).await.unwrap();
    let shown = asked(&world, "account show watch").await.unwrap();
    assert!(
        shown.text.contains("counterfeit, design in EU, awarded in DE from 2026-01-01"),
        "{}",
        shown.text
    );
    asked(&world, &format!("{set} --until 2026-07-01")).await.unwrap();
    let shown = asked(&world, "account show watch").await.unwrap();
    assert_eq!(shown.json["flagger"]["until"], "2026-07-01");
    assert!(asked(&world, &format!("{set} --until 2025-07-01")).await.is_err());
    asked(&world, "account flagger off watch").await.unwrap();
    assert_eq!(asked(&world, "account show watch").await.unwrap().json["flagger"], Value::Null);
}
