//! Members of staff, in the control table.

use port::{Committed, Principal, Staff, StaffMember, Unavailable};

use crate::item::{Corrupt, Fields, Item, new_item, number, text, texts};
use crate::{DynamoStore, unavailable};

/// Partition of all staff. The sort key is the identity.
const STAFF: &str = "staff";

fn item_of(member: &StaffMember) -> Item {
    let mut item = new_item(STAFF, member.principal.to_string());
    let mut put = |name: &str, value| item.insert(name.to_owned(), value);
    put("id", text(member.id.to_string()));
    put("roles", texts(member.roles.iter().map(|role| role.code())));
    put("version", number(member.version.saturating_add(1)));
    item
}

fn parse(item: &Item) -> Result<StaffMember, Corrupt> {
    let fields = Fields::of(item, STAFF)?;
    Ok(StaffMember {
        principal: fields.parsed("sk")?,
        id: fields.parsed("id")?,
        roles: fields.all_parsed("roles")?,
        version: fields.number("version")?,
    })
}

impl Staff for DynamoStore {
    async fn staff_member(&self, principal: &Principal) -> Result<Option<StaffMember>, Unavailable> {
        const DOING: &str = "looking up a member of staff";
        let control = self.control(DOING)?;
        let item = control.item(STAFF, &principal.to_string(), DOING).await?;
        item.as_ref().map(parse).transpose().map_err(|err| unavailable(DOING, err))
    }

    async fn staff(&self) -> Result<Vec<StaffMember>, Unavailable> {
        const DOING: &str = "listing the staff";
        let items = self.control(DOING)?.partition(STAFF, DOING).await?;
        items.iter().map(parse).collect::<Result<_, _>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_staff_member(&self, member: &StaffMember) -> Result<Committed, Unavailable> {
        const DOING: &str = "storing a member of staff";
        self.control(DOING)?.put_versioned(item_of(member), member.version, "pk", DOING).await
    }
}
