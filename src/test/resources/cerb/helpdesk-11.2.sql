-- The tables that matter to a backup, with the columns that Cerb 11.2 gives them, those that it makes at run time and those that older versions have left among them; columns
-- and keys are facts, the layout is our own. Statements end in a semicolon at the end of a line.

CREATE TABLE `ticket` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `mask` VARCHAR(32) NOT NULL DEFAULT '',
  `subject` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `group_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `bucket_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `first_message_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `created_date` INT UNSIGNED DEFAULT NULL,
  `updated_date` INT UNSIGNED DEFAULT NULL,
  `reopen_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `first_wrote_address_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `last_wrote_address_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `spam_score` DECIMAL(4,4) NOT NULL DEFAULT 0.0000,
  `spam_training` VARCHAR(1) NOT NULL DEFAULT '',
  `interesting_words` VARCHAR(255) NOT NULL DEFAULT '',
  `last_message_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `owner_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `org_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `num_messages` INT UNSIGNED NOT NULL DEFAULT 0,
  `closed_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `first_outgoing_message_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `elapsed_response_first` INT UNSIGNED NOT NULL DEFAULT 0,
  `elapsed_resolution_first` INT UNSIGNED NOT NULL DEFAULT 0,
  `importance` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `status_id` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `num_messages_in` INT UNSIGNED NOT NULL DEFAULT 0,
  `num_messages_out` INT UNSIGNED NOT NULL DEFAULT 0,
  `last_opened_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `last_opened_delta` INT UNSIGNED NOT NULL DEFAULT 0,
  `elapsed_status_open` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `created_date` (`created_date`),
  KEY `updated_date` (`updated_date`),
  KEY `due_date` (`reopen_at`),
  KEY `owner_id` (`owner_id`),
  KEY `org_id` (`org_id`),
  KEY `mask` (`mask`(3)),
  KEY `group_and_bucket` (`group_id`, `bucket_id`),
  KEY `bucket_id` (`bucket_id`),
  KEY `status_and_group` (`status_id`, `group_id`),
  KEY `status_and_bucket` (`status_id`, `bucket_id`),
  KEY `status_and_owner` (`status_id`, `owner_id`),
  KEY `last_wrote_address_id` (`last_wrote_address_id`),
  KEY `first_message_id` (`first_message_id`),
  KEY `last_message_id` (`last_message_id`),
  KEY `closed_at` (`closed_at`),
  KEY `last_opened_and_status` (`last_opened_at`, `status_id`),
  KEY `elapsed_status_open` (`elapsed_status_open`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `message` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `ticket_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `created_date` INT UNSIGNED DEFAULT NULL,
  `address_id` INT UNSIGNED DEFAULT NULL,
  `is_outgoing` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_extension` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_key` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_size` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `response_time` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_broadcast` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `is_not_sent` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `html_attachment_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `hash_header_message_id` VARCHAR(40) DEFAULT NULL,
  `was_encrypted` TINYINT(1) NOT NULL DEFAULT 0,
  `signed_key_fingerprint` VARCHAR(64) NOT NULL DEFAULT '',
  `signed_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `token` VARCHAR(16) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `created_date` (`created_date`),
  KEY `ticket_id` (`ticket_id`),
  KEY `is_outgoing` (`is_outgoing`),
  KEY `worker_id` (`worker_id`),
  KEY `hash_header_message_id` (`hash_header_message_id`(4)),
  KEY `was_encrypted` (`was_encrypted`),
  KEY `address_id` (`address_id`),
  KEY `token` (`token`(4)),
  KEY `storage_profile_created` (`storage_extension`, `storage_profile_id`, `created_date`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `message_headers` (
  `message_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `headers` TEXT,
  PRIMARY KEY (`message_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `requester` (
  `address_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `ticket_id` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`address_id`, `ticket_id`),
  KEY `address_id` (`address_id`),
  KEY `ticket_id` (`ticket_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `comment` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `context` VARCHAR(128) DEFAULT '',
  `context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `created` INT UNSIGNED NOT NULL DEFAULT 0,
  `comment` MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  `owner_context` VARCHAR(255) NOT NULL DEFAULT '',
  `owner_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_markdown` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `is_pinned` TINYINT NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `created` (`created`),
  KEY `context_and_id` (`context`, `context_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `mail_queue` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `type` VARCHAR(255) NOT NULL DEFAULT '',
  `ticket_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `hint_to` TEXT,
  `name` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `params_json` LONGTEXT,
  `is_queued` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `queue_fails` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `queue_delivery_date` INT UNSIGNED NOT NULL DEFAULT 0,
  `token` VARCHAR(16) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `worker_id` (`worker_id`),
  KEY `ticket_id` (`ticket_id`),
  KEY `updated` (`updated`),
  KEY `is_queued` (`is_queued`),
  KEY `queue_delivery_date` (`queue_delivery_date`),
  KEY `token` (`token`(4))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `attachment` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `mime_type` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_size` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_key` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_extension` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_sha1hash` VARCHAR(40) DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `updated` (`updated`),
  KEY `storage_sha1hash` (`storage_sha1hash`(4)),
  KEY `name` (`name`(6)),
  KEY `mime_type` (`mime_type`),
  KEY `profile_updated` (`storage_extension`, `storage_profile_id`, `updated`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `attachment_link` (
  `attachment_id` INT UNSIGNED NOT NULL,
  `context` VARCHAR(128) NOT NULL DEFAULT '',
  `context_id` INT UNSIGNED NOT NULL,
  PRIMARY KEY (`attachment_id`, `context`, `context_id`),
  KEY `attachment_id` (`attachment_id`),
  KEY `context_and_id` (`context`, `context_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `context_avatar` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `context` VARCHAR(255) DEFAULT '',
  `context_id` INT UNSIGNED DEFAULT 0,
  `content_type` VARCHAR(255) NOT NULL DEFAULT '',
  `is_approved` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_extension` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_key` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_size` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `context_and_id` (`context`, `context_id`),
  KEY `storage_profile_updated` (`storage_extension`, `storage_profile_id`, `updated_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `resource` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `description` VARCHAR(255) NOT NULL DEFAULT '',
  `extension_id` VARCHAR(255) NOT NULL DEFAULT '',
  `extension_kata` TEXT,
  `expires_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_dynamic` TINYINT(1) NOT NULL DEFAULT 0,
  `automation_kata` TEXT,
  `storage_size` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_key` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_extension` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `cache_until` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`),
  KEY `extension_id` (`extension_id`),
  KEY `expires_at` (`expires_at`),
  KEY `updated_at` (`updated_at`),
  KEY `cache_until` (`cache_until`),
  KEY `storage_profile_updated` (`storage_extension`, `storage_profile_id`, `updated_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `automation_resource` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `token` VARCHAR(255) NOT NULL DEFAULT '',
  `mime_type` VARCHAR(255) NOT NULL DEFAULT '',
  `expires_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_size` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_key` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_extension` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  UNIQUE KEY `token` (`token`),
  KEY `expires_at` (`expires_at`),
  KEY `storage_extension` (`storage_extension`),
  KEY `updated_at` (`updated_at`),
  KEY `name_prefix` (`name`(8))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `record_changeset` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `record_type` VARCHAR(64) NOT NULL DEFAULT '',
  `record_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `record_key` VARCHAR(64) NOT NULL DEFAULT '',
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_sha1hash` VARCHAR(40) NOT NULL DEFAULT '',
  `storage_size` INT UNSIGNED NOT NULL DEFAULT 0,
  `storage_key` VARCHAR(64) NOT NULL DEFAULT '',
  `storage_extension` VARCHAR(128) NOT NULL DEFAULT '',
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `record` (`record_type`, `record_id`, `record_key`),
  KEY `storage_extension` (`storage_extension`, `storage_profile_id`, `created_at`),
  KEY `created_at` (`created_at`),
  KEY `worker_id` (`worker_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `storage_message_content` (
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `data` BLOB,
  `chunk` SMALLINT UNSIGNED DEFAULT 1,
  KEY `id_and_chunk` (`id`, `chunk`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `storage_record_changeset` (
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `data` BLOB,
  `chunk` SMALLINT UNSIGNED DEFAULT 1,
  KEY `id_and_chunk` (`id`, `chunk`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `storage_resources` (
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `data` BLOB,
  `chunk` SMALLINT UNSIGNED DEFAULT 1,
  KEY `id_and_chunk` (`id`, `chunk`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `storage_attachments` (
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `data` BLOB,
  `chunk` SMALLINT UNSIGNED DEFAULT 1,
  KEY `id_and_chunk` (`id`, `chunk`)
) ENGINE=InnoDB;

CREATE TABLE `devblocks_storage_profile` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(128) NOT NULL DEFAULT '',
  `extension_id` VARCHAR(255) NOT NULL DEFAULT '',
  `params_json` LONGTEXT,
  PRIMARY KEY (`id`),
  KEY `extension_id` (`extension_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `devblocks_storage_queue_delete` (
  `storage_namespace` VARCHAR(64) NOT NULL DEFAULT '',
  `storage_key` VARCHAR(255) NOT NULL DEFAULT '',
  `storage_extension` VARCHAR(128) NOT NULL DEFAULT '',
  `storage_profile_id` INT UNSIGNED NOT NULL DEFAULT 0,
  KEY `ns_ext_profile` (`storage_namespace`, `storage_extension`, `storage_profile_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `address` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `email` VARCHAR(255) NOT NULL DEFAULT '',
  `contact_org_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `num_spam` INT UNSIGNED NOT NULL DEFAULT 0,
  `num_nonspam` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_banned` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `is_defunct` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `contact_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `host` VARCHAR(255) NOT NULL DEFAULT '',
  `mail_transport_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_trusted` TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `contact_org_id` (`contact_org_id`),
  KEY `updated` (`updated`),
  KEY `contact_id` (`contact_id`),
  KEY `banned_and_defunct` (`is_banned`, `is_defunct`),
  KEY `email` (`email`(4)),
  KEY `host` (`host`(4)),
  KEY `mail_transport_id` (`mail_transport_id`),
  KEY `worker_id` (`worker_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `contact` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `first_name` VARCHAR(128) NOT NULL DEFAULT '',
  `last_name` VARCHAR(128) NOT NULL DEFAULT '',
  `title` VARCHAR(255) NOT NULL DEFAULT '',
  `org_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `username` VARCHAR(64) NOT NULL DEFAULT '',
  `gender` CHAR(1) NOT NULL DEFAULT '',
  `dob` DATE DEFAULT NULL,
  `location` VARCHAR(255) NOT NULL DEFAULT '',
  `primary_email_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `phone` VARCHAR(64) NOT NULL DEFAULT '',
  `mobile` VARCHAR(64) NOT NULL DEFAULT '',
  `auth_salt` VARCHAR(64) NOT NULL DEFAULT '',
  `auth_password` VARCHAR(64) NOT NULL DEFAULT '',
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `last_login_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `language` VARCHAR(16) NOT NULL DEFAULT '',
  `timezone` VARCHAR(128) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `username` (`username`(8)),
  KEY `primary_email_id` (`primary_email_id`),
  KEY `org_id` (`org_id`),
  KEY `language` (`language`),
  KEY `timezone` (`timezone`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `contact_org` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(128) NOT NULL DEFAULT '',
  `street` VARCHAR(128) NOT NULL DEFAULT '',
  `city` VARCHAR(64) NOT NULL DEFAULT '',
  `province` VARCHAR(64) NOT NULL DEFAULT '',
  `postal` VARCHAR(20) NOT NULL DEFAULT '',
  `country` VARCHAR(64) NOT NULL DEFAULT '',
  `phone` VARCHAR(32) NOT NULL DEFAULT '',
  `website` VARCHAR(128) NOT NULL DEFAULT '',
  `created` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `email_id` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `worker` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `first_name` VARCHAR(128) NOT NULL DEFAULT '',
  `last_name` VARCHAR(128) NOT NULL DEFAULT '',
  `title` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `is_superuser` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `is_disabled` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `at_mention_name` VARCHAR(64) DEFAULT NULL,
  `timezone` VARCHAR(255) NOT NULL DEFAULT '',
  `time_format` VARCHAR(64) NOT NULL DEFAULT '',
  `language` VARCHAR(16) NOT NULL DEFAULT '',
  `calendar_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `email_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `gender` CHAR(1) NOT NULL DEFAULT '',
  `dob` DATE DEFAULT NULL,
  `location` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `phone` VARCHAR(64) NOT NULL DEFAULT '',
  `mobile` VARCHAR(64) NOT NULL DEFAULT '',
  `is_mfa_required` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `is_password_disabled` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `timeout_idle_secs` INT UNSIGNED NOT NULL DEFAULT 0,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_ai` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `worker_auth_hash` (
  `worker_id` INT UNSIGNED NOT NULL,
  `pass_hash` VARCHAR(255) DEFAULT '',
  `pass_salt` VARCHAR(64) DEFAULT NULL,
  `method` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`worker_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `worker_pref` (
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `setting` VARCHAR(255) NOT NULL DEFAULT '',
  `value` MEDIUMTEXT,
  PRIMARY KEY (`worker_id`, `setting`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `worker_group` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `is_default` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `created` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_private` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `reply_address_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `reply_personal` VARCHAR(255) NOT NULL DEFAULT '',
  `reply_signature_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `reply_html_template_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `reply_signing_key_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `routing_kata` MEDIUMTEXT,
  `subject_has_mask` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `subject_prefix` VARCHAR(128) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `bucket` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `group_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `reply_address_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `reply_personal` VARCHAR(255) NOT NULL DEFAULT '',
  `reply_signature_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `reply_html_template_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_default` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `reply_signing_key_id` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_field` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(128) NOT NULL DEFAULT '',
  `type` VARCHAR(255) DEFAULT NULL,
  `pos` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `params_json` TEXT,
  `context` VARCHAR(255) NOT NULL DEFAULT '',
  `custom_fieldset_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `uri` VARCHAR(128) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `pos` (`pos`),
  KEY `context` (`context`),
  KEY `custom_fieldset_id` (`custom_fieldset_id`),
  KEY `uri` (`uri`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_field_stringvalue` (
  `field_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `field_value` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `context` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT '',
  KEY `field_id` (`field_id`),
  KEY `context_and_id` (`context`, `context_id`),
  KEY `field_id_and_value` (`field_id`, `field_value`(8))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_field_clobvalue` (
  `field_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `field_value` MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  `context` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT '',
  KEY `field_id` (`field_id`),
  KEY `context_and_id` (`context`, `context_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_field_numbervalue` (
  `field_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `field_value` BIGINT NOT NULL DEFAULT 0,
  `context` VARCHAR(255) NOT NULL DEFAULT '',
  KEY `field_id` (`field_id`),
  KEY `context_and_id` (`context`, `context_id`),
  KEY `field_id_and_value` (`field_id`, `field_value`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_field_geovalue` (
  `field_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `field_value` POINT NOT NULL,
  `context` VARCHAR(255) NOT NULL DEFAULT '',
  KEY `field_id` (`field_id`),
  KEY `context_and_id` (`context`, `context_id`),
  SPATIAL KEY `field_value` (`field_value`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `context_link` (
  `from_context` VARCHAR(128) DEFAULT '',
  `from_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `to_context` VARCHAR(128) DEFAULT '',
  `to_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  UNIQUE KEY `from_and_to` (`from_context`, `from_context_id`, `to_context`, `to_context_id`),
  KEY `from_context_and_id` (`from_context`, `from_context_id`),
  KEY `to_context_and_id` (`to_context`, `to_context_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `context_alias` (
  `context` VARCHAR(32) NOT NULL DEFAULT '',
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_primary` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `terms` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`context`, `id`, `terms`),
  FULLTEXT KEY `terms` (`terms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_record` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) DEFAULT '',
  `name_plural` VARCHAR(255) DEFAULT '',
  `uri` VARCHAR(255) DEFAULT '',
  `params_json` TEXT,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `updated_at` (`updated_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `custom_record_1` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) DEFAULT '',
  `owner_context` VARCHAR(255) DEFAULT '',
  `owner_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `name` (`name`(6)),
  KEY `created_at` (`created_at`),
  KEY `updated_at` (`updated_at`),
  KEY `owner` (`owner_context`, `owner_context_id`)
) ENGINE=InnoDB;

CREATE TABLE `context_activity_log` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `activity_point` VARCHAR(128) NOT NULL DEFAULT '',
  `actor_context` VARCHAR(255) NOT NULL DEFAULT '',
  `actor_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `target_context` VARCHAR(255) NOT NULL DEFAULT '',
  `target_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `created` INT UNSIGNED NOT NULL DEFAULT 0,
  `entry_json` TEXT,
  PRIMARY KEY (`id`),
  KEY `activity_point` (`activity_point`),
  KEY `actor` (`actor_context`, `actor_context_id`),
  KEY `target` (`target_context`, `target_context_id`),
  KEY `created` (`created`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `mail_delivery_log` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `type` VARCHAR(32) NOT NULL DEFAULT '',
  `status_id` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `status_message` VARCHAR(255) NOT NULL DEFAULT '',
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `to` VARCHAR(255) NOT NULL DEFAULT '',
  `from_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `subject` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `header_message_id` VARCHAR(255) NOT NULL DEFAULT '',
  `mail_transport_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `properties_json` MEDIUMTEXT,
  PRIMARY KEY (`id`),
  KEY `type` (`type`),
  KEY `created_at` (`created_at`),
  KEY `header_message_id` (`header_message_id`(8))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `mail_inbound_log` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `status_id` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `status_message` VARCHAR(255) NOT NULL DEFAULT '',
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `to` VARCHAR(255) NOT NULL DEFAULT '',
  `from_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `subject` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  `header_message_id` VARCHAR(255) NOT NULL DEFAULT '',
  `ticket_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `message_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `mailbox_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `parse_time_ms` INT UNSIGNED NOT NULL DEFAULT 0,
  `events_log_json` MEDIUMTEXT,
  PRIMARY KEY (`id`),
  KEY `created_at` (`created_at`),
  KEY `parse_time_ms` (`parse_time_ms`),
  KEY `from_id` (`from_id`),
  KEY `message_id` (`message_id`),
  KEY `header_message_id` (`header_message_id`(8))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `notification` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `created_date` INT UNSIGNED NOT NULL DEFAULT 0,
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_read` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `context` VARCHAR(255) NOT NULL DEFAULT '',
  `context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `entry_json` TEXT,
  `activity_point` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `created_date` (`created_date`),
  KEY `worker_id` (`worker_id`),
  KEY `is_read` (`is_read`),
  KEY `context` (`context`),
  KEY `context_id` (`context_id`),
  KEY `activity_point` (`activity_point`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `metric_value` (
  `metric_id` INT UNSIGNED NOT NULL,
  `granularity` MEDIUMINT UNSIGNED NOT NULL DEFAULT 0,
  `bin` INT UNSIGNED NOT NULL DEFAULT 0,
  `samples` MEDIUMINT NOT NULL DEFAULT 0,
  `sum` DECIMAL(22,4) NOT NULL DEFAULT 0.0000,
  `min` DECIMAL(22,4) NOT NULL DEFAULT 0.0000,
  `max` DECIMAL(22,4) NOT NULL DEFAULT 0.0000,
  `dim0_value_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `dim1_value_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `dim2_value_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `expires_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`metric_id`, `granularity`, `bin`, `dim0_value_id`, `dim1_value_id`, `dim2_value_id`),
  KEY `metric_dim0` (`metric_id`, `granularity`, `dim0_value_id`, `dim1_value_id`, `dim2_value_id`),
  KEY `metric_dim1` (`metric_id`, `granularity`, `bin`, `dim1_value_id`, `dim2_value_id`),
  KEY `metric_dim2` (`metric_id`, `granularity`, `bin`, `dim2_value_id`),
  KEY `expires_at` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `automation_log` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `automation_name` VARCHAR(255) NOT NULL DEFAULT '',
  `automation_node` VARCHAR(1024) NOT NULL DEFAULT '',
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `log_level` TINYINT UNSIGNED NOT NULL DEFAULT 7,
  `log_message` VARCHAR(1024) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `automation_name` (`automation_name`),
  KEY `created_at` (`created_at`),
  KEY `log_level` (`log_level`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `bayes_words` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `word` VARCHAR(64) NOT NULL DEFAULT '',
  `spam` INT UNSIGNED NOT NULL DEFAULT 0,
  `nonspam` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `word` (`word`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `cerb_property_store` (
  `extension_id` VARCHAR(128) NOT NULL DEFAULT '',
  `property` VARCHAR(128) NOT NULL DEFAULT '',
  `value` TEXT,
  PRIMARY KEY (`extension_id`, `property`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `cerb_patch_history` (
  `plugin_id` VARCHAR(255) NOT NULL DEFAULT '',
  `revision` MEDIUMINT UNSIGNED NOT NULL DEFAULT 0,
  `run_date` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`plugin_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `cerb_plugin` (
  `id` VARCHAR(255) NOT NULL,
  `enabled` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `description` TEXT,
  `author` VARCHAR(64) NOT NULL DEFAULT '',
  `version` INT UNSIGNED NOT NULL DEFAULT 0,
  `dir` VARCHAR(255) NOT NULL DEFAULT '',
  `link` VARCHAR(128) NOT NULL DEFAULT '',
  `manifest_cache_json` MEDIUMTEXT,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `devblocks_setting` (
  `plugin_id` VARCHAR(128) NOT NULL DEFAULT '',
  `setting` VARCHAR(128) NOT NULL DEFAULT '',
  `value` TEXT,
  PRIMARY KEY (`plugin_id`, `setting`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `devblocks_registry` (
  `entry_key` VARCHAR(255) NOT NULL DEFAULT '',
  `entry_type` VARCHAR(32) NOT NULL DEFAULT '',
  `entry_value` TEXT,
  `entry_expires_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`entry_key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `devblocks_session` (
  `session_id` CHAR(40) NOT NULL DEFAULT '',
  `session_token` VARCHAR(128) NOT NULL,
  `created` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `session_data` MEDIUMTEXT,
  `user_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `user_ip` VARCHAR(64) NOT NULL DEFAULT '',
  `user_agent` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`session_id`),
  KEY `created` (`created`),
  KEY `updated` (`updated`),
  KEY `session_token` (`session_token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `community_session` (
  `session_id` VARCHAR(64) NOT NULL,
  `created` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated` INT UNSIGNED NOT NULL DEFAULT 0,
  `properties` MEDIUMTEXT,
  `csrf_token` VARCHAR(255) NOT NULL DEFAULT '',
  `portal_id` BIGINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`session_id`),
  KEY `portal_id` (`portal_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `message_html_cache` (
  `message_id` INT UNSIGNED NOT NULL,
  `expires_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `html_content` MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  PRIMARY KEY (`message_id`),
  KEY `expires_at` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `explorer_set` (
  `hash` VARCHAR(40) NOT NULL,
  `pos` INT UNSIGNED NOT NULL DEFAULT 0,
  `params_json` LONGTEXT,
  KEY `hash` (`hash`(4)),
  KEY `pos` (`pos`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `worker_view_model` (
  `worker_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `view_id` VARCHAR(255) NOT NULL DEFAULT '',
  `is_ephemeral` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `class_name` VARCHAR(128) NOT NULL DEFAULT '',
  `title` VARCHAR(255) NOT NULL DEFAULT '',
  `options_json` TEXT,
  `columns_json` TEXT,
  `columns_hidden_json` TEXT,
  `params_query` TEXT,
  `params_editable_json` TEXT,
  `params_default_json` TEXT,
  `params_required_json` TEXT,
  `params_required_query` TEXT,
  `render_page` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `render_total` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `render_limit` SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  `render_template` VARCHAR(64) NOT NULL DEFAULT '',
  `render_subtotals` VARCHAR(128) NOT NULL DEFAULT '',
  `render_sort_json` VARCHAR(128) NOT NULL DEFAULT '',
  `params_timezone` VARCHAR(128) NOT NULL DEFAULT '',
  UNIQUE KEY `worker_to_view_id` (`worker_id`, `view_id`),
  KEY `worker_id` (`worker_id`),
  KEY `view_id` (`view_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `connected_account` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `owner_context` VARCHAR(255) NOT NULL DEFAULT '',
  `owner_context_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `params_json` TEXT,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `service_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `uri` VARCHAR(128) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`),
  KEY `owner` (`owner_context`, `owner_context_id`),
  KEY `uri` (`uri`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `mailbox` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `enabled` TINYINT UNSIGNED NOT NULL DEFAULT 1,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `protocol` VARCHAR(32) NOT NULL DEFAULT 'pop3',
  `host` VARCHAR(128) NOT NULL DEFAULT '',
  `username` VARCHAR(128) NOT NULL DEFAULT '',
  `password` VARCHAR(128) NOT NULL DEFAULT '',
  `port` SMALLINT UNSIGNED NOT NULL DEFAULT 110,
  `num_fails` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `delay_until` INT UNSIGNED NOT NULL DEFAULT 0,
  `timeout_secs` MEDIUMINT UNSIGNED NOT NULL DEFAULT 0,
  `max_msg_size_kb` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `checked_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `connected_account_id` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `mail_transport` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) DEFAULT '',
  `extension_id` VARCHAR(255) DEFAULT '',
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `params_json` TEXT,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `queue` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(128) NOT NULL DEFAULT '',
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `extension_id` VARCHAR(255) NOT NULL DEFAULT '',
  `extension_params_json` TEXT,
  `retry_max` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `retry_window_secs` INT UNSIGNED NOT NULL DEFAULT 86400,
  `claim_window_secs` INT UNSIGNED NOT NULL DEFAULT 3600,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name` (`name`),
  KEY `updated_at` (`updated_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `queue_message` (
  `uuid` BINARY(16) NOT NULL,
  `queue_id` INT UNSIGNED NOT NULL,
  `job_id` BIGINT UNSIGNED NOT NULL DEFAULT 0,
  `status_id` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `claim_id` BINARY(16) DEFAULT NULL,
  `message` MEDIUMTEXT,
  `available_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `claimed_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `cardinality` MEDIUMINT UNSIGNED NOT NULL DEFAULT 1,
  `processed_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `retry_count` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`uuid`),
  KEY `queue_claimed` (`queue_id`, `status_id`, `job_id`, `claim_id`),
  KEY `queue_depth` (`status_id`, `queue_id`, `available_at`),
  KEY `job_progress` (`job_id`, `status_id`, `available_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `queue_job_chunk` (
  `job_id` BIGINT UNSIGNED NOT NULL,
  `chunk_idx` INT UNSIGNED NOT NULL,
  `data` MEDIUMBLOB NOT NULL,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`job_id`, `chunk_idx`),
  KEY `idx_job` (`job_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `fulltext_message_content` (
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `content` LONGTEXT,
  PRIMARY KEY (`id`),
  FULLTEXT KEY `content` (`content`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE `fulltext_message_header` (
  `message_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `header_name` VARCHAR(255) NOT NULL DEFAULT '',
  `header_value` LONGTEXT,
  PRIMARY KEY (`message_id`, `header_name`),
  FULLTEXT KEY `header_value` (`header_value`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE `fulltext_comment_content` (
  `id` INT UNSIGNED NOT NULL DEFAULT 0,
  `content` LONGTEXT,
  `context_crc32` INT UNSIGNED DEFAULT 0,
  PRIMARY KEY (`id`),
  FULLTEXT KEY `content` (`content`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci;

CREATE TABLE `search_index` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `uri` VARCHAR(128) NOT NULL DEFAULT '',
  `record_type` VARCHAR(128) NOT NULL DEFAULT '',
  `record_filter` VARCHAR(128) NOT NULL DEFAULT '',
  `extension_id` VARCHAR(255) NOT NULL DEFAULT '',
  `extension_params_json` MEDIUMTEXT,
  `priority` TINYINT UNSIGNED NOT NULL DEFAULT 50,
  `created_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `updated_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `search_index_tokens` (
  `token_hash` BIGINT NOT NULL DEFAULT 0,
  `token` VARCHAR(255) NOT NULL DEFAULT '',
  `stem` VARCHAR(128) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT '',
  PRIMARY KEY (`token_hash`),
  KEY `stem` (`stem`(4)),
  KEY `token` (`token`(4))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `search_index_1` (
  `token_hash` BIGINT NOT NULL DEFAULT 0,
  `record_id` INT UNSIGNED NOT NULL DEFAULT 0,
  `token_tf` FLOAT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`token_hash`, `record_id`),
  KEY `record_id` (`record_id`)
) ENGINE=InnoDB;

CREATE TABLE `automation_timer` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `automations_kata` TEXT,
  `is_disabled` TINYINT(1) NOT NULL DEFAULT 0,
  `next_run_at` INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `automation_event` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `extension_id` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `automation_event_listener` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `event_name` VARCHAR(255) NOT NULL DEFAULT '',
  `is_disabled` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  `event_kata` MEDIUMTEXT,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `trigger_event` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `title` VARCHAR(255) NOT NULL DEFAULT '',
  `is_disabled` TINYINT NOT NULL DEFAULT 0,
  `event_point` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `reminder` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) NOT NULL DEFAULT '',
  `remind_at` INT UNSIGNED NOT NULL DEFAULT 0,
  `is_closed` TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;

CREATE TABLE `webhook_listener` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(255) DEFAULT '',
  `guid` VARCHAR(40) DEFAULT '',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
