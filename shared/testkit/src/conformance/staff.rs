//! [`Staff`].

use port::{Committed, Staff, StaffMember, StaffRole};

/// Members of staff are found by their identity and listed; a caller that loaded an older version changes nothing.
pub async fn is_kept<S: Staff>(store: &S) {
    let member = |name: &str| StaffMember {
        principal: format!("arn:aws:iam::123456789012:user/{name}").parse().unwrap(),
        id: name.parse().unwrap(),
        roles: vec![StaffRole::Reviewer, StaffRole::Operator],
        version: 0,
    };
    let (ada, ben) = (member("ada"), member("ben"));
    assert_eq!(store.staff().await.unwrap(), []);
    assert_eq!(store.staff_member(&ada.principal).await.unwrap(), None);
    for new in [&ben, &ada, &ada] {
        assert_eq!(store.put_staff_member(new).await.unwrap(), Committed::Done, "twice is once");
    }
    let stored = StaffMember { version: 1, ..ada.clone() };
    assert_eq!(store.staff_member(&ada.principal).await.unwrap(), Some(stored.clone()));
    assert_eq!(store.staff().await.unwrap(), [stored.clone(), StaffMember { version: 1, ..ben }]);

    let removed = StaffMember { roles: Vec::new(), ..stored.clone() };
    assert_eq!(store.put_staff_member(&removed).await.unwrap(), Committed::Done);
    let late = StaffMember { roles: vec![StaffRole::Reviewer], ..stored };
    assert_eq!(store.put_staff_member(&late).await.unwrap(), Committed::Conflict);
    let there = store.staff_member(&ada.principal).await.unwrap();
    assert_eq!(there, Some(StaffMember { version: 2, ..removed }));
}
