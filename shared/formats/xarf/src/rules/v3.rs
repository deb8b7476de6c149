//! Versions 1 to 3, with `alpha` before and `development` beside them.

use serde_json::Value;

use crate::form::{self, DATE_TIME, EMAIL, HOSTNAME, URI};
use crate::rule::{
    Check, Field, Kind, Shape, TEXT, WHOLE, at_least, form, list, may, must, up_to, whole_from,
};

const MOMENT: Kind = form(&DATE_TIME);
const LINK: Kind = form(&URI);
const MAIL: Kind = form(&EMAIL);
const DOMAIN: Kind = form(&HOSTNAME);
const IP: Kind = form(&form::IP);
const PORT: Kind = Kind::Whole(0.0, 65_535.0);
const NAME: Kind = at_least(3);
const ASN: Field = may("ASN", Kind::Whole(1.0, 4_199_999_999.0));

/// A version: the mark by which it is known, what a report of it is, and its types.
pub(crate) struct Version {
    pub(crate) mark: &'static str,
    pub(crate) shape: &'static Shape,
    pub(crate) types: &'static [Type],
}

/// A type of reports: class, type, and what the report's own part is; `None` where it is not about a right.
pub(crate) type Type = (&'static str, &'static str, Option<&'static Shape>);

pub(crate) static VERSIONS: &[Version] = &[
    Version { mark: "alpha", shape: &ALPHA, types: ALPHA_TYPES },
    Version { mark: "1", shape: &ONE, types: ONE_TYPES },
    Version { mark: "2", shape: &TWO, types: ONE_TYPES },
    Version { mark: "3", shape: &THREE, types: THREE_TYPES },
    Version { mark: "development", shape: &DEVELOPMENT, types: DEVELOPMENT_TYPES },
];

static REPORTER: Shape = Shape::open(&[
    must("ReporterOrg", NAME),
    must("ReporterOrgDomain", DOMAIN),
    must("ReporterOrgEmail", MAIL),
    may("ReporterOrgAddress", TEXT),
    may("ReporterContactEmail", MAIL),
    may("ReporterContactName", NAME),
    may("ReporterContactPhone", NAME),
]);

static ON_BEHALF_OF: Shape = Shape::open(&[
    must("ComplainantOrg", NAME),
    must("ComplainantOrgDomain", DOMAIN),
    must("ComplainantOrgEmail", MAIL),
    may("ComplainantContactEmail", MAIL),
    may("ComplainantContactName", NAME),
    may("ComplainantContactPhone", NAME),
]);

/// From version 3 on a natural person may report, and only an organisation that says to be one must tell
/// all about itself.
fn is_organisation(given: Option<&Value>) -> bool {
    given.is_some_and(|given| given != "Person")
}

const REPORTER_TYPE: Kind = Kind::Code(&["Org", "Person"]);

static REPORTER_3: Shape = Shape::closed(&[
    may("ReporterType", REPORTER_TYPE),
    may("ReporterOrg", NAME),
    may("ReporterOrgDomain", DOMAIN),
    may("ReporterOrgEmail", MAIL),
    may("ReporterOrgAddress", TEXT),
    may("ReporterContactEmail", MAIL),
    may("ReporterContactName", NAME),
    may("ReporterContactPhone", NAME),
])
.with(&[Check::When("ReporterType", is_organisation, &REPORTER, &Shape::open(&[]))]);

static ON_BEHALF_OF_3: Shape = Shape::open(&[
    may("ComplainantType", REPORTER_TYPE),
    may("ComplainantOrg", NAME),
    may("ComplainantOrgDomain", DOMAIN),
    may("ComplainantOrgEmail", MAIL),
    may("ComplainantContactEmail", MAIL),
    may("ComplainantContactName", NAME),
    may("ComplainantContactPhone", NAME),
])
.with(&[Check::When("ComplainantType", is_organisation, &ON_BEHALF_OF, &Shape::open(&[]))]);

const TEXTS: Kind = Kind::Object(&Shape::all(&TEXT));

static INTERNAL: Shape = Shape::open(&[
    may(
        "SubscriberInformation",
        Kind::Object(&Shape::open(&[may("ID", TEXT), may("SubscriberData", TEXTS)])),
    ),
    may("ContractInformation", Kind::Object(&Shape::open(&[may("ID", TEXT), may("ResolverData", TEXTS)]))),
    may("EventTags", list(&TEXT)),
]);

/// What the report's own part always has.
static BASE: Shape = Shape::open(&[
    must("ReportClass", Kind::Code(&["Content", "Activity", "Vulnerability"])),
    must("ReportType", at_least(1)),
    may("ReportSubType", TEXT),
    may("ReporterCaseID", TEXT),
    may("ReporterSeverity", Kind::Code(&["low", "medium", "high"])),
    may("ReporterNotes", TEXT),
]);

static CUSTOM: Shape =
    Shape::open(&[may("Custom", Kind::Object(&Shape::all(&Kind::Or(&TEXT, &WHOLE))))]).on(&[&BASE]);

const DISCLOSURE: Field = must("Disclosure", Kind::Truth);
const REPORT: Field = must("Report", Kind::Object(&CUSTOM));

static ALPHA: Shape = Shape::open(&[
    may("Version", Kind::Code(&["alpha"])),
    must("ReporterInfo", Kind::Object(&REPORTER)),
    may("OnBehalfOf", Kind::Object(&ON_BEHALF_OF)),
    DISCLOSURE,
    must("Report", Kind::Object(&BASE)),
]);

static ONE: Shape = Shape::open(&[
    must("Version", Kind::Code(&["1"])),
    must("ReporterInfo", Kind::Object(&REPORTER)),
    may("OnBehalfOf", Kind::Object(&ON_BEHALF_OF)),
    DISCLOSURE,
    REPORT,
]);

static TWO: Shape = Shape::open(&[
    must("Version", Kind::Code(&["2"])),
    must("ReporterInfo", Kind::Object(&REPORTER)),
    may("OnBehalfOf", Kind::Object(&ON_BEHALF_OF)),
    may("InternalProcessing", Kind::Object(&INTERNAL)),
    DISCLOSURE,
    REPORT,
]);

static THREE: Shape = Shape::open(&[must("Version", Kind::Code(&["3"]))]).on(&[&SINCE_3]);

static DEVELOPMENT: Shape = Shape::open(&[must("Version", Kind::Code(&["development"]))]).on(&[&SINCE_3]);

static SINCE_3: Shape = Shape::open(&[
    must("ReporterInfo", Kind::Object(&REPORTER_3)),
    may("OnBehalfOf", Kind::Object(&ON_BEHALF_OF_3)),
    may("InternalProcessing", Kind::Object(&INTERNAL)),
    DISCLOSURE,
    REPORT,
]);

static WHEN: Shape = Shape::open(&[must("Date", MOMENT), may("FirstSeen", MOMENT)]);

static FROM_IP_OR_URL: Shape =
    Shape::open(&[may("SourcePort", PORT)]).on(&[&WHEN]).with(&[Check::Either(&[
        &Shape::open(&[must("SourceIp", IP), ASN]),
        &Shape::open(&[must("SourceUrl", LINK)]),
    ])]);

static FILE: Shape =
    Shape::open(&[must("FileName", TEXT), may("FileSize", whole_from(0.0)), may("FileHash", TEXT)]);

static HASH: Shape = Shape::open(&[
    must("HashValue", TEXT),
    must(
        "HashAlgorithm",
        Kind::Code(&[
            "sha1", "sha2", "sha3", "sha256", "sha512", "md5", "argon2id", "scrypt", "bcrypt", "pbkdf2",
        ]),
    ),
    may("HashComplete", Kind::Truth),
]);

static FILE_3: Shape = Shape::open(&[
    must("FileName", TEXT),
    may("FileSize", whole_from(0.0)),
    may("FileHash", Kind::Object(&HASH)),
]);

static WORK: Shape = Shape::open(&[
    must("InfringedMaterial", TEXT),
    may("MaterialType", TEXT),
    may("SharingProtocol", TEXT),
    may("CourtOrder", LINK),
])
.on(&[&FROM_IP_OR_URL]);
const INFRINGING_URL: Field = may("InfringingUrl", LINK);
static COPYRIGHT_ALPHA: Shape = Shape::open(&[INFRINGING_URL]).on(&[&WORK, &FILE]);
static COPYRIGHT: Shape = Shape::open(&[]).on(&[&WORK, &FILE]);
static COPYRIGHT_3: Shape = Shape::open(&[]).on(&[&WORK, &FILE_3]);

static TRADEMARK: Shape = Shape::open(&[
    must("TrademarkedMaterial", TEXT),
    may("RegistrationOffice", TEXT),
    may("RegistrationNumber", TEXT),
])
.on(&[&FROM_IP_OR_URL]);
static TRADEMARK_ALPHA: Shape = Shape::open(&[INFRINGING_URL]).on(&[&TRADEMARK]);

static ALPHA_TYPES: &[Type] = &[
    ("Activity", "Malware", None),
    ("Activity", "DOS", None),
    ("Activity", "PortScan", None),
    ("Activity", "LoginAttack", None),
    ("Activity", "Spam", None),
    ("Content", "Malware", None),
    ("Content", "Phishing", None),
    ("Content", "Copyright", Some(&COPYRIGHT_ALPHA)),
    ("Content", "Trademark", Some(&TRADEMARK_ALPHA)),
    ("Content", "ChildAbuse", None),
    ("Content", "Botnet", None),
];

static ONE_TYPES: &[Type] = &[
    ("Activity", "Malware", None),
    ("Activity", "DOS", None),
    ("Activity", "PortScan", None),
    ("Activity", "LoginAttack", None),
    ("Activity", "Spam", None),
    ("Content", "Malware", None),
    ("Content", "Phishing", None),
    ("Content", "Copyright", Some(&COPYRIGHT)),
    ("Content", "Trademark", Some(&TRADEMARK)),
    ("Content", "ChildAbuse", None),
    ("Content", "Botnet", None),
    ("Vulnerability", "OpenService", None),
];

static THREE_TYPES: &[Type] = &since_3("ChildAbuse");

static DEVELOPMENT_TYPES: &[Type] = &since_3("ChildSexualAbuseMaterial");

/// The types of version 3 and of `development`, which name one differently.
const fn since_3(child_abuse: &'static str) -> [Type; 16] {
    [
        ("Activity", "Malware", None),
        ("Activity", "DOS", None),
        ("Activity", "PortScan", None),
        ("Activity", "LoginAttack", None),
        ("Activity", "Spam", None),
        ("Activity", "Exploit", None),
        ("Activity", "PotentiallyCompromisedAccount", None),
        ("Activity", "WebCrawler", None),
        ("Activity", "Harassment", None),
        ("Content", "Malware", None),
        ("Content", "Phishing", None),
        ("Content", "Copyright", Some(&COPYRIGHT_3)),
        ("Content", "Trademark", Some(&TRADEMARK)),
        ("Content", "Botnet", None),
        ("Vulnerability", "OpenService", None),
        ("Content", child_abuse, None),
    ]
}

/// The types of version 3 as it is restated that are not about a right. Their class is `Activity`.
pub(crate) const RESTATED_OTHERS: &[&str] =
    &["Spam", "Login-Attack", "Port-Scan", "DDoS", "Phishing", "Malware", "Botnet"];

/// Version 3 as the authors of version 4 restate it, as `3.0`. The `3` of its own authors goes by their rules,
/// for the two exclude each other.
pub(crate) static RESTATED_3: Shape = Shape::closed(&[
    must("Version", Kind::Code(&["3", "3.0"])),
    must(
        "ReporterInfo",
        Kind::Object(&Shape::closed(&[
            must("ReporterOrg", up_to(200)),
            must("ReporterOrgEmail", MAIL),
            may("ReporterOrgDomain", DOMAIN),
        ])),
    ),
    must("Report", Kind::Object(&RESTATED_REPORT)),
]);

const PORT_FROM_1: Kind = Kind::Whole(1.0, 65_535.0);

static RESTATED_REPORT: Shape = Shape::closed(&[
    must("ReportClass", Kind::Code(&["Activity"])),
    must("ReportType", Kind::Code(&["Copyright"])),
    must("Date", MOMENT),
    may("SourceIp", TEXT),
    may("SourcePort", PORT_FROM_1),
    may("DestinationIp", TEXT),
    may("DestinationPort", PORT_FROM_1),
    may("Protocol", Kind::Code(&["tcp", "udp", "icmp", "smtp"])),
    may("SmtpMailFromAddress", MAIL),
    may("SmtpRcptToAddress", MAIL),
    may("SmtpMessageSubject", up_to(500)),
    may("Url", LINK),
    may("UserAgent", up_to(200)),
    may("AttackDescription", up_to(1_000)),
    may("AttackCount", whole_from(1.0)),
    may(
        "Samples",
        Kind::List {
            of: &Kind::Object(&Shape::closed(&[
                must("ContentType", TEXT),
                must("Payload", TEXT),
                may("Description", up_to(200)),
            ])),
            least: 0,
            most: 10,
            distinct: false,
        },
    ),
]);
