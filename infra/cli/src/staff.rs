//! `staff` and `whoami`: the people who decide, by the identity with which they call AWS.

use app::staff::{ActingError, acting, add, remove};
use case::ReviewerId;
use clap::Subcommand;
use port::{Caller, Principal, Staff, StaffMember, StaffRole};
use serde_json::{Value, json};

use crate::output::{Output, table};

#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Adds a member, a role or a further identity of a member. Takes the right to change the control table.
    Add {
        /// Who it is, as decisions name it.
        id: ReviewerId,
        /// Its identity: the ARN that `goodfaith whoami` shows it.
        #[arg(long)]
        arn: Principal,
        /// What it may do; replaces what it might before.
        #[arg(long = "role", required = true, num_args = 1..)]
        roles: Vec<StaffRole>,
    },
    /// Lists the staff.
    List,
    /// Removes a member under all its identities. Its id stays taken, since decisions name it.
    Remove {
        /// Who.
        id: ReviewerId,
    },
}

pub(crate) async fn run<S: Staff>(command: StaffCommand, store: &S) -> anyhow::Result<Output> {
    match command {
        StaffCommand::Add { id, arn, roles } => {
            let member = add(store, arn, id, roles).await?;
            Ok(Output::new(format!("{} is {}", member.principal, said(&member)), member_json(&member)))
        }
        StaffCommand::List => {
            let staff = store.staff().await?;
            let row = |it: &StaffMember| vec![it.id.to_string(), roles(it), it.principal.to_string()];
            let rows: Vec<Vec<String>> = staff.iter().map(row).collect();
            let text = table(&["id", "roles", "identity"], &rows, "there is no staff");
            Ok(Output::new(text, staff.iter().map(member_json).collect()))
        }
        StaffCommand::Remove { id } => {
            let identities = remove(store, &id).await?;
            let json = json!({ "id": id.to_string(), "identities": identities });
            Ok(Output::new(format!("{id} is removed"), json))
        }
    }
}

/// Who calls, and who that is on the staff.
pub(crate) async fn whoami<C: Caller, S: Staff>(caller: &C, store: &S) -> anyhow::Result<Output> {
    let principal = caller.caller().await?;
    let member = store.staff_member(&principal).await?;
    let who = member.as_ref().map_or_else(|| "not a member of staff".to_owned(), said);
    let known = member.as_ref().map_or(Value::Null, member_json);
    Ok(Output::new(format!("{principal} is {who}"), json!({ "arn": principal.to_string(), "member": known })))
}

/// The id under which the caller acts as a `role`.
pub(crate) async fn actor<C: Caller, S: Staff>(
    caller: &C,
    store: &S,
    role: StaffRole,
) -> anyhow::Result<ReviewerId> {
    match acting(caller, store, role).await {
        Ok(id) => Ok(id),
        Err(error @ ActingError::NotStaff { .. }) => {
            let ActingError::NotStaff { principal } = &error else { return Err(error.into()) };
            let cure = format!("goodfaith staff add ID --arn {principal} --role {role}");
            Err(anyhow::anyhow!("{error}; who may change the control table adds it: {cure}"))
        }
        Err(error @ ActingError::LacksRole { .. }) => Err(anyhow::anyhow!(
            "{error}; who may change the control table says so with `goodfaith staff add`"
        )),
        Err(error) => Err(error.into()),
    }
}

fn roles(member: &StaffMember) -> String {
    let roles: Vec<&str> = member.roles.iter().map(|role| role.code()).collect();
    if roles.is_empty() { "removed".to_owned() } else { roles.join(", ") }
}

fn said(member: &StaffMember) -> String {
    format!("{} ({})", member.id, roles(member))
}

fn member_json(member: &StaffMember) -> Value {
    let roles: Vec<&str> = member.roles.iter().map(|role| role.code()).collect();
    json!({ "id": member.id.to_string(), "arn": member.principal.to_string(), "roles": roles })
}

#[cfg(test)]
mod tests {
    use testkit::world::World;

    use super::*;
    use crate::Command as Asked;
    use crate::tests::parsed;

    async fn staff(world: &World, line: &str) -> anyhow::Result<Output> {
        let Asked::Staff(command) = parsed(&format!("staff {line}")).unwrap() else { panic!("{line}") };
        run(command, world).await
    }

    #[tokio::test]
    async fn who_is_no_member_is_told_how_to_become_one() {
        let world = World::new();
        let arn = world.look().caller.clone();
        let refused = actor(&world, &world, StaffRole::Reviewer).await.unwrap_err().to_string();
        let cure = format!("goodfaith staff add ID --arn {arn} --role reviewer");
        assert!(refused.contains(&cure), "{refused}");
        assert!(whoami(&world, &world).await.unwrap().text.ends_with("is not a member of staff"));

        staff(&world, &format!("add ada --arn {arn} --role reviewer")).await.unwrap();
        assert_eq!(actor(&world, &world, StaffRole::Reviewer).await.unwrap(), "ada".parse().unwrap());
        let refused = actor(&world, &world, StaffRole::Operator).await.unwrap_err().to_string();
        assert!(refused.starts_with("ada has not the role operator"), "{refused}");
        assert!(whoami(&world, &world).await.unwrap().text.ends_with("is ada (reviewer)"));

        staff(&world, "remove ada").await.unwrap();
        assert!(staff(&world, "list").await.unwrap().text.contains("removed"));
        assert!(actor(&world, &world, StaffRole::Reviewer).await.is_err());
    }
}
