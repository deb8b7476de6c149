//! Tables of complaints: how they are read, what they become, and what goes back.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::time::{Duration, Instant};

use case::{Claim, Language, MarketplaceId};
use matching::ListingUrls;
use notice::bulk::{self, Bulk, Fate, Sender, Told};
use notice::{Class, ProblemKind, Role, field};
use sheet::{Format, Limits, Page};
use sheet_writer::write;

const CSV: Format = Format::Csv { delimiter: b',' };

fn sender() -> Sender {
    Sender { name: "Northlight GmbH".into(), email: "brand@northlight.example".into() }
}

fn read(text: &str) -> Bulk {
    bulk::read(text.as_bytes(), &sender()).unwrap()
}

fn urls() -> ListingUrls {
    let marketplace: MarketplaceId = "demo".parse().unwrap();
    ListingUrls::new([(&marketplace, "https://demo.example/listing/{id}")]).unwrap()
}

/// Rows of a table as any reader sees them.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let is_first = |cell: &String| ["Listing URL", "商品链接"].contains(&cell.as_str());
    let header = |cells: &[String]| usize::from(cells.first().is_some_and(is_first));
    let table = sheet::read(bytes, &Limits::default(), header).unwrap();
    std::iter::once(table.header).chain(table.rows.into_iter().map(|row| row.cells)).collect()
}

const HEADER: &str = "Listing URL,Claim,Office,Registration number,Explanation,Good faith\n";

#[test]
fn columns_are_known_in_any_order_case_and_language() {
    let english = read(
        "SKU, registration_NUMBER ,Good faith (required),infringing link,Reason,Type of infringement,IP office*\n\
         7,018999001,Yes,https://demo.example/listing/1,Never made by us,Counterfeit goods,EUIPO\n",
    );
    let chinese = read(
        "侵权链接\t注册号\t善意声明\t投诉理由\t侵权类型\t注册机构\n\
         https://demo.example/listing/1\t018999001\t是\tNever made by us\t假货\tEUIPO\n",
    );
    for bulk in [english, chinese] {
        let [row] = &bulk.rows[..] else { panic!("one row") };
        assert_eq!(row.problems, []);
        assert_eq!((row.number, row.repeats), (2, None));
        let draft = &row.draft;
        assert_eq!(draft.claim, Some(Claim::Counterfeit));
        assert_eq!(draft.listings, ["https://demo.example/listing/1"]);
        assert_eq!((draft.right.office.as_str(), draft.right.number.as_str()), ("EUIPO", "018999001"));
        assert_eq!(draft.explanation, "Never made by us");
        assert_eq!(draft.complainant.email, "brand@northlight.example");
        assert!(draft.statements.good_faith && !draft.statements.perjury);
    }
}

#[test]
fn a_cell_may_hold_several_addresses() {
    let row = "\"https://demo.example/listing/1\nhttps://demo.example/listing/2, \
               https://demo.example/listing/3;https://demo.example/listing/4?a=1,2\"";
    let bulk = read(&format!("{HEADER}{row},counterfeit,EM,018999001,Fake,yes\n"));
    assert_eq!(
        bulk.rows[0].draft.listings,
        [
            "https://demo.example/listing/1",
            "https://demo.example/listing/2",
            "https://demo.example/listing/3",
            "https://demo.example/listing/4?a=1,2",
        ]
    );
}

#[test]
fn a_bad_row_is_told_and_the_others_go_on() {
    let bulk = read(&format!(
        "{HEADER}https://demo.example/listing/1,counterfeit,EM,018999001,Fake,yes\n\
         https://demo.example/listing/2,theft,EM,018999001,Fake,maybe\n\
         ,counterfeit,EM,,Fake,yes\n\
         https://demo.example/listing/4,counterfeit,EM,018999001,Fake, twice,yes\n\
         https://demo.example/listing/1,counterfeit,EM,018999001,Fake,yes\n\
         https://demo.example/listing/6,counterfeit,EM,018999001,Fake,yes\n"
    ));
    let problems: Vec<Vec<_>> =
        bulk.rows.iter().map(|row| row.problems.iter().map(|it| (it.field, it.code())).collect()).collect();
    assert_eq!(
        problems,
        [
            vec![],
            vec![(field::GOOD_FAITH, "wrong_type"), (field::CLAIM, "unknown_claim")],
            vec![(field::LISTINGS, "missing")],
            vec![(field::BODY, "too_many_cells")],
            vec![],
            vec![],
        ]
    );
    assert_eq!(bulk.rows[4].repeats, Some(2));
    assert_eq!(bulk.groups.iter().map(|group| group.rows.clone()).collect::<Vec<_>>(), [[0, 5]]);
}

