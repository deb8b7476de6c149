//! Made-up files.

use std::fmt::Write as _;
use std::io::Write as _;

/// A European mark, with what may vary.
pub(crate) struct Mark<'a> {
    pub(crate) office: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) status: &'a str,
    pub(crate) expiry: &'a str,
    pub(crate) words: &'a str,
    pub(crate) more: &'a str,
    pub(crate) with_opposition: bool,
}

impl Default for Mark<'_> {
    fn default() -> Self {
        Self {
            office: "EM",
            operation: "Insert",
            status: "Registered",
            expiry: "2031-03-04",
            words: "<MarkVerbalElementText> NORTHLIGHT\n  &amp; SONS </MarkVerbalElementText>",
            more: "",
            with_opposition: false,
        }
    }
}

impl Mark<'_> {
    pub(crate) fn xml(&self) -> String {
        let Self { office, operation, status, expiry, words, more, .. } = self;
        let opposition = if self.with_opposition {
            "<OppositionDetails><Opposition><EarlierMarkDetails><EarlierMark>\
             <ApplicationNumber>000000001</ApplicationNumber><ApplicationDate>1999-01-01</ApplicationDate>\
             <RegistrationNumber>77</RegistrationNumber><RegistrationDate>1999-02-02</RegistrationDate>\
             <MarkFeature>Word</MarkFeature><WordMarkSpecification><MarkVerbalElementText>OTHER\
             </MarkVerbalElementText></WordMarkSpecification></EarlierMark></EarlierMarkDetails></Opposition>\
             </OppositionDetails>"
        } else {
            ""
        };
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<Transaction xmlns="http://euipo.europa.eu/trademark/data"><TradeMarkTransactionBody><TransactionContentDetails>
<TransactionIdentifier>018999001</TransactionIdentifier><TransactionData><TradeMarkDetails>
<TradeMark operationCode="{operation}">
<RegistrationOfficeCode>{office}</RegistrationOfficeCode>
{opposition}
<ApplicationNumber>018999001</ApplicationNumber>
<ApplicationDate>2021-03-04</ApplicationDate>
<RegistrationDate>2021-08-09</RegistrationDate>
<ExpiryDate>{expiry}</ExpiryDate>
<MarkCurrentStatusCode milestone="23" status="1">{status}</MarkCurrentStatusCode>
<MarkCurrentStatusDate>2021-08-11</MarkCurrentStatusDate>
<KindMark>Individual</KindMark><MarkFeature>Figurative</MarkFeature>
<WordMarkSpecification>{words}</WordMarkSpecification>
<MarkImageDetails><MarkImage><MarkImageCategory><CategoryCodeDetails><CategoryCode>01.01.02</CategoryCode>
<CategoryCode>26.01.04</CategoryCode></CategoryCodeDetails></MarkImageCategory></MarkImage></MarkImageDetails>
<GoodsServicesDetails><GoodsServices><ClassificationVersion/><ClassDescriptionDetails>
<ClassDescription><ClassNumber>25</ClassNumber>
<GoodsServicesDescription languageCode="de">Schuhe.</GoodsServicesDescription></ClassDescription>
<ClassDescription><ClassNumber>9</ClassNumber>
<GoodsServicesDescription languageCode="EN">Lamps.</GoodsServicesDescription>
<GoodsServicesDescription languageCode="de">Lampen.</GoodsServicesDescription></ClassDescription>
</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>
<PublicationDetails><Publication><PublicationDate>2021-04-01</PublicationDate></Publication></PublicationDetails>
<ApplicantDetails><Applicant><ApplicantAddressBook><FormattedNameAddress><Name><FormattedName>
<OrganizationName>Northlight GmbH</OrganizationName></FormattedName></Name></FormattedNameAddress>
</ApplicantAddressBook></Applicant></ApplicantDetails>
{more}
</TradeMark></TradeMarkDetails></TransactionData></TransactionContentDetails></TradeMarkTransactionBody></Transaction>"#
        )
    }
}

