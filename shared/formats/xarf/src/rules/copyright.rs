//! Version 4, category `copyright`.

use super::v4::{CORE, COUNT, LINK, MOMENT, ONE_OR_MORE, PERCENT, SHARE};
use crate::form::{DATE, FILE_HASH, MAGNET, SHA1};
use crate::rule::{Check, Field, Kind, Shape, TEXT, form, may, must, short_list, up_to};

const WORK_TITLE: Field = may("work_title", up_to(500));
const RIGHTS_HOLDER: Field = may("rights_holder", up_to(200));
const URL: Field = must("infringing_url", LINK);

pub(super) static COPYRIGHT: Shape = Shape::open(&[
    URL,
    WORK_TITLE,
    RIGHTS_HOLDER,
    may("original_url", LINK),
    may(
        "infringement_type",
        Kind::Code(&["direct_copy", "modified_copy", "streaming", "download", "distribution"]),
    ),
])
.on(&[&CORE]);

pub(super) static UGC_PLATFORM: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&[
            "automated_detection",
            "user_report",
            "rights_holder",
            "content_id_match",
            "fingerprint_match",
            "manual_review",
        ]),
    ),
    URL,
    must("platform_name", up_to(200)),
    may(
        "content_info",
        Kind::Object(&Shape::closed(&[
            may("content_id", up_to(200)),
            may("content_title", up_to(500)),
            may("content_description", up_to(2_000)),
            may("upload_date", MOMENT),
            may("content_duration", COUNT),
            may("view_count", COUNT),
            may("like_count", COUNT),
        ])),
    ),
    may(
        "uploader_info",
        Kind::Object(&Shape::closed(&[
            may("username", up_to(200)),
            may("user_id", up_to(100)),
            may("account_verified", Kind::Truth),
            may("subscriber_count", COUNT),
            may("account_creation_date", MOMENT),
        ])),
    ),
    WORK_TITLE,
    RIGHTS_HOLDER,
    may(
        "work_category",
        Kind::Code(&[
            "movie",
            "tv_show",
            "music",
            "music_video",
            "audiobook",
            "podcast",
            "live_performance",
            "sports_event",
            "documentary",
            "other",
        ]),
    ),
    may(
        "infringement_type",
        Kind::Code(&[
            "full_work",
            "substantial_portion",
            "compilation",
            "remix_unauthorized",
            "background_music",
            "clip_mashup",
        ]),
    ),
    may(
        "match_details",
        Kind::Object(&Shape::closed(&[
            may("match_confidence", SHARE),
            may("match_duration", COUNT),
            may("match_percentage", PERCENT),
            may("reference_id", up_to(200)),
        ])),
    ),
    may(
        "monetization_info",
        Kind::Object(&Shape::closed(&[
            may("monetized", Kind::Truth),
            may("ad_revenue", Kind::Truth),
            may("premium_content", Kind::Truth),
        ])),
    ),
])
.on(&[&CORE]);

pub(super) static CYBERLOCKER: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&["automated_crawl", "manual_discovery", "user_report", "rights_holder", "search_engine"]),
    ),
    URL,
    must("hosting_service", up_to(200)),
    may(
        "file_info",
        Kind::Object(&Shape::closed(&[
            may("filename", up_to(500)),
            may("file_size", COUNT),
            may("file_hash", form(&FILE_HASH)),
            may("upload_date", MOMENT),
            may("download_count", COUNT),
        ])),
    ),
    may(
        "uploader_info",
        Kind::Object(&Shape::closed(&[
            may("username", up_to(200)),
            may("user_id", up_to(100)),
            may("account_type", Kind::Code(&["free", "premium", "business", "unknown"])),
        ])),
    ),
    WORK_TITLE,
    RIGHTS_HOLDER,
    may(
        "work_category",
        Kind::Code(&[
            "movie",
            "tv_show",
            "music",
            "software",
            "ebook",
            "audiobook",
            "game",
            "document",
            "other",
        ]),
    ),
    may(
        "access_method",
        Kind::Code(&[
            "direct_link",
            "password_protected",
            "premium_only",
            "time_limited",
            "captcha_protected",
        ]),
    ),
    may(
        "takedown_info",
        Kind::Object(&Shape::closed(&[
            may("previous_requests", COUNT),
            may("service_response_time", TEXT),
            may("automated_removal", Kind::Truth),
        ])),
    ),
])
.on(&[&CORE]);

static LINKED: Shape = Shape::closed(&[
    must("target_url", LINK),
    must(
        "link_type",
        Kind::Code(&[
            "torrent_file",
            "magnet_link",
            "direct_download",
            "streaming_link",
            "usenet_nzb",
            "other",
        ]),
    ),
    may("hosting_service", up_to(200)),
    may("file_size", COUNT),
]);