#[test]
fn rows_that_say_the_same_become_one_complaint_of_at_most_a_thousand_listings() {
    let mut text = HEADER.to_owned();
    for n in 0..2_500 {
        // Every fifth row is of another right.
        let number = if n % 5 == 0 { "018999002" } else { "018999001" };
        text += &format!("https://demo.example/listing/{n},counterfeit,EM,{number},Fake,yes\n");
    }
    let bulk = read(&text);
    let sizes: Vec<_> = bulk.groups.iter().map(|group| (group.rows[0], group.rows.len())).collect();
    assert_eq!(sizes, [(0, 500), (1, 1_000), (1_251, 1_000)]);
    assert_eq!(bulk, read(&text));

    let settled = bulk.settle(&bulk.groups[1], &urls());
    assert_eq!(settled.draft.unwrap().listings.len(), 1_000);
    assert_eq!(settled.unknown_addresses, []);
}

#[test]
fn a_row_about_a_stranger_is_left_out_of_its_complaint() {
    let rows =
        ["https://demo.example/listing/1", "https://other.example/1", "https://demo.example/listing/2"];
    let rows = rows.map(|url| format!("{url},counterfeit,EM,018999001,Fake,yes\n")).concat();
    let bulk = read(&format!("{HEADER}{rows}"));
    let settled = bulk.settle(&bulk.groups[0], &urls());
    assert_eq!(
        settled.draft.unwrap().listings,
        ["https://demo.example/listing/1", "https://demo.example/listing/2"]
    );
    let [(1, unknown)] = &settled.unknown_addresses[..] else {
        panic!("one unknown address: {:?}", settled.unknown_addresses)
    };
    assert!(
        matches!(&unknown.kind, ProblemKind::NotAListing { address, .. } if address.contains("other.example"))
    );
}

#[test]
fn the_template_reads_as_a_table_without_rows_until_it_is_filled_in() {
    for language in [Language::En, Language::Zh] {
        for format in [CSV, Format::Xlsx] {
            let bytes = write(format, &bulk::template(language)).unwrap();
            let empty = bulk::read(&bytes, &sender()).unwrap();
            assert_eq!(
                (empty.format(), empty.rows.len()),
                (format, 0),
                "the row that shows how is no complaint"
            );
            assert_eq!(empty.understood().class, Class::Unreadable);

            let mut rows = cells(&bytes);
            let mut own = rows[1].clone();
            own[0] = "https://demo.example/listing/7".into();
            rows.push(own);
            let header = rows.remove(0);
            let filled = bulk::read(
                &write(Format::Csv { delimiter: b';' }, &[Page { name: String::new(), header, rows }])
                    .unwrap(),
                &sender(),
            )
            .unwrap();
            let [row] = &filled.rows[..] else { panic!("one row") };
            assert_eq!((row.number, row.problems.as_slice()), (3, &[][..]));
        }
    }
}

/// A table in either format.
fn sent(format: Format, rows: &[Vec<String>]) -> Vec<u8> {
    let header = [
        "Listing URL",
        "SKU",
        "Claim",
        "Office",
        "Registration number",
        "Explanation",
        "Good faith",
        "Status",
    ];
    let header = header.map(str::to_owned).to_vec();
    write(format, &[Page { name: "March".into(), header, rows: rows.to_vec() }]).unwrap()
}

