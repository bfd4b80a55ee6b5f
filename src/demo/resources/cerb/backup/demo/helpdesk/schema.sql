-- A helpdesk's tables, in the shape Cerb 11 gives them: what a conversation is made of, where its objects are, and some of
-- each kind that a dump has to get right. No foreign keys, views or triggers, as there; times are seconds since 1970.
-- Statements end in a semicolon at the end of a line. The charset of each is stated, as old sites have it.

-- 1. Conversations

CREATE TABLE ticket (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  mask VARCHAR(32) NOT NULL DEFAULT '',
  subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  group_id INT UNSIGNED NOT NULL DEFAULT 0,
  bucket_id INT UNSIGNED NOT NULL DEFAULT 0,
  first_message_id INT UNSIGNED NOT NULL DEFAULT 0,
  last_message_id INT UNSIGNED NOT NULL DEFAULT 0,
  created_date INT UNSIGNED DEFAULT NULL,
  updated_date INT UNSIGNED DEFAULT NULL,
  first_wrote_address_id INT UNSIGNED NOT NULL DEFAULT 0,
  owner_id INT UNSIGNED NOT NULL DEFAULT 0,
  org_id INT UNSIGNED NOT NULL DEFAULT 0,
  num_messages INT UNSIGNED NOT NULL DEFAULT 0,
  spam_score DECIMAL(4,4) NOT NULL DEFAULT 0.0000,
  importance TINYINT UNSIGNED NOT NULL DEFAULT 0,
  status_id TINYINT UNSIGNED NOT NULL DEFAULT 0,
  closed_at INT UNSIGNED NOT NULL DEFAULT 0,
  KEY updated_date (updated_date), KEY owner_id (owner_id), KEY mask (mask(3)), KEY group_and_bucket (group_id, bucket_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE message (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ticket_id INT UNSIGNED NOT NULL DEFAULT 0,
  created_date INT UNSIGNED DEFAULT NULL,
  address_id INT UNSIGNED DEFAULT NULL,
  is_outgoing TINYINT UNSIGNED NOT NULL DEFAULT 0,
  worker_id INT UNSIGNED NOT NULL DEFAULT 0,
  storage_extension VARCHAR(255) NOT NULL DEFAULT '',
  storage_key VARCHAR(255) NOT NULL DEFAULT '',
  storage_size INT UNSIGNED NOT NULL DEFAULT 0,
  storage_profile_id INT UNSIGNED NOT NULL DEFAULT 0,
  html_attachment_id INT UNSIGNED NOT NULL DEFAULT 0,
  hash_header_message_id VARCHAR(40) DEFAULT NULL,
  token VARCHAR(16) NOT NULL DEFAULT '',
  KEY created_date (created_date), KEY ticket_id (ticket_id), KEY hash_header_message_id (hash_header_message_id(4))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE message_headers (
  message_id INT UNSIGNED NOT NULL DEFAULT 0 PRIMARY KEY,
  headers TEXT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE requester (
  address_id INT UNSIGNED NOT NULL DEFAULT 0,
  ticket_id INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (address_id, ticket_id), KEY ticket_id (ticket_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE comment (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  context VARCHAR(128) DEFAULT '',
  context_id INT UNSIGNED NOT NULL DEFAULT 0,
  created INT UNSIGNED NOT NULL DEFAULT 0,
  comment MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  owner_context VARCHAR(255) NOT NULL DEFAULT '',
  owner_context_id INT UNSIGNED NOT NULL DEFAULT 0,
  KEY created (created), KEY context_and_id (context, context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

-- 2. Objects: rows that say where the bytes are, and the bytes that are in the database. The latter have no primary key.

CREATE TABLE attachment (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL DEFAULT '',
  mime_type VARCHAR(255) NOT NULL DEFAULT '',
  storage_size INT UNSIGNED NOT NULL DEFAULT 0,
  storage_key VARCHAR(255) NOT NULL DEFAULT '',
  storage_extension VARCHAR(255) NOT NULL DEFAULT '',
  storage_profile_id INT UNSIGNED NOT NULL DEFAULT 0,
  updated INT UNSIGNED NOT NULL DEFAULT 0,
  storage_sha1hash VARCHAR(40) DEFAULT '',
  KEY updated (updated), KEY storage_sha1hash (storage_sha1hash(4)), KEY name (name(6))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE attachment_link (
  attachment_id INT UNSIGNED NOT NULL,
  context VARCHAR(128) NOT NULL DEFAULT '',
  context_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (attachment_id, context, context_id), KEY context_and_id (context, context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE context_avatar (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  context VARCHAR(255) DEFAULT '',
  context_id INT UNSIGNED DEFAULT 0,
  content_type VARCHAR(255) NOT NULL DEFAULT '',
  is_approved TINYINT UNSIGNED NOT NULL DEFAULT 0,
  updated_at INT UNSIGNED NOT NULL DEFAULT 0,
  storage_extension VARCHAR(255) NOT NULL DEFAULT '',
  storage_key VARCHAR(255) NOT NULL DEFAULT '',
  storage_size INT UNSIGNED NOT NULL DEFAULT 0,
  storage_profile_id INT UNSIGNED NOT NULL DEFAULT 0,
  UNIQUE KEY context_and_id (context, context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE storage_message_content (
  id INT UNSIGNED NOT NULL DEFAULT 0,
  data BLOB,
  chunk SMALLINT UNSIGNED DEFAULT 1,
  KEY id_and_chunk (id, chunk)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE devblocks_storage_profile (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(128) NOT NULL DEFAULT '',
  extension_id VARCHAR(255) NOT NULL DEFAULT '',
  params_json LONGTEXT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

-- 3. People

CREATE TABLE address (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(255) NOT NULL DEFAULT '',
  contact_id INT UNSIGNED NOT NULL DEFAULT 0,
  contact_org_id INT UNSIGNED NOT NULL DEFAULT 0,
  num_spam INT UNSIGNED NOT NULL DEFAULT 0,
  num_nonspam INT UNSIGNED NOT NULL DEFAULT 0,
  is_banned TINYINT UNSIGNED NOT NULL DEFAULT 0,
  host VARCHAR(255) NOT NULL DEFAULT '',
  updated INT UNSIGNED NOT NULL DEFAULT 0,
  KEY email (email(4)), KEY host (host(4)), KEY updated (updated)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE contact (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  first_name VARCHAR(128) NOT NULL DEFAULT '',
  last_name VARCHAR(128) NOT NULL DEFAULT '',
  org_id INT UNSIGNED NOT NULL DEFAULT 0,
  gender CHAR(1) NOT NULL DEFAULT '',
  dob DATE DEFAULT NULL,
  primary_email_id INT UNSIGNED NOT NULL DEFAULT 0,
  created_at INT UNSIGNED NOT NULL DEFAULT 0,
  KEY org_id (org_id), KEY primary_email_id (primary_email_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE contact_org (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(128) NOT NULL DEFAULT '',
  city VARCHAR(64) NOT NULL DEFAULT '',
  country VARCHAR(64) NOT NULL DEFAULT '',
  created INT UNSIGNED NOT NULL DEFAULT 0,
  KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE worker (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  first_name VARCHAR(128) NOT NULL DEFAULT '',
  last_name VARCHAR(128) NOT NULL DEFAULT '',
  title VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  is_superuser TINYINT UNSIGNED NOT NULL DEFAULT 0,
  at_mention_name VARCHAR(64) DEFAULT NULL,
  timezone VARCHAR(255) NOT NULL DEFAULT '',
  dob DATE DEFAULT NULL,
  updated INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE worker_group (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL DEFAULT '',
  is_default TINYINT UNSIGNED NOT NULL DEFAULT 0,
  created INT UNSIGNED NOT NULL DEFAULT 0,
  routing_kata MEDIUMTEXT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE bucket (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  group_id INT UNSIGNED NOT NULL DEFAULT 0,
  name VARCHAR(255) NOT NULL DEFAULT '',
  is_default TINYINT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

-- 4. Links and custom fields: unique keys over nullable columns, and no key at all

CREATE TABLE context_link (
  from_context VARCHAR(128) DEFAULT '',
  from_context_id INT UNSIGNED NOT NULL DEFAULT 0,
  to_context VARCHAR(128) DEFAULT '',
  to_context_id INT UNSIGNED NOT NULL DEFAULT 0,
  UNIQUE KEY from_and_to (from_context, from_context_id, to_context, to_context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE custom_field_stringvalue (
  field_id INT UNSIGNED NOT NULL DEFAULT 0,
  context_id INT UNSIGNED NOT NULL DEFAULT 0,
  field_value VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  context VARCHAR(255) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT '',
  KEY field_id (field_id), KEY context_and_id (context, context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE custom_field_geovalue (
  field_id INT UNSIGNED NOT NULL DEFAULT 0,
  context_id INT UNSIGNED NOT NULL DEFAULT 0,
  field_value POINT NOT NULL,
  context VARCHAR(255) NOT NULL DEFAULT '',
  KEY context_and_id (context, context_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

-- 5. Settings, logs, queues

CREATE TABLE devblocks_setting (
  plugin_id VARCHAR(128) NOT NULL DEFAULT '',
  setting VARCHAR(128) NOT NULL DEFAULT '',
  value TEXT,
  PRIMARY KEY (plugin_id, setting)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE cerb_property_store (
  extension_id VARCHAR(128) NOT NULL DEFAULT '',
  property VARCHAR(128) NOT NULL DEFAULT '',
  value TEXT,
  PRIMARY KEY (extension_id, property)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE cerb_patch_history (
  plugin_id VARCHAR(255) NOT NULL DEFAULT '' PRIMARY KEY,
  revision MEDIUMINT UNSIGNED NOT NULL DEFAULT 0,
  run_date INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE context_activity_log (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  activity_point VARCHAR(128) NOT NULL DEFAULT '',
  actor_context VARCHAR(255) NOT NULL DEFAULT '',
  actor_context_id INT UNSIGNED NOT NULL DEFAULT 0,
  target_context VARCHAR(255) NOT NULL DEFAULT '',
  target_context_id INT UNSIGNED NOT NULL DEFAULT 0,
  created INT UNSIGNED NOT NULL DEFAULT 0,
  entry_json TEXT,
  KEY activity_point (activity_point), KEY created (created)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE queue_message (
  uuid BINARY(16) NOT NULL PRIMARY KEY,
  queue_id INT UNSIGNED NOT NULL DEFAULT 0,
  status_id TINYINT UNSIGNED NOT NULL DEFAULT 0,
  status_at INT UNSIGNED NOT NULL DEFAULT 0,
  message TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE devblocks_session (
  session_id CHAR(40) NOT NULL DEFAULT '' PRIMARY KEY,
  session_token VARCHAR(128) NOT NULL,
  updated INT UNSIGNED NOT NULL DEFAULT 0,
  session_data MEDIUMTEXT,
  user_id INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

-- 6. What an old site still has in MyISAM: search index, spam filter, delivery log

CREATE TABLE fulltext_message_content (
  id INT UNSIGNED NOT NULL DEFAULT 0 PRIMARY KEY,
  content LONGTEXT,
  FULLTEXT KEY content (content)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE bayes_words (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  word VARCHAR(64) NOT NULL DEFAULT '',
  spam INT UNSIGNED NOT NULL DEFAULT 0,
  nonspam INT UNSIGNED NOT NULL DEFAULT 0,
  KEY word (word)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE mail_delivery_log (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  type VARCHAR(32) NOT NULL DEFAULT '',
  status_id TINYINT UNSIGNED NOT NULL DEFAULT 0,
  created_at INT UNSIGNED NOT NULL DEFAULT 0,
  `to` VARCHAR(255) NOT NULL DEFAULT '',
  subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  header_message_id VARCHAR(255) NOT NULL DEFAULT '',
  properties_json MEDIUMTEXT,
  KEY created_at (created_at)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