pub(crate) fn design(status: &str) -> String {
    format!(
        r#"<Transaction xmlns="http://euipo.europa.eu/design/data"><DesignTransactionBody><TransactionContentDetails>
<TransactionData><DesignDetails><Design operationCode="Insert"><RegistrationOfficeCode>EM</RegistrationOfficeCode>
<DesignIdentifier>008999001-0002</DesignIdentifier><ApplicationNumber>008999001</ApplicationNumber>
<ApplicationDate>2022-05-06</ApplicationDate><RegistrationDate>2022-05-06</RegistrationDate>
<ExpiryDate>2027-05-06</ExpiryDate><DesignCurrentStatusCode>{status}</DesignCurrentStatusCode>
<DesignCurrentStatusDate>2022-06-01</DesignCurrentStatusDate>
<IndicationProductDetails><IndicationProduct languageCode="en">Lamps</IndicationProduct></IndicationProductDetails>
<ClassDescriptionDetails><ClassDescription><ClassNumber>26.05</ClassNumber></ClassDescription>
</ClassDescriptionDetails></Design></DesignDetails></TransactionData></TransactionContentDetails>
</DesignTransactionBody></Transaction>"#
    )
}

/// Party types and names of the owners that a mark had.
const OWNERS: [(&str, &str, &str); 3] = [
    ("31", "SUBSEQUENT OWNER AFTER REGISTRATION", "Northlight Holdings LLC"),
    ("30", "ORIGINAL REGISTRANT", "Northlight Inc."),
    ("10", "ORIGINAL APPLICANT", "Ada's Lamps"),
];

/// A mark of the United States in the form of ST.66.
pub(crate) fn st66_us(status: &str, register: &str) -> String {
    let mut owners = String::new();
    for (code, _, name) in OWNERS {
        let _ = write!(
            owners,
            "<Applicant><ApplicantAddressBook><FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails>\
             <FreeFormatNameLine>{name}</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name>\
             </FormattedNameAddress></ApplicantAddressBook><ApplicantExt><ns2:PartyTypeCode>{code}\
             </ns2:PartyTypeCode></ApplicantExt></Applicant>"
        );
    }
    let class = |number: &str, state: &str, text: &str| {
        format!(
            "<GoodsServices><ClassDescriptionDetails><ClassDescription><ClassNumber>{number}</ClassNumber>\
             <ClassNumberStatusCode>{state}</ClassNumberStatusCode><GoodsServicesDescription>{text}\
             </GoodsServicesDescription><ClassDescriptionExt><ns2:PrimeClassText>{number}</ns2:PrimeClassText>\
             <ns2:DomesticClassNumbers>021</ns2:DomesticClassNumbers><ns2:NiceClassTitleText>{number}: Title\
             </ns2:NiceClassTitleText></ClassDescriptionExt></ClassDescription></ClassDescriptionDetails>\
             </GoodsServices>"
        )
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Transaction xmlns:ns2="urn:us:gov:doc:uspto:trademark:status" xmlns="http://www.wipo.int/standards/XMLSchema/trademarks"><TradeMarkTransactionBody><TransactionContentDetails><TransactionData><TradeMarkDetails><TradeMark>
<RegistrationOfficeCode>US</RegistrationOfficeCode><ApplicationNumber>99000001</ApplicationNumber>
<ApplicationDate>2016-05-09-04:00</ApplicationDate><RegistrationNumber>9999001</RegistrationNumber>
<RegistrationDate>2018-03-23-05:00</RegistrationDate><MarkCurrentStatusCode>{status}</MarkCurrentStatusCode>
<MarkCurrentStatusDate>2024-09-08-04:00</MarkCurrentStatusDate><MarkFeature>STANDARD CHARACTER MARK</MarkFeature>
<WordMarkSpecification><MarkVerbalElementText>NORTHLIGHT</MarkVerbalElementText></WordMarkSpecification>
<GoodsServicesDetails>{}{}</GoodsServicesDetails>
<RepresentativeDetails><Representative><Comment>Attorney of Record</Comment><RepresentativeAddressBook>
<FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails><FreeFormatNameLine>Ada North
</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name></FormattedNameAddress>
</RepresentativeAddressBook></Representative><Representative><Comment>Domestic Correspondent</Comment>
<RepresentativeAddressBook><FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails>
<FreeFormatNameLine>The Post Room</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name>
</FormattedNameAddress></RepresentativeAddressBook></Representative></RepresentativeDetails>
<TradeMarkExt><ns2:RegisterCategory>{register}</ns2:RegisterCategory></TradeMarkExt>
</TradeMark></TradeMarkDetails><ApplicantDetails>{owners}</ApplicantDetails></TransactionData>
</TransactionContentDetails></TradeMarkTransactionBody></Transaction>"#,
        class("009", "6", "Lamps"),
        class("025", "2", "Shoes"),
    )
}