#[test]
fn the_report_answers_each_row_in_the_format_in_which_it_came() {
    let row = |url: &str, sku: &str, claim: &str| {
        [url, sku, claim, "EM", "018999001", "Fake", "yes", "old"].map(str::to_owned).to_vec()
    };
    let rows = [
        row("https://demo.example/listing/1", "=1+1", "counterfeit"),
        row("https://demo.example/listing/2", "A-2", "theft"),
        row("https://demo.example/listing/3", "A-3", "counterfeit"),
    ];
    for format in [Format::Csv { delimiter: b';' }, Format::Xlsx] {
        let bulk = bulk::read(&sent(format, &rows), &sender()).unwrap();
        let fates: Vec<Fate> = bulk
            .rows
            .iter()
            .map(|row| Fate {
                status: format!("row {}", row.number),
                cases: vec![format!("case {}", row.number)],
                problems: row
                    .problems
                    .iter()
                    .map(|it| Told { field: it.field.into(), problem: it.to_string(), cure: it.remedy() })
                    .collect(),
            })
            .collect();
        let report = write(bulk.format(), &[bulk.report(&fates, Language::En)]).unwrap();
        let told = cells(&report);
        let header = &told[0];
        assert_eq!(header[..3], ["Listing URL", "SKU", "Claim"]);
        assert_eq!(
            header[7..],
            ["Status", "Case", "Problem field", "Problem", "Cure"],
            "an old report is replaced"
        );
        for (number, (row, sent)) in (2..).zip(told[1..].iter().zip(&rows)) {
            assert_eq!(row[..7], sent[..7]);
            assert_eq!(row[7..9], [format!("row {number}"), format!("case {number}")]);
        }
        assert_eq!(told[2][9..11], ["claim", "This claim is not known."]);
        // What would act is text in the report too; and the report can be corrected and sent again.
        if format == (Format::Csv { delimiter: b';' }) {
            assert!(String::from_utf8(report.clone()).unwrap().contains(";'=1+1;"));
        }
        let again = bulk::read(&report, &sender()).unwrap();
        assert_eq!((&again.rows, &again.groups), (&bulk.rows, &bulk.groups));
    }
}

#[test]
fn every_address_is_understood_with_its_cell() {
    let bulk = read(
        "Number of row,Listing URL,Original product,Screenshot,Claim\n\
         1,https://demo.example/listing/1 https://demo.example/listing/2,https://northlight.example/bag,,counterfeit\n\
         2,demo.example/listing/3,none,https://shots.example/3.png,\n",
    );
    let understood = bulk.understood();
    let urls: Vec<_> =
        understood.urls.iter().map(|it| (it.url.as_str(), it.role, it.place.as_str())).collect();
    assert_eq!(
        urls,
        [
            ("https://demo.example/listing/1", Role::Accused, "Sheet1!B2"),
            ("https://demo.example/listing/2", Role::Accused, "Sheet1!B2"),
            ("https://northlight.example/bag", Role::Original, "Sheet1!C2"),
            ("demo.example/listing/3", Role::Accused, "Sheet1!B3"),
            ("https://shots.example/3.png", Role::Evidence, "Sheet1!D3"),
        ]
    );
    assert_eq!((understood.format.as_str(), understood.class), ("csv", Class::Complaint));
    assert_eq!(understood.claim, Some(Claim::Counterfeit));
    assert_eq!(understood.parties.len(), 1);
}

#[test]
fn what_is_no_table_of_complaints_is_refused_with_its_cure() {
    for text in ["name,price\nbag,10\n", "claim\ncounterfeit\n", "", "%PDF-1.7"] {
        let problem = bulk::read(text.as_bytes(), &sender()).unwrap_err();
        assert_eq!(problem.field, field::BODY);
        assert!(!problem.remedy().is_empty() && !problem.to_string().is_empty());
    }
}

#[test]
fn ten_thousand_rows_are_understood_in_seconds() {
    let mut text = HEADER.to_owned();
    for n in 0..10_000 {
        text +=
            &format!("https://demo.example/listing/{n},counterfeit,EM,018999001,Fake {},yes\n", n % 5_000);
    }
    let began = Instant::now();
    let bulk = read(&text);
    assert_eq!((bulk.rows.len(), bulk.groups.len()), (10_000, 5_000));
    let urls = urls();
    assert!(bulk.groups.iter().all(|group| bulk.settle(group, &urls).draft.is_some()));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
