//! Versions 1 to 3, with `alpha` before and `development` beside them.

use serde_json::Value;

use crate::form::{
    self, CVE_4_TO_7, CVSS_2_VECTOR, CVSS_3_VECTOR, DATE_TIME, EMAIL, HOSTNAME, NOT_EMAIL, URI,
};
use crate::rule::{
    Check, Field, Kind, NUMBER, Shape, TEXT, WHOLE, at_least, filled_list, form, list, may, must, up_to,
    whole_from,
};

const MOMENT: Kind = form(&DATE_TIME);
const LINK: Kind = form(&URI);
const MAIL: Kind = form(&EMAIL);
const DOMAIN: Kind = form(&HOSTNAME);
const IP: Kind = form(&form::IP);
const PORT: Kind = Kind::Whole(0.0, 65_535.0);
const PORTS: Kind = Kind::Or(&list(&PORT), &PORT);
const NAME: Kind = at_least(3);
const ASN: Field = may("ASN", Kind::Whole(1.0, 4_199_999_999.0));

/// A version: the mark by which it is known, what a report of it is, and its types.
pub(crate) struct Version {
    pub(crate) mark: &'static str,
    pub(crate) shape: &'static Shape,
    pub(crate) types: &'static [Type],
}

/// A type of reports: class, type, and what the report's own part is.
pub(crate) type Type = (&'static str, &'static str, &'static Shape);

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

static FROM_IP: Shape = Shape::open(&[must("SourceIp", IP), may("SourcePort", PORT), ASN]).on(&[&WHEN]);

static FROM_IP_OR_URL: Shape =
    Shape::open(&[may("SourcePort", PORT)]).on(&[&WHEN]).with(&[Check::Either(&[
        &Shape::open(&[must("SourceIp", IP), ASN]),
        &Shape::open(&[must("SourceUrl", LINK)]),
    ])]);

/// The address is demanded here; of which form it must be is said by [`FROM_IP_OR_URL`].
static WITH_URL: Shape = Shape::open(&[must("SourceUrl", Kind::Any)]).on(&[&FROM_IP_OR_URL]);

static TO: Shape = Shape::open(&[may("DestinationIp", IP), may("DestinationPort", PORTS)]);

static TRAFFIC: Shape = Shape::open(&[may("ByteCount", WHOLE), may("PacketCount", WHOLE)]);

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

static PAYLOAD: Shape = Shape::open(&[
    must("ContentType", TEXT),
    must("Payload", TEXT),
    may("Base64Encoded", Kind::Truth),
    may("Description", TEXT),
]);

static SAMPLE: Shape = Shape::open(&[]).with(&[Check::Either(&[&PAYLOAD, &FILE])]);
static SAMPLE_3: Shape = Shape::open(&[]).with(&[Check::Either(&[&PAYLOAD, &FILE_3])]);

const ONGOING: Field = may("Ongoing", Kind::Truth);
const ACTOR: Field = may("ThreatActor", TEXT);
static COMMON: Shape = Shape::open(&[ONGOING, ACTOR, may("Samples", filled_list(&Kind::Object(&SAMPLE)))]);
static COMMON_3: Shape =
    Shape::open(&[ONGOING, ACTOR, may("Samples", filled_list(&Kind::Object(&SAMPLE_3)))]);

static ATTACK: Shape = Shape::open(&[]).on(&[&FROM_IP, &TO, &TRAFFIC, &COMMON]);
static ATTACK_3: Shape = Shape::open(&[]).on(&[&FROM_IP, &TO, &TRAFFIC, &COMMON_3]);

const BOTNET_NAME: Field = may("BotnetName", TEXT);
static BOTNET: Shape = Shape::open(&[BOTNET_NAME]).on(&[&FROM_IP_OR_URL, &COMMON]);
static BOTNET_3: Shape = Shape::open(&[BOTNET_NAME]).on(&[&FROM_IP_OR_URL, &COMMON_3]);

const MALWARE_NAME: Field = may("MalwareName", TEXT);
static MALWARE: Shape = Shape::open(&[MALWARE_NAME]).on(&[&WITH_URL, &COMMON]);
static MALWARE_3: Shape = Shape::open(&[MALWARE_NAME]).on(&[&FROM_IP_OR_URL, &COMMON_3]);

static PHISHING: Shape = Shape::open(&[]).on(&[&WITH_URL, &COMMON]);
static PHISHING_3: Shape = Shape::open(&[]).on(&[&WITH_URL, &COMMON_3]);

/// A lookup that a response policy zone has answered.
static LOOKUP: Shape = Shape::open(&[
    may("ReportSubType", Kind::Code(&["RPZ-Rewrite"])),
    may("RpzDomain", DOMAIN),
    MALWARE_NAME,
])
.on(&[&FROM_IP]);

static SPAM_ALPHA: Shape =
    Shape::open(&[may("FromAddress", MAIL), may("ToAddress", MAIL)]).on(&[&FROM_IP, &TO, &COMMON]);
static SMTP: Shape = Shape::open(&[may("SmtpMailFromAddress", MAIL), may("SmtpRcptToAddress", MAIL)]);
static SPAM: Shape = Shape::open(&[]).on(&[&FROM_IP, &TO, &COMMON, &SMTP]);
static SPAM_3: Shape = Shape::open(&[]).on(&[&FROM_IP, &TO, &COMMON_3, &SMTP]);

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

static TRANSPORT: Shape = Shape::open(&[may("TransportProtocol", Kind::Code(&["tcp", "udp"]))]);
const SERVICE_NAME: Field = must("ServiceName", TEXT);
const SERVICE_VERSION: Field = may("ServiceVersion", TEXT);
static SERVICE: Shape =
    Shape::open(&[SERVICE_NAME, SERVICE_VERSION]).on(&[&FROM_IP_OR_URL, &TRANSPORT, &COMMON]);
static SERVICE_3: Shape =
    Shape::open(&[SERVICE_NAME, SERVICE_VERSION]).on(&[&FROM_IP_OR_URL, &TRANSPORT, &COMMON_3]);

static CRAWLER: Shape = Shape::open(&[]).on(&[&FROM_IP_OR_URL, &COMMON_3]);

static HARASSMENT: Shape = Shape::open(&[
    must("Harasser", TEXT),
    must("HarassmentDescription", TEXT),
    may(
        "HarassmentType",
        Kind::Code(&["doxing", "stalking", "sexual", "believes", "defamation", "extortion", "hate"]),
    ),
    may("HarassmentLocation", Kind::Code(&["website", "chat", "game"])),
])
.on(&[&FROM_IP_OR_URL, &COMMON_3]);

static SCORE: Shape = Shape::open(&[
    may("Score", NUMBER),
    must("Version", Kind::Code(&["3.1", "3.0", "2"])),
    must("Vector", TEXT),
    may("Severity", TEXT),
])
.with(&[Check::When(
    "Version",
    |version| version.is_none_or(|version| version == "2"),
    &Shape::open(&[
        may("Severity", Kind::Code(&["Low", "Medium", "High"])),
        may("Vector", form(&CVSS_2_VECTOR)),
    ]),
    &Shape::open(&[
        may("Severity", Kind::Code(&["None", "Low", "Medium", "High", "Critical"])),
        may("Vector", form(&CVSS_3_VECTOR)),
    ]),
)]);

static EXPLOIT: Shape = Shape::open(&[
    may("CVE", form(&CVE_4_TO_7)),
    may("CVSS", Kind::Object(&SCORE)),
    may("ServiceName", TEXT),
    SERVICE_VERSION,
])
.on(&[&FROM_IP, &TRANSPORT, &TO, &COMMON_3]);

static ACCOUNT: Shape = Shape {
    least: 1,
    ..Shape::open(&[may("AccountIdentifier", form(&NOT_EMAIL)), may("AccountEmail", TEXT)])
};

static COMPROMISED_ACCOUNT: Shape = Shape::open(&[
    must("Account", Kind::Object(&ACCOUNT)),
    may("AttackerIp", IP),
    may("AttackerPort", PORTS),
    may("PasswordHash", Kind::Object(&HASH)),
])
.on(&[&WHEN, &TO, &COMMON_3])
// The account is what is reported, and not an address.
.with(&[Check::Not(&FROM_IP_OR_URL, &["SourceIp", "SourceUrl"])]);

static ALPHA_TYPES: &[Type] = &[
    ("Activity", "Malware", &LOOKUP),
    ("Activity", "DOS", &ATTACK),
    ("Activity", "PortScan", &ATTACK),
    ("Activity", "LoginAttack", &ATTACK),
    ("Activity", "Spam", &SPAM_ALPHA),
    ("Content", "Malware", &MALWARE),
    ("Content", "Phishing", &PHISHING),
    ("Content", "Copyright", &COPYRIGHT_ALPHA),
    ("Content", "Trademark", &TRADEMARK_ALPHA),
    ("Content", "ChildAbuse", &FROM_IP_OR_URL),
    ("Content", "Botnet", &BOTNET),
];

static ONE_TYPES: &[Type] = &[
    ("Activity", "Malware", &LOOKUP),
    ("Activity", "DOS", &ATTACK),
    ("Activity", "PortScan", &ATTACK),
    ("Activity", "LoginAttack", &ATTACK),
    ("Activity", "Spam", &SPAM),
    ("Content", "Malware", &MALWARE),
    ("Content", "Phishing", &PHISHING),
    ("Content", "Copyright", &COPYRIGHT),
    ("Content", "Trademark", &TRADEMARK),
    ("Content", "ChildAbuse", &FROM_IP_OR_URL),
    ("Content", "Botnet", &BOTNET),
    ("Vulnerability", "OpenService", &SERVICE),
];

static THREE_TYPES: &[Type] = &since_3(("Content", "ChildAbuse", &FROM_IP_OR_URL));

static DEVELOPMENT_TYPES: &[Type] = &since_3(("Content", "ChildSexualAbuseMaterial", &LINK_SHARING));

static LINK_SHARING: Shape =
    Shape::open(&[may("ReportSubType", Kind::Code(&["Link-Sharing"]))]).on(&[&FROM_IP_OR_URL]);

/// The types of version 3 and of `development`, which differ in one.
const fn since_3(one: Type) -> [Type; 16] {
    [
        ("Activity", "Malware", &LOOKUP),
        ("Activity", "DOS", &ATTACK_3),
        ("Activity", "PortScan", &ATTACK_3),
        ("Activity", "LoginAttack", &ATTACK_3),
        ("Activity", "Spam", &SPAM_3),
        ("Activity", "Exploit", &EXPLOIT),
        ("Activity", "PotentiallyCompromisedAccount", &COMPROMISED_ACCOUNT),
        ("Activity", "WebCrawler", &CRAWLER),
        ("Activity", "Harassment", &HARASSMENT),
        ("Content", "Malware", &MALWARE_3),
        ("Content", "Phishing", &PHISHING_3),
        ("Content", "Copyright", &COPYRIGHT_3),
        ("Content", "Trademark", &TRADEMARK),
        ("Content", "Botnet", &BOTNET_3),
        ("Vulnerability", "OpenService", &SERVICE_3),
        one,
    ]
}

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
    must(
        "ReportType",
        Kind::Code(&[
            "Spam",
            "Login-Attack",
            "Port-Scan",
            "DDoS",
            "Phishing",
            "Malware",
            "Botnet",
            "Copyright",
        ]),
    ),
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