/// The same mark in the form of ST.96.
pub(crate) fn st96_us(status: &str, register: &str) -> String {
    let mut owners = String::new();
    for (_, said, name) in OWNERS {
        let _ = write!(
            owners,
            "<ns2:Applicant><ns1:CommentText>{said}</ns1:CommentText><ns1:Contact><ns1:Name><ns1:EntityName>{name}\
             </ns1:EntityName></ns1:Name></ns1:Contact></ns2:Applicant>"
        );
    }
    let class = |number: &str, state: &str, text: &str| {
        format!(
            "<ns2:GoodsServices><ns2:GoodsServicesClassificationBag><ns2:GoodsServicesClassification>\
             <ns2:ClassificationKindCode>Nice</ns2:ClassificationKindCode><ns2:ClassNumber>{number}</ns2:ClassNumber>\
             </ns2:GoodsServicesClassification><ns2:GoodsServicesClassification><ns2:ClassificationKindCode>Domestic\
             </ns2:ClassificationKindCode><ns2:NationalClassNumber>021</ns2:NationalClassNumber>\
             </ns2:GoodsServicesClassification></ns2:GoodsServicesClassificationBag><ns2:ClassDescriptionBag>\
             <ns2:ClassDescription><ns2:ClassNumber>{number}</ns2:ClassNumber><ns2:GoodsServicesDescriptionText>\
             {text}</ns2:GoodsServicesDescriptionText><ns2:NationalStatusBag><ns2:NationalStatus>\
             <ns2:NationalStatusCode>{state}</ns2:NationalStatusCode></ns2:NationalStatus></ns2:NationalStatusBag>\
             </ns2:ClassDescription></ns2:ClassDescriptionBag></ns2:GoodsServices>"
        )
    };
    format!(
        r#"<ns2:TrademarkTransaction xmlns:ns1="http://www.wipo.int/standards/XMLSchema/ST96/Common" xmlns:ns2="http://www.wipo.int/standards/XMLSchema/ST96/Trademark"><ns2:TrademarkTransactionBody><ns2:TransactionContentBag><ns2:TransactionData><ns2:TrademarkBag><ns2:Trademark>
<ns1:RegistrationOfficeCode>US</ns1:RegistrationOfficeCode><ns1:ApplicationNumber><ns1:IPOfficeCode>US
</ns1:IPOfficeCode><ns1:ApplicationNumberText>99000001</ns1:ApplicationNumberText></ns1:ApplicationNumber>
<ns1:RegistrationNumber>9999001</ns1:RegistrationNumber><ns2:ApplicationDate>2016-05-09</ns2:ApplicationDate>
<ns1:RegistrationDate>2018-03-23</ns1:RegistrationDate><ns2:MarkCurrentStatusCode>{status}
</ns2:MarkCurrentStatusCode><ns2:MarkCurrentStatusDate>2024-09-08</ns2:MarkCurrentStatusDate>
<ns2:MarkRepresentation><ns2:MarkReproduction><ns2:WordMarkSpecification><ns2:MarkVerbalElementText>NORTHLIGHT
</ns2:MarkVerbalElementText></ns2:WordMarkSpecification></ns2:MarkReproduction><ns2:MarkDescriptionBag>
<ns2:NationalMarkDescription><ns2:MarkFeatureCode>4</ns2:MarkFeatureCode></ns2:NationalMarkDescription>
</ns2:MarkDescriptionBag></ns2:MarkRepresentation>
<ns2:GoodsServicesBag>{}{}</ns2:GoodsServicesBag><ns2:ApplicantBag>{owners}</ns2:ApplicantBag>
<ns2:NationalCorrespondent><ns1:Contact><ns1:Name><ns1:EntityName>The Post Room</ns1:EntityName></ns1:Name>
</ns1:Contact></ns2:NationalCorrespondent><ns2:RecordAttorney><ns1:Contact><ns1:Name><ns1:PersonName>
<ns1:PersonFullName>Ada North</ns1:PersonFullName></ns1:PersonName></ns1:Name></ns1:Contact></ns2:RecordAttorney>
<ns2:NationalTrademarkInformation><ns2:RegisterCategory>{register}</ns2:RegisterCategory>
</ns2:NationalTrademarkInformation></ns2:Trademark></ns2:TrademarkBag></ns2:TransactionData>
</ns2:TransactionContentBag></ns2:TrademarkTransactionBody></ns2:TrademarkTransaction>"#,
        class("009", "6", "Lamps"),
        class("025", "2", "Shoes"),
    )
}

/// An archive of files, names and texts.
pub(crate) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
