//! `party`: what a party is, without who it is, and its erasure.

use anyhow::{Context as _, bail, ensure};
use app::erasure::{Erased, erase_party, open_cases, party_by_id, pending_of};
use case::{Owner, Party, PartyId, Subject};
use clap::Subcommand;
use port::{
    Caller, Cases, Erasures, OwnerCases, PendingConfirmations, PendingErasures, SellerCases, Staff,
    StaffRole, Subjects, WallClock,
};
use programme::Participant;
use serde_json::json;

use super::Named;
use crate::output::{Output, facts};
use crate::staff::actor;

#[derive(Debug, Subcommand)]
pub(crate) enum PartyCommand {
    /// Erases a party: the key of all that it wrote, and all that leads to it. It cannot be undone.
    ///
    /// Without --confirm, shows what would be erased. Cases, figures and hash chains stay as they are. Erasing again
    /// does what is left to do.
    Erase {
        /// A mail address, party/ID, seller/ID or seller/MARKETPLACE/SELLER.
        party: Named,
        /// The party's id, as this command shows it without.
        #[arg(long, value_name = "PARTY_ID")]
        confirm: Option<PartyId>,
        /// Also while it has open cases, which go on without what it wrote.
        #[arg(long)]
        despite_open_cases: bool,
    },
}

pub(crate) async fn run<S, I, K, C>(
    command: PartyCommand,
    (store, inbox): (&S, &I),
    clock: &K,
    caller: &C,
) -> anyhow::Result<Output>
where
    S: Cases + OwnerCases + SellerCases + Subjects + Erasures + PendingErasures + Staff,
    I: PendingConfirmations,
    K: WallClock,
    C: Caller,
{
    let PartyCommand::Erase { party, confirm, despite_open_cases } = command;
    let id = named(store, inbox, &party).await?;
    let Some(confirmed) = confirm else { return plan(store, &party_by_id(store, id).await?).await };
    ensure!(confirmed == id, "this is the party {id}, not {confirmed}");
    let by = actor(caller, store, StaffRole::Operator).await?;
    let erased = erase_party((store, inbox), id, &by, despite_open_cases, clock.now()).await;
    let erased = erased.map_err(|error| match error {
        error @ app::erasure::ErasureError::Open { .. } => anyhow::anyhow!(
            "{error}; wait until they end, or erase it all the same with --despite-open-cases"
        ),
        error => error.into(),
    })?;
    Ok(told(&erased))
}

/// The party itself, not the account that it stands for. Of an address that only complaints name which nobody confirmed,
/// there is none yet: it gets one, to be erased with them.
async fn named<S, I>(store: &S, inbox: &I, party: &Named) -> anyhow::Result<PartyId>
where
    S: Subjects + PendingErasures,
    I: PendingConfirmations,
{
    let subject = match party {
        Named::Address(address) => Subject::of_address(address),
        Named::Seller(marketplace, id) => Subject::of_seller(marketplace, id),
        Named::Id(Participant::Complainant(Owner::Party(id)) | Participant::Seller(id)) => return Ok(*id),
        Named::Id(Participant::Complainant(Owner::Account(_))) => {
            bail!("an account is no person: erase its members, each by its address")
        }
    };
    let mut known = store.known_parties(std::slice::from_ref(&subject)).await?.pop().flatten();
    if known.is_none() && !pending_of((store, inbox), &[subject.digest()]).await?.is_empty() {
        known = Some(store.party_of(&subject).await?);
    }
    known.context("no party is known by this: check it for typing errors; a party that was erased is no longer found by it")
}

/// What erasing it would do.
async fn plan<S>(store: &S, party: &Party) -> anyhow::Result<Output>
where
    S: Cases + OwnerCases + SellerCases,
{
    let open = open_cases(store, party).await?;
    let cases: Vec<String> = open.iter().map(ToString::to_string).collect();
    let said = |cases: &[String]| if cases.is_empty() { "none".to_owned() } else { cases.join("; ") };
    let mut text =
        facts(&[("party", party.id.to_string()), ("erased", erased_on(party)), ("open cases", said(&cases))]);
    text.push_str(&match (party.erased_at, open.is_empty()) {
        (Some(_), _) => format!("\nErasing it again, with --confirm {}, does what is left to do.\n", party.id),
        (None, true) => {
            format!("\nNothing is erased yet. To erase it for good, add --confirm {}\n", party.id)
        }
        (None, false) => format!(
            "\nNothing is erased yet. It has open cases: wait until they end. To erase it all the same, add --confirm {} \
             --despite-open-cases\n",
            party.id
        ),
    });
    let json = json!({
        "party": party.id.to_string(),
        "erased_at": party.erased_at.map(|at| at.to_string()),
        "open_cases": open.iter().map(|it| it.reference.to_string()).collect::<Vec<_>>(),
        "done": false,
    });
    Ok(Output::new(text, json))
}

