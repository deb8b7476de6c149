//! The API's document, made from the code that serves it (OpenAPI 3.1).

use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, ServerBuilder};
use utoipa::{Modify, OpenApi, ToSchema};

/// A complaint, as [`notice::json`] reads it. Members that are left out, or null, are not given; others are
/// passed over. Texts are trimmed.
#[derive(Serialize, ToSchema)]
#[schema(as = Complaint)]
pub(crate) struct ComplaintBody {
    /// What is claimed.
    claim: ClaimName,
    /// The web addresses of what is complained of, each a listing of a marketplace served here.
    #[schema(min_items = 1, max_items = 1000, examples(json!(["https://demo.example/listing/1001"])))]
    listings: Vec<String>,
    /// What is relied on: office and number of a registered right, or the work. In the European Union it may be left
    /// out (Regulation (EU) 2022/2065 Art. 16(2)): then a person looks first.
    right: Option<RightBody>,
    /// Why the listings infringe the right.
    #[schema(min_length = 1, max_length = 10000)]
    explanation: String,
    /// Who complains. With an API key the account does: its address stands.
    complainant: Option<ComplainantBody>,
    /// What the complainant declares.
    statements: StatementsBody,
    /// The secret of the account that complains: the right's own, or an agency with a mandate.
    #[schema(max_length = 100)]
    account_secret: Option<String>,
    /// Files that were uploaded before: the key of each upload, a space and the file's name. At least one for listings
    /// in China (E-Commerce Law Art. 42(1)).
    #[schema(max_items = 10, examples(json!(["inbox/0190a1b2c3d4e5f60718293a4b5c6d7e proof.png"])))]
    evidence: Option<Vec<String>>,
    /// The language of the letters; else what Accept-Language prefers.
    language: Option<LanguageName>,
}

/// What is claimed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only its schema is used; a test holds it against the domain's list")]
pub(crate) enum ClaimName {
    Counterfeit,
    CounterfeitTestPurchase,
    TrademarkMisuse,
    MarkOnGoods,
    SimilarMark,
    ShopName,
    ParallelImport,
    Copyright,
    PiratedMedia,
    Design,
    Patent,
    GeographicalIndication,
    TradeSecret,
    Other,
}

/// A language in which letters are written.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only its schema is used; a test holds it against the domain's list")]
pub(crate) enum LanguageName {
    En,
    Zh,
}

/// The right relied on.
#[derive(Serialize, ToSchema)]
#[schema(as = Right)]
pub(crate) struct RightBody {
    /// The office that registered it, as two letters (WIPO ST.3).
    #[schema(max_length = 100, examples("EM"))]
    office: Option<String>,
    /// Its registration number.
    #[schema(max_length = 100, examples("018999001"))]
    number: Option<String>,
    /// The work, for copyright without registration.
    #[schema(max_length = 2000)]
    work: Option<String>,
}

/// Who complains.
#[derive(Serialize, ToSchema)]
#[schema(as = Complainant)]
pub(crate) struct ComplainantBody {
    /// Name of the person or firm.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// E-mail address for the answers.
    #[schema(max_length = 254, examples("ip@brand.example"))]
    email: Option<String>,
    /// Postal address; for copyright in the United States (17 U.S.C. 512(c)(3)(A)(iv)).
    #[schema(max_length = 500)]
    postal_address: Option<String>,
    /// Telephone; for copyright in the United States.
    #[schema(max_length = 50)]
    telephone: Option<String>,
}

/// What the complainant declares.
#[derive(Serialize, ToSchema)]
#[schema(as = Statements)]
pub(crate) struct StatementsBody {
    /// The belief in good faith that the complaint is accurate and complete and the use not authorised; everywhere but
    /// in China.
    good_faith: Option<bool>,
    /// Accuracy and authority, under penalty of perjury; for copyright in the United States (17 U.S.C.
    /// 512(c)(3)(A)(vi)).
    perjury: Option<bool>,
    /// The signature: the full name, as typed; for copyright in the United States.
    #[schema(max_length = 200)]
    signature: Option<String>,
    /// The guarantee that the notice is true; for listings in China (Fa Fa (2020) No. 32 Art. 5(4)).
    truth: Option<bool>,
}

/// What the document says beside the operations, which [`super::routes`] lists.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Goodfaith",
        version = "1",
        description = "Complaints about listings that infringe intellectual property: file them, see where \
            each listing stands, take them back. Errors are problem documents (RFC 9457). Keys come from the \
            operator: `goodfaith account key new`. Events are posted as Standard Webhooks. Evidence is uploaded \
            first: POST /uploads with `name`, `media` and `size` answers `url`, `fields` and `key`; post the \
            fields and then the file, as a form, to that address, and name the key among `evidence`.",
    ),
    // What only a parameter names is not gathered by itself.
    components(schemas(super::bulk::TemplateFormat)),
    modifiers(&Keys),
)]
struct Api;

/// The scheme of the keys.
struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("gf_<key id>_<secret>")
            .description(Some("An API key of a brand account, with the scopes that an operation names."))
            .build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("key", SecurityScheme::Http(key));
    }
}

/// The document without its operations, for an installation at `public_url`.
pub(crate) fn frame(public_url: &str) -> Document {
    let mut document = Api::openapi();
    document.servers = Some(vec![ServerBuilder::new().url(public_url).build()]);
    document
}