pub(super) static LINK_SITE: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&[
            "automated_crawl",
            "manual_monitoring",
            "user_report",
            "rights_holder",
            "search_monitoring",
        ]),
    ),
    URL,
    must("site_name", up_to(200)),
    may(
        "site_category",
        Kind::Code(&[
            "torrent_index",
            "direct_download_links",
            "streaming_links",
            "usenet_index",
            "search_engine",
            "forum_links",
            "other",
        ]),
    ),
    may(
        "link_info",
        Kind::Object(&Shape::closed(&[
            may("page_title", up_to(500)),
            may("posting_date", MOMENT),
            may("uploader", up_to(200)),
            may("download_count", COUNT),
            may("link_count", ONE_OR_MORE),
            may("comments_count", COUNT),
        ])),
    ),
    may("linked_content", short_list(&Kind::Object(&LINKED), 50)),
    WORK_TITLE,
    RIGHTS_HOLDER,
    may(
        "work_category",
        Kind::Code(&[
            "movie",
            "tv_show",
            "music",
            "software",
            "ebook",
            "audiobook",
            "game",
            "adult_content",
            "other",
        ]),
    ),
    may("search_terms", short_list(&up_to(200), 10)),
    may(
        "site_ranking",
        Kind::Object(&Shape::closed(&[
            may("alexa_rank", ONE_OR_MORE),
            may("popularity_score", Kind::Number(0.0, 10.0)),
        ])),
    ),
])
.on(&[&CORE]);

static BY_HASH: Shape = Shape::open(&[must("info_hash", form(&SHA1))]);
static BY_LINK: Shape = Shape::open(&[must("magnet_uri", form(&MAGNET))]);

pub(super) static P2P: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&[
            "automated_crawl",
            "manual_monitoring",
            "user_report",
            "rights_holder",
            "watermark_detection",
        ]),
    ),
    must("p2p_protocol", Kind::Code(&["bittorrent", "edonkey", "gnutella", "kademlia", "other"])),
    must(
        "swarm_info",
        Kind::Object(
            &Shape::closed(&[
                may("info_hash", form(&SHA1)),
                may("magnet_uri", form(&MAGNET)),
                may("torrent_name", up_to(500)),
                may("file_count", ONE_OR_MORE),
                may("total_size", COUNT),
            ])
            .with(&[Check::Either(&[&BY_HASH, &BY_LINK])]),
        ),
    ),
    may(
        "peer_info",
        Kind::Object(&Shape::closed(&[
            may("peer_id", up_to(100)),
            may("client_version", up_to(100)),
            may("upload_amount", COUNT),
            may("download_amount", COUNT),
        ])),
    ),
    WORK_TITLE,
    RIGHTS_HOLDER,
    may(
        "work_category",
        Kind::Code(&["movie", "tv_show", "music", "software", "ebook", "audiobook", "game", "other"]),
    ),
    may("release_date", form(&DATE)),
    may(
        "detection_method",
        Kind::Code(&["automated_crawl", "fingerprinting", "metadata_match", "manual_verification"]),
    ),
])
.on(&[&CORE]);

pub(super) static USENET: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&[
            "automated_monitoring",
            "newsgroup_crawl",
            "user_report",
            "rights_holder",
            "nzb_index_monitoring",
        ]),
    ),
    must("newsgroup", up_to(200)),
    must(
        "message_info",
        Kind::Object(&Shape::closed(&[
            must("message_id", up_to(500)),
            may("subject", up_to(500)),
            may("from_header", up_to(200)),
            may("posting_date", MOMENT),
            may("part_number", ONE_OR_MORE),
            may("total_parts", ONE_OR_MORE),
            may("file_size", COUNT),
        ])),
    ),
    may(
        "nzb_info",
        Kind::Object(&Shape::closed(&[
            may("nzb_name", up_to(500)),
            may("nzb_url", LINK),
            may("indexer_site", up_to(200)),
            may("completion_percentage", PERCENT),
        ])),
    ),
    may(
        "server_info",
        Kind::Object(&Shape::closed(&[
            may("nntp_server", up_to(200)),
            may("server_group", up_to(200)),
            may("retention_days", ONE_OR_MORE),
        ])),
    ),
    WORK_TITLE,
    RIGHTS_HOLDER,
    may(
        "work_category",
        Kind::Code(&[
            "movie",
            "tv_show",
            "music",
            "software",
            "ebook",
            "audiobook",
            "magazine",
            "game",
            "adult_content",
            "other",
        ]),
    ),
    may(
        "encoding_info",
        Kind::Object(&Shape::closed(&[
            may("encoding_format", Kind::Code(&["yenc", "uuencode", "base64", "other"])),
            may("par2_recovery", Kind::Truth),
            may("rar_compression", Kind::Truth),
        ])),
    ),
    may(
        "detection_method",
        Kind::Code(&["subject_line_match", "header_analysis", "content_sampling", "nzb_metadata"]),
    ),
])
.on(&[&CORE]);