fn told(erased: &Erased) -> Output {
    let Erased { party, subjects, pending } = erased;
    let mut text = format!("the party {} is erased since {}", party.id, erased_on(party));
    text.push_str(&format!(
        "; {subjects} addresses or seller ids led to it until now, and {pending} complaints waited for its confirmation\n"
    ));
    text.push_str(
        "functions may still read what it wrote for five minutes, backups hold the key for 35 days; the inbox keeps its \
         other mails as they arrived for 60 days\n",
    );
    let json = json!({
        "party": party.id.to_string(),
        "erased_at": party.erased_at.map(|at| at.to_string()),
        "erased_by": party.erased_by.as_ref().map(ToString::to_string),
        "subjects": subjects,
        "pending": pending,
        "done": true,
    });
    Output::new(text, json)
}

/// When a party was erased.
pub(crate) fn erased_on(party: &Party) -> String {
    party.erased_at.map_or_else(|| "no".to_owned(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use testkit::sample;
    use testkit::world::World;

    use super::*;
    use crate::Command as Asked;
    use crate::tests::{call_as, parsed};

    async fn party(world: &World, line: &str) -> anyhow::Result<Output> {
        let Asked::Party(command) = parsed(&format!("party {line}")).unwrap() else { panic!("{line}") };
        run(command, (world, world), world, world).await
    }

    #[tokio::test]
    async fn a_party_is_erased_once_its_id_is_confirmed_by_an_operator() {
        let world = sample::world(0);
        let id = world.party("ada@brand.example");
        let shown = party(&world, "erase Ada+x@brand.example").await.unwrap();
        assert!(shown.text.contains(&format!("--confirm {id}")), "{}", shown.text);
        assert!(world.data_key(id).await.unwrap().is_some(), "it was only shown");

        let other = "0".repeat(32);
        let refused = party(&world, &format!("erase ada@brand.example --confirm {other}")).await.unwrap_err();
        assert!(refused.to_string().contains("not 0000"), "{refused}");
        let confirmed = format!("erase ada@brand.example --confirm {id}");
        let refused = party(&world, &confirmed).await.unwrap_err().to_string();
        assert!(refused.contains("goodfaith staff add"), "{refused}");

        call_as(&world, "ada").await;
        let done = party(&world, &confirmed).await.unwrap();
        assert_eq!((&done.json["subjects"], &done.json["erased_by"]), (&json!(1), &json!("ada")));
        assert_eq!(world.data_key(id).await.unwrap(), None);
        let refused = party(&world, &confirmed).await.unwrap_err().to_string();
        assert!(refused.starts_with("no party is known by this"), "{refused}");
        let again = party(&world, &format!("erase party/{id} --confirm {id}")).await.unwrap();
        assert_eq!((&again.json["subjects"], &again.json["erased_at"]), (&json!(0), &done.json["erased_at"]));
        for output in [shown, done, again] {
            assert!(!output.text.contains('@'), "{}", output.text);
        }
    }

    #[tokio::test]
    async fn a_party_with_open_cases_is_erased_only_when_that_is_said() {
        let world = sample::world(1);
        call_as(&world, "ada").await;
        let complaint = app::filing::IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let case = *world.look().cases.keys().next().unwrap();
        let line = format!("erase {} --confirm {}", sample::HOLDER, sample::HOLDER_ID);
        let refused = party(&world, &line).await.unwrap_err().to_string();
        let reference = world.look().cases[&case].case.filing.reference.to_string();
        assert!(refused.contains(&reference) && refused.contains("--despite-open-cases"), "{refused}");
        let shown = party(&world, &format!("erase {}", sample::HOLDER)).await.unwrap().text;
        assert!(shown.contains(&reference) && shown.contains("--despite-open-cases"), "{shown}");
        assert!(world.data_key(sample::HOLDER_ID).await.unwrap().is_some());
        party(&world, &format!("{line} --despite-open-cases")).await.unwrap();
        assert_eq!(world.data_key(sample::HOLDER_ID).await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_account_is_not_erased_as_if_it_were_a_person() {
        let refused = party(&World::new(), "erase account/northlight").await.unwrap_err().to_string();
        assert!(refused.starts_with("an account is no person"), "{refused}");
    }
}
