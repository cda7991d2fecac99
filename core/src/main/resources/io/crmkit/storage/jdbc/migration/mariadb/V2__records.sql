CREATE TABLE `custom_field` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `target_type` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `key` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `label` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `kind` BIGINT,
  `options` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_required` TINYINT(1),
  `is_filterable` TINYINT(1),
  `privacy` BIGINT,
  `sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `custom_field__created_at_idx` ON `custom_field` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `custom_field__target_type__key_key` ON `custom_field` (`organization_id`, `target_type`, `key`, `live`);

CREATE INDEX `custom_field__target_type_idx` ON `custom_field` (`organization_id`, `target_type`, `id`);

CREATE INDEX `custom_field__deleted_at_idx` ON `custom_field` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `duplicate_rule` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `target_type` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `matches` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `action` BIGINT,
  `is_active` TINYINT(1),
  `sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `duplicate_rule__created_at_idx` ON `duplicate_rule` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `duplicate_rule__name_key` ON `duplicate_rule` (`organization_id`, `name`, `live`);

CREATE INDEX `duplicate_rule__target_type_idx` ON `duplicate_rule` (`organization_id`, `target_type`, `id`);

CREATE TABLE `import` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `target_type` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `file_id` BINARY(16),
  `mapping` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `key_field` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_dry_run` TINYINT(1),
  `state` BIGINT,
  `phase` BIGINT,
  `counts_read` BIGINT,
  `counts_created` BIGINT,
  `counts_updated` BIGINT,
  `counts_skipped` BIGINT,
  `counts_rejected` BIGINT,
  `resume_at` BIGINT,
  `failure` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `owner_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `import__created_at_idx` ON `import` (`organization_id`, `created_at`, `id`);

CREATE INDEX `import__file_id_idx` ON `import` (`organization_id`, `file_id`, `id`);

CREATE INDEX `import__owner_id_idx` ON `import` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `import__state_idx` ON `import` (`organization_id`, `state`, `id`);

CREATE TABLE `import_error` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `import_id` BINARY(16),
  `row` BIGINT,
  `column` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `code` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `message` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `import_error__created_at_idx` ON `import_error` (`organization_id`, `created_at`, `id`);

CREATE INDEX `import_error__import_id_idx` ON `import_error` (`organization_id`, `import_id`, `id`);

CREATE TABLE `organization` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `slug` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `status` BIGINT,
  `plan_type` BIGINT,
  `plan_status` BIGINT,
  `locale` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `time_zone` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `fiscal_year_start` BIGINT,
  `domains` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `logo_url` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `max_sessions` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `organization__created_at_idx` ON `organization` (`created_at`, `id`);

CREATE UNIQUE INDEX `organization__slug_key` ON `organization` (`slug`, `live`);

CREATE INDEX `organization__deleted_at_idx` ON `organization` (`deleted_at`, `id`);

CREATE TABLE `user` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `email` VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_prefix` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_first` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_middle` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_last` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_suffix` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_full` VARCHAR(250) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `phone` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `avatar_url` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_active` TINYINT(1),
  `email_verified_at` BIGINT,
  `last_login_at` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `user__created_at_idx` ON `user` (`created_at`, `id`);

CREATE UNIQUE INDEX `user__email_key` ON `user` (`email`, `live`);

CREATE INDEX `user__deleted_at_idx` ON `user` (`deleted_at`, `id`);

CREATE TABLE `credential` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `user_id` BINARY(16),
  `password_hash` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `password_changed_at` BIGINT,
  `failed_count` BIGINT,
  `locked_until` BIGINT,
  `totp_secret` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `totp_confirmed_at` BIGINT,
  `recovery_hashes` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `credential__created_at_idx` ON `credential` (`created_at`, `id`);

CREATE UNIQUE INDEX `credential__user_id_key` ON `credential` (`user_id`, `live`);

CREATE INDEX `credential__user_id_idx` ON `credential` (`user_id`, `id`);

CREATE TABLE `session` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `user_id` BINARY(16),
  `organization` BINARY(16),
  `token_hash` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `previous_token_hash` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `method` BIGINT,
  `device_address` VARCHAR(45) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `device_agent` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `device_label` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `active_until` BIGINT,
  `last_seen_at` BIGINT,
  `revoked_at` BIGINT,
  `revoked_reason` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `session__created_at_idx` ON `session` (`created_at`, `id`);

CREATE UNIQUE INDEX `session__token_hash_key` ON `session` (`token_hash`, `live`);

CREATE UNIQUE INDEX `session__previous_token_hash_key` ON `session` (`previous_token_hash`, `live`);

CREATE INDEX `session__user_id_idx` ON `session` (`user_id`, `id`);

CREATE INDEX `session__organization_idx` ON `session` (`organization`, `id`);

CREATE INDEX `session__active_until_idx` ON `session` (`active_until`, `id`);

CREATE TABLE `one_time_token` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `purpose` BIGINT,
  `token_hash` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `user_id` BINARY(16),
  `payload` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `expires_at` BIGINT,
  `used_at` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `one_time_token__created_at_idx` ON `one_time_token` (`created_at`, `id`);

CREATE UNIQUE INDEX `one_time_token__token_hash_key` ON `one_time_token` (`token_hash`, `live`);

CREATE INDEX `one_time_token__user_id_idx` ON `one_time_token` (`user_id`, `id`);

CREATE INDEX `one_time_token__expires_at_idx` ON `one_time_token` (`expires_at`, `id`);

CREATE TABLE `role` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `inherits` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_built_in` TINYINT(1),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `role__created_at_idx` ON `role` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `role__name_key` ON `role` (`organization_id`, `name`, `live`);

CREATE TABLE `team` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `parent_id` BINARY(16),
  `manager_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `team__created_at_idx` ON `team` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `team__name_key` ON `team` (`organization_id`, `name`, `live`);

CREATE INDEX `team__parent_id_idx` ON `team` (`organization_id`, `parent_id`, `id`);

CREATE INDEX `team__manager_id_idx` ON `team` (`organization_id`, `manager_id`, `id`);

CREATE TABLE `membership` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `user_id` BINARY(16),
  `role_ids` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `team_ids` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `account_id` BINARY(16),
  `contact_id` BINARY(16),
  `manager_id` BINARY(16),
  `title` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_active` TINYINT(1),
  `absence_from` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `absence_to` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `membership__created_at_idx` ON `membership` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `membership__user_id_key` ON `membership` (`organization_id`, `user_id`, `live`);

CREATE INDEX `membership__user_id_idx` ON `membership` (`organization_id`, `user_id`, `id`);

CREATE INDEX `membership__account_id_idx` ON `membership` (`organization_id`, `account_id`, `id`);

CREATE INDEX `membership__contact_id_idx` ON `membership` (`organization_id`, `contact_id`, `id`);

CREATE INDEX `membership__manager_id_idx` ON `membership` (`organization_id`, `manager_id`, `id`);

CREATE INDEX `membership__deleted_at_idx` ON `membership` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `grant` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `role_id` BINARY(16),
  `membership_id` BINARY(16),
  `permission` VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `scope` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `grant__created_at_idx` ON `grant` (`organization_id`, `created_at`, `id`);

CREATE INDEX `grant__role_id_idx` ON `grant` (`organization_id`, `role_id`, `id`);

CREATE INDEX `grant__membership_id_idx` ON `grant` (`organization_id`, `membership_id`, `id`);

CREATE TABLE `field_right` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `role_id` BINARY(16),
  `target_type` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `field` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `access` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `field_right__created_at_idx` ON `field_right` (`organization_id`, `created_at`, `id`);

CREATE INDEX `field_right__role_id_idx` ON `field_right` (`organization_id`, `role_id`, `id`);

CREATE TABLE `job` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `kind` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `organization` BINARY(16),
  `payload` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `state` BIGINT,
  `priority` BIGINT,
  `run_at` BIGINT,
  `attempts` BIGINT,
  `max_attempts` BIGINT,
  `lease_node` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `lease_until` BIGINT,
  `lease_heartbeat_at` BIGINT,
  `progress` BIGINT,
  `last_error` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `unique_key` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `job__created_at_idx` ON `job` (`created_at`, `id`);

CREATE UNIQUE INDEX `job__unique_key_key` ON `job` (`unique_key`, `live`);

CREATE INDEX `job__organization_idx` ON `job` (`organization`, `id`);

CREATE INDEX `job__kind_idx` ON `job` (`kind`, `id`);

CREATE INDEX `job__state_idx` ON `job` (`state`, `id`);

CREATE INDEX `job__state__priority__run_at_idx` ON `job` (`state`, `priority`, `run_at`, `id`);

CREATE TABLE `job_schedule` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `kind` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `organization` BINARY(16),
  `cron` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `zone` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_enabled` TINYINT(1),
  `next_run_at` BIGINT,
  `last_run_at` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `job_schedule__created_at_idx` ON `job_schedule` (`created_at`, `id`);

CREATE UNIQUE INDEX `job_schedule__organization__kind_key` ON `job_schedule` (`organization`, `kind`, `live`);

CREATE INDEX `job_schedule__organization_idx` ON `job_schedule` (`organization`, `id`);

CREATE INDEX `job_schedule__is_enabled__next_run_at_idx` ON `job_schedule` (`is_enabled`, `next_run_at`, `id`);

CREATE TABLE `webhook_endpoint` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `url` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `description` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `types` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `secret` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `previous_secret` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `previous_until` BIGINT,
  `state` BIGINT,
  `failing_since` BIGINT,
  `held_until` BIGINT,
  `position` BIGINT,
  `replay_to` BIGINT,
  `owner_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `webhook_endpoint__created_at_idx` ON `webhook_endpoint` (`organization_id`, `created_at`, `id`);

CREATE INDEX `webhook_endpoint__owner_id_idx` ON `webhook_endpoint` (`organization_id`, `owner_id`, `id`);

CREATE TABLE `webhook_delivery` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `endpoint_id` BINARY(16),
  `message_id` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `event_position` BIGINT,
  `event` VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `record_id` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `state` BIGINT,
  `attempts` BIGINT,
  `status_code` BIGINT,
  `took` BIGINT,
  `next_attempt_at` BIGINT,
  `answer` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `webhook_delivery__created_at_idx` ON `webhook_delivery` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `webhook_delivery__message_id_key` ON `webhook_delivery` (`organization_id`, `message_id`, `live`);

CREATE INDEX `webhook_delivery__endpoint_id_idx` ON `webhook_delivery` (`organization_id`, `endpoint_id`, `id`);

CREATE INDEX `webhook_delivery__state_idx` ON `webhook_delivery` (`organization_id`, `state`, `id`);

CREATE INDEX `webhook_delivery__endpoint_id__event_position_idx` ON `webhook_delivery` (`organization_id`, `endpoint_id`, `event_position`, `id`);

CREATE INDEX `webhook_delivery__endpoint_id__state__next_attempt_at_idx` ON `webhook_delivery` (`organization_id`, `endpoint_id`, `state`, `next_attempt_at`, `id`);

CREATE TABLE `inbound_webhook` (
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `provider` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `event_id` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `organization` BINARY(16),
  `headers` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `body` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `state` BIGINT,
  `attempts` BIGINT,
  `last_error` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `received_at` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `inbound_webhook__created_at_idx` ON `inbound_webhook` (`created_at`, `id`);

CREATE UNIQUE INDEX `inbound_webhook__provider__event_id_key` ON `inbound_webhook` (`provider`, `event_id`, `live`);

CREATE INDEX `inbound_webhook__organization_idx` ON `inbound_webhook` (`organization`, `id`);

CREATE INDEX `inbound_webhook__provider_idx` ON `inbound_webhook` (`provider`, `id`);

CREATE INDEX `inbound_webhook__state_idx` ON `inbound_webhook` (`state`, `id`);

CREATE INDEX `inbound_webhook__received_at_idx` ON `inbound_webhook` (`received_at`, `id`);

CREATE TABLE `draft` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `type` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `key` VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `data` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `expires_at` BIGINT,
  `owner_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `draft__created_at_idx` ON `draft` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `draft__type__key__owner_id_key` ON `draft` (`organization_id`, `type`, `key`, `owner_id`, `live`);

CREATE INDEX `draft__owner_id_idx` ON `draft` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `draft__expires_at_idx` ON `draft` (`organization_id`, `expires_at`, `id`);

CREATE TABLE `file` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `media_type` VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `size` BIGINT,
  `sha256` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `storage_key` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `state` BIGINT,
  `is_public` TINYINT(1),
  `image_width` BIGINT,
  `image_height` BIGINT,
  `image_thumbnail_key` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `related_to_id` BINARY(16),
  `related_to_type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `uploaded_by` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `file__created_at_idx` ON `file` (`organization_id`, `created_at`, `id`);

CREATE INDEX `file__related_to_id_idx` ON `file` (`organization_id`, `related_to_id`, `id`);

CREATE INDEX `file__uploaded_by_idx` ON `file` (`organization_id`, `uploaded_by`, `id`);

CREATE INDEX `file__sha256_idx` ON `file` (`organization_id`, `sha256`, `id`);

CREATE INDEX `file__deleted_at_idx` ON `file` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `document` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `title` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `kind` BIGINT,
  `revision` BIGINT,
  `status` BIGINT,
  `file_id` BINARY(16),
  `previous_id` BINARY(16),
  `related_to_id` BINARY(16),
  `related_to_type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `expires_on` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `owner_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `document__created_at_idx` ON `document` (`organization_id`, `created_at`, `id`);

CREATE INDEX `document__file_id_idx` ON `document` (`organization_id`, `file_id`, `id`);

CREATE INDEX `document__previous_id_idx` ON `document` (`organization_id`, `previous_id`, `id`);

CREATE INDEX `document__related_to_id_idx` ON `document` (`organization_id`, `related_to_id`, `id`);

CREATE INDEX `document__owner_id_idx` ON `document` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `document__expires_on_idx` ON `document` (`organization_id`, `expires_on`, `id`);

CREATE INDEX `document__deleted_at_idx` ON `document` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `category` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `slug` VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `image_id` BINARY(16),
  `parent_id` BINARY(16),
  `is_active` TINYINT(1),
  `sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `category__created_at_idx` ON `category` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `category__slug_key` ON `category` (`organization_id`, `slug`, `live`);

CREATE UNIQUE INDEX `category__parent_id__name_key` ON `category` (`organization_id`, `parent_id`, `name`, `live`);

CREATE INDEX `category__image_id_idx` ON `category` (`organization_id`, `image_id`, `id`);

CREATE INDEX `category__parent_id_idx` ON `category` (`organization_id`, `parent_id`, `id`);

CREATE INDEX `category__deleted_at_idx` ON `category` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `product` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `code` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `category_id` BINARY(16),
  `price` BIGINT,
  `price_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `terms_original_price` BIGINT,
  `terms_original_price_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `terms_billing_period` BIGINT,
  `terms_tax_rate` BIGINT,
  `content_short_description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `content_description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `content_brand` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `content_images` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `content_tags` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `specifications_weight` VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `specifications_dimensions` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `specifications_material` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `specifications_color` VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `specifications_compatibility` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `specifications_intensity` BIGINT,
  `inventory_stock` BIGINT,
  `inventory_reserved` BIGINT,
  `inventory_low_stock_threshold` BIGINT,
  `inventory_is_tracked` TINYINT(1),
  `seo_slug` VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `seo_meta_title` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `seo_meta_description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `seo_keywords` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `rating_average` BIGINT,
  `rating_count` BIGINT,
  `is_active` TINYINT(1),
  `is_featured` TINYINT(1),
  `shelf_is_new` TINYINT(1),
  `shelf_is_best_seller` TINYINT(1),
  `shelf_sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `product__created_at_idx` ON `product` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `product__code_key` ON `product` (`organization_id`, `code`, `live`);

CREATE UNIQUE INDEX `product__seo_slug_key` ON `product` (`organization_id`, `seo_slug`, `live`);

CREATE INDEX `product__category_id_idx` ON `product` (`organization_id`, `category_id`, `id`);

CREATE INDEX `product__price_idx` ON `product` (`organization_id`, `price`, `id`);

CREATE INDEX `product__content_brand_idx` ON `product` (`organization_id`, `content_brand`, `id`);

CREATE INDEX `product__rating_average_idx` ON `product` (`organization_id`, `rating_average`, `id`);

CREATE INDEX `product__rating_count_idx` ON `product` (`organization_id`, `rating_count`, `id`);

CREATE INDEX `product__is_active_idx` ON `product` (`organization_id`, `is_active`, `id`);

CREATE INDEX `product__deleted_at_idx` ON `product` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `product_price` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `product_id` BINARY(16),
  `price` BIGINT,
  `price_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `valid_from` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `valid_to` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `minimum_quantity` BIGINT,
  `price_list` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `product_price__created_at_idx` ON `product_price` (`organization_id`, `created_at`, `id`);

CREATE INDEX `product_price__product_id_idx` ON `product_price` (`organization_id`, `product_id`, `id`);

CREATE TABLE `exchange_rate` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `base` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `quote` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `day` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `rate` BIGINT,
  `source` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `exchange_rate__created_at_idx` ON `exchange_rate` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `exchange_rate__base__quote__day_key` ON `exchange_rate` (`organization_id`, `base`, `quote`, `day`, `live`);

CREATE INDEX `exchange_rate__day_idx` ON `exchange_rate` (`organization_id`, `day`, `id`);

CREATE TABLE `account` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `kind` BIGINT,
  `parent_id` BINARY(16),
  `industry` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `region` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `vertical` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `security_posture` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `profile_website` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `profile_domains` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `profile_phone` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `profile_employees` BIGINT,
  `profile_annual_revenue` BIGINT,
  `profile_annual_revenue_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `profile_founded_year` BIGINT,
  `address_street` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_street2` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_city` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_region` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_postal_code` VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_country` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `owner_id` BINARY(16),
  `team_id` BINARY(16),
  `health_status` BIGINT,
  `health_score` BIGINT,
  `health_last_activity_at` BIGINT,
  `health_activity_count30` BIGINT,
  `health_is_low_engagement` TINYINT(1),
  `health_renewal_risk` TINYINT(1),
  `plan_type` BIGINT,
  `plan_status` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `account__created_at_idx` ON `account` (`organization_id`, `created_at`, `id`);

CREATE INDEX `account__parent_id_idx` ON `account` (`organization_id`, `parent_id`, `id`);

CREATE INDEX `account__owner_id_idx` ON `account` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `account__team_id_idx` ON `account` (`organization_id`, `team_id`, `id`);

CREATE INDEX `account__name_idx` ON `account` (`organization_id`, `name`, `id`);

CREATE INDEX `account__industry_idx` ON `account` (`organization_id`, `industry`, `id`);

CREATE INDEX `account__region_idx` ON `account` (`organization_id`, `region`, `id`);

CREATE INDEX `account__vertical_idx` ON `account` (`organization_id`, `vertical`, `id`);

CREATE INDEX `account__deleted_at_idx` ON `account` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `contact` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name_prefix` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_first` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_middle` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_last` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_suffix` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_full` VARCHAR(250) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email` VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `phone` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_mobile` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_other_phones` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_other_emails` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_email_opt_out` TINYINT(1),
  `reach_call_opt_out` TINYINT(1),
  `reach_sms_opt_out` TINYINT(1),
  `account_id` BINARY(16),
  `company` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `role` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `lead_source` BIGINT,
  `lead_heat` BIGINT,
  `heat_score` BIGINT,
  `status` BIGINT,
  `notes` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `owner_id` BINARY(16),
  `team_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `contact__created_at_idx` ON `contact` (`organization_id`, `created_at`, `id`);

CREATE INDEX `contact__account_id_idx` ON `contact` (`organization_id`, `account_id`, `id`);

CREATE INDEX `contact__owner_id_idx` ON `contact` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `contact__team_id_idx` ON `contact` (`organization_id`, `team_id`, `id`);

CREATE INDEX `contact__email_idx` ON `contact` (`organization_id`, `email`, `id`);

CREATE INDEX `contact__lead_heat_idx` ON `contact` (`organization_id`, `lead_heat`, `id`);

CREATE INDEX `contact__status_idx` ON `contact` (`organization_id`, `status`, `id`);

CREATE INDEX `contact__deleted_at_idx` ON `contact` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `contact_address` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `contact_id` BINARY(16),
  `type` BIGINT,
  `address_street` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_street2` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_city` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_region` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_postal_code` VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `address_country` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_default` TINYINT(1),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `contact_address__created_at_idx` ON `contact_address` (`organization_id`, `created_at`, `id`);

CREATE INDEX `contact_address__contact_id_idx` ON `contact_address` (`organization_id`, `contact_id`, `id`);

CREATE TABLE `interaction` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `contact_id` BINARY(16),
  `type` BIGINT,
  `points` BIGINT,
  `occurred_at` BIGINT,
  `source` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `detail` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `interaction__created_at_idx` ON `interaction` (`organization_id`, `created_at`, `id`);

CREATE INDEX `interaction__contact_id_idx` ON `interaction` (`organization_id`, `contact_id`, `id`);

CREATE INDEX `interaction__occurred_at_idx` ON `interaction` (`organization_id`, `occurred_at`, `id`);

CREATE TABLE `pipeline` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `is_default` TINYINT(1),
  `is_active` TINYINT(1),
  `sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `pipeline__created_at_idx` ON `pipeline` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `pipeline__name_key` ON `pipeline` (`organization_id`, `name`, `live`);

CREATE TABLE `stage` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `pipeline_id` BINARY(16),
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `kind` BIGINT,
  `probability` BIGINT,
  `forecast_category` BIGINT,
  `sort_order` BIGINT,
  `gate_required_fields` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `gate_minimum_meddic` BIGINT,
  `max_days` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `stage__created_at_idx` ON `stage` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `stage__pipeline_id__name_key` ON `stage` (`organization_id`, `pipeline_id`, `name`, `live`);

CREATE INDEX `stage__pipeline_id_idx` ON `stage` (`organization_id`, `pipeline_id`, `id`);

CREATE TABLE `opportunity` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `account_id` BINARY(16),
  `product_id` BINARY(16),
  `pipeline_id` BINARY(16),
  `stage_id` BINARY(16),
  `amount` BIGINT,
  `amount_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `close_date` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `forecast_probability` BIGINT,
  `forecast_category` BIGINT,
  `terms_recurring_amount` BIGINT,
  `terms_recurring_amount_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `terms_billing_period` BIGINT,
  `terms_renewal_date` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `terms_base_amount` BIGINT,
  `terms_base_amount_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `terms_rate` BIGINT,
  `terms_rate_on` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `meddic_metrics` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `meddic_economic_buyer_id` BINARY(16),
  `meddic_decision_criteria` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `meddic_decision_process` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `meddic_identified_pain` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `meddic_champion_id` BINARY(16),
  `meddic_score` BIGINT,
  `next_step_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `next_step_due_on` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `progress_outcome` BIGINT,
  `progress_closed_on` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `progress_stage_since` BIGINT,
  `progress_last_activity_at` BIGINT,
  `progress_health_score` BIGINT,
  `progress_is_at_risk` TINYINT(1),
  `progress_risk_reasons` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `progress_slip_count` BIGINT,
  `owner_id` BINARY(16),
  `team_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `opportunity__created_at_idx` ON `opportunity` (`organization_id`, `created_at`, `id`);

CREATE INDEX `opportunity__account_id_idx` ON `opportunity` (`organization_id`, `account_id`, `id`);

CREATE INDEX `opportunity__product_id_idx` ON `opportunity` (`organization_id`, `product_id`, `id`);

CREATE INDEX `opportunity__pipeline_id_idx` ON `opportunity` (`organization_id`, `pipeline_id`, `id`);

CREATE INDEX `opportunity__stage_id_idx` ON `opportunity` (`organization_id`, `stage_id`, `id`);

CREATE INDEX `opportunity__meddic_economic_buyer_id_idx` ON `opportunity` (`organization_id`, `meddic_economic_buyer_id`, `id`);

CREATE INDEX `opportunity__meddic_champion_id_idx` ON `opportunity` (`organization_id`, `meddic_champion_id`, `id`);

CREATE INDEX `opportunity__owner_id_idx` ON `opportunity` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `opportunity__team_id_idx` ON `opportunity` (`organization_id`, `team_id`, `id`);

CREATE INDEX `opportunity__close_date_idx` ON `opportunity` (`organization_id`, `close_date`, `id`);

CREATE INDEX `opportunity__forecast_probability_idx` ON `opportunity` (`organization_id`, `forecast_probability`, `id`);

CREATE INDEX `opportunity__forecast_category_idx` ON `opportunity` (`organization_id`, `forecast_category`, `id`);

CREATE INDEX `opportunity__terms_renewal_date_idx` ON `opportunity` (`organization_id`, `terms_renewal_date`, `id`);

CREATE INDEX `opportunity__next_step_due_on_idx` ON `opportunity` (`organization_id`, `next_step_due_on`, `id`);

CREATE INDEX `opportunity__progress_outcome_idx` ON `opportunity` (`organization_id`, `progress_outcome`, `id`);

CREATE INDEX `opportunity__progress_closed_on_idx` ON `opportunity` (`organization_id`, `progress_closed_on`, `id`);

CREATE INDEX `opportunity__progress_stage_since_idx` ON `opportunity` (`organization_id`, `progress_stage_since`, `id`);

CREATE INDEX `opportunity__progress_last_activity_at_idx` ON `opportunity` (`organization_id`, `progress_last_activity_at`, `id`);

CREATE INDEX `opportunity__progress_health_score_idx` ON `opportunity` (`organization_id`, `progress_health_score`, `id`);

CREATE INDEX `opportunity__progress_is_at_risk_idx` ON `opportunity` (`organization_id`, `progress_is_at_risk`, `id`);

CREATE INDEX `opportunity__progress_slip_count_idx` ON `opportunity` (`organization_id`, `progress_slip_count`, `id`);

CREATE INDEX `opportunity__deleted_at_idx` ON `opportunity` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `lead` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name_prefix` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_first` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_middle` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_last` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_suffix` VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `name_full` VARCHAR(250) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email` VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `phone` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `company` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `lead_source` BIGINT,
  `status` BIGINT,
  `status_detail` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `fit_industry` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `fit_company_size` BIGINT,
  `fit_region` VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `fit_budget` BIGINT,
  `fit_budget_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `fit_job_title` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `fit_website` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `score` BIGINT,
  `engagement_activity_count` BIGINT,
  `engagement_open_count` BIGINT,
  `engagement_last_activity_at` BIGINT,
  `engagement_engagement_score` BIGINT,
  `engagement_fit_score` BIGINT,
  `reach_mobile` VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_other_phones` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_other_emails` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `reach_email_opt_out` TINYINT(1),
  `reach_call_opt_out` TINYINT(1),
  `reach_sms_opt_out` TINYINT(1),
  `notes` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `owner_id` BINARY(16),
  `team_id` BINARY(16),
  `conversion_converted_at` BIGINT,
  `conversion_account_id` BINARY(16),
  `conversion_contact_id` BINARY(16),
  `conversion_opportunity_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `lead__created_at_idx` ON `lead` (`organization_id`, `created_at`, `id`);

CREATE INDEX `lead__owner_id_idx` ON `lead` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `lead__team_id_idx` ON `lead` (`organization_id`, `team_id`, `id`);

CREATE INDEX `lead__conversion_account_id_idx` ON `lead` (`organization_id`, `conversion_account_id`, `id`);

CREATE INDEX `lead__conversion_contact_id_idx` ON `lead` (`organization_id`, `conversion_contact_id`, `id`);

CREATE INDEX `lead__conversion_opportunity_id_idx` ON `lead` (`organization_id`, `conversion_opportunity_id`, `id`);

CREATE INDEX `lead__email_idx` ON `lead` (`organization_id`, `email`, `id`);

CREATE INDEX `lead__lead_source_idx` ON `lead` (`organization_id`, `lead_source`, `id`);

CREATE INDEX `lead__status_idx` ON `lead` (`organization_id`, `status`, `id`);

CREATE INDEX `lead__score_idx` ON `lead` (`organization_id`, `score`, `id`);

CREATE INDEX `lead__deleted_at_idx` ON `lead` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `opportunity_contact` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `opportunity_id` BINARY(16),
  `contact_id` BINARY(16),
  `role` BIGINT,
  `is_primary` TINYINT(1),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `opportunity_contact__created_at_idx` ON `opportunity_contact` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `opportunity_contact__opportunity_id__contact_id__role_key` ON `opportunity_contact` (`organization_id`, `opportunity_id`, `contact_id`, `role`, `live`);

CREATE INDEX `opportunity_contact__opportunity_id_idx` ON `opportunity_contact` (`organization_id`, `opportunity_id`, `id`);

CREATE INDEX `opportunity_contact__contact_id_idx` ON `opportunity_contact` (`organization_id`, `contact_id`, `id`);

CREATE TABLE `meddic_evidence` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `opportunity_id` BINARY(16),
  `element` BIGINT,
  `statement` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `source_id` BINARY(16),
  `source_type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `confirmed_at` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `meddic_evidence__created_at_idx` ON `meddic_evidence` (`organization_id`, `created_at`, `id`);

CREATE INDEX `meddic_evidence__opportunity_id_idx` ON `meddic_evidence` (`organization_id`, `opportunity_id`, `id`);

CREATE INDEX `meddic_evidence__source_id_idx` ON `meddic_evidence` (`organization_id`, `source_id`, `id`);

CREATE TABLE `stage_change` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `opportunity_id` BINARY(16),
  `from_stage_id` BINARY(16),
  `to_stage_id` BINARY(16),
  `at` BIGINT,
  `by_user_id` BINARY(16),
  `time_in_stage` BIGINT,
  `amount` BIGINT,
  `amount_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `close_date` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `stage_change__created_at_idx` ON `stage_change` (`organization_id`, `created_at`, `id`);

CREATE INDEX `stage_change__opportunity_id_idx` ON `stage_change` (`organization_id`, `opportunity_id`, `id`);

CREATE INDEX `stage_change__from_stage_id_idx` ON `stage_change` (`organization_id`, `from_stage_id`, `id`);

CREATE INDEX `stage_change__to_stage_id_idx` ON `stage_change` (`organization_id`, `to_stage_id`, `id`);

CREATE INDEX `stage_change__by_user_id_idx` ON `stage_change` (`organization_id`, `by_user_id`, `id`);

CREATE INDEX `stage_change__at_idx` ON `stage_change` (`organization_id`, `at`, `id`);

CREATE TABLE `line_item` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `opportunity_id` BINARY(16),
  `product_id` BINARY(16),
  `description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `quantity` BIGINT,
  `unit_price` BIGINT,
  `unit_price_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `discount` BIGINT,
  `discount_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `billing_period` BIGINT,
  `total_price` BIGINT,
  `total_price_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `line_item__created_at_idx` ON `line_item` (`organization_id`, `created_at`, `id`);

CREATE INDEX `line_item__opportunity_id_idx` ON `line_item` (`organization_id`, `opportunity_id`, `id`);

CREATE INDEX `line_item__product_id_idx` ON `line_item` (`organization_id`, `product_id`, `id`);

CREATE TABLE `win_loss` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `opportunity_id` BINARY(16),
  `outcome` BIGINT,
  `primary_reason` BIGINT,
  `reason_detail` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `competitor_name` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `lessons` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `amount` BIGINT,
  `amount_currency` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `closed_on` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `win_loss__created_at_idx` ON `win_loss` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `win_loss__opportunity_id_key` ON `win_loss` (`organization_id`, `opportunity_id`, `live`);

CREATE INDEX `win_loss__opportunity_id_idx` ON `win_loss` (`organization_id`, `opportunity_id`, `id`);

CREATE INDEX `win_loss__outcome_idx` ON `win_loss` (`organization_id`, `outcome`, `id`);

CREATE INDEX `win_loss__primary_reason_idx` ON `win_loss` (`organization_id`, `primary_reason`, `id`);

CREATE INDEX `win_loss__competitor_name_idx` ON `win_loss` (`organization_id`, `competitor_name`, `id`);

CREATE INDEX `win_loss__closed_on_idx` ON `win_loss` (`organization_id`, `closed_on`, `id`);

CREATE TABLE `assignment_rule` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `target_type` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `condition` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `strategy` BIGINT,
  `assignees` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `last_assigned` BIGINT,
  `is_active` TINYINT(1),
  `sort_order` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `assignment_rule__created_at_idx` ON `assignment_rule` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `assignment_rule__name_key` ON `assignment_rule` (`organization_id`, `name`, `live`);

CREATE INDEX `assignment_rule__target_type_idx` ON `assignment_rule` (`organization_id`, `target_type`, `id`);

CREATE TABLE `activity` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `type` BIGINT,
  `subject` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `body` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `related_to_id` BINARY(16),
  `related_to_type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `account_id` BINARY(16),
  `status` BIGINT,
  `occurred_at` BIGINT,
  `schedule_due_at` BIGINT,
  `schedule_ends_at` BIGINT,
  `schedule_remind_at` BIGINT,
  `schedule_completed_at` BIGINT,
  `schedule_location` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `outcome` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `sentiment` BIGINT,
  `email_message_id` VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email_thread_key` VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email_direction` BIGINT,
  `email_from` VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email_to` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email_cc` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `email_open_count` BIGINT,
  `email_html_file_id` BINARY(16),
  `visibility` BIGINT,
  `owner_id` BINARY(16),
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `search_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `activity__created_at_idx` ON `activity` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `activity__email_message_id_key` ON `activity` (`organization_id`, `email_message_id`, `live`);

CREATE INDEX `activity__related_to_id_idx` ON `activity` (`organization_id`, `related_to_id`, `id`);

CREATE INDEX `activity__account_id_idx` ON `activity` (`organization_id`, `account_id`, `id`);

CREATE INDEX `activity__email_html_file_id_idx` ON `activity` (`organization_id`, `email_html_file_id`, `id`);

CREATE INDEX `activity__owner_id_idx` ON `activity` (`organization_id`, `owner_id`, `id`);

CREATE INDEX `activity__type_idx` ON `activity` (`organization_id`, `type`, `id`);

CREATE INDEX `activity__occurred_at_idx` ON `activity` (`organization_id`, `occurred_at`, `id`);

CREATE INDEX `activity__schedule_due_at_idx` ON `activity` (`organization_id`, `schedule_due_at`, `id`);

CREATE INDEX `activity__schedule_remind_at_idx` ON `activity` (`organization_id`, `schedule_remind_at`, `id`);

CREATE INDEX `activity__sentiment_idx` ON `activity` (`organization_id`, `sentiment`, `id`);

CREATE INDEX `activity__email_thread_key_idx` ON `activity` (`organization_id`, `email_thread_key`, `id`);

CREATE INDEX `activity__deleted_at_idx` ON `activity` (`organization_id`, `deleted_at`, `id`);

CREATE TABLE `activity_link` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `created_at` BIGINT NOT NULL,
  `updated_at` BIGINT NOT NULL,
  `deleted_at` BIGINT,
  `activity_id` BINARY(16),
  `record_id` BINARY(16),
  `record_type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `role` BIGINT,
  `custom` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `live` TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `activity_link__created_at_idx` ON `activity_link` (`organization_id`, `created_at`, `id`);

CREATE UNIQUE INDEX `activity_link__activity_id__record_id__record_type_key` ON `activity_link` (`organization_id`, `activity_id`, `record_id`, `record_type`, `live`);

CREATE INDEX `activity_link__activity_id_idx` ON `activity_link` (`organization_id`, `activity_id`, `id`);

CREATE INDEX `activity_link__record_id_idx` ON `activity_link` (`organization_id`, `record_id`, `id`);

ALTER TABLE `import` ADD CONSTRAINT `import__file_id_fk` FOREIGN KEY (`organization_id`, `file_id`) REFERENCES `file` (`organization_id`, `id`);

ALTER TABLE `import` ADD CONSTRAINT `import__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `import_error` ADD CONSTRAINT `import_error__import_id_fk` FOREIGN KEY (`organization_id`, `import_id`) REFERENCES `import` (`organization_id`, `id`);

ALTER TABLE `credential` ADD CONSTRAINT `credential__user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`);

ALTER TABLE `session` ADD CONSTRAINT `session__user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`);

ALTER TABLE `session` ADD CONSTRAINT `session__organization_fk` FOREIGN KEY (`organization`) REFERENCES `organization` (`id`);

ALTER TABLE `one_time_token` ADD CONSTRAINT `one_time_token__user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`);

ALTER TABLE `team` ADD CONSTRAINT `team__parent_id_fk` FOREIGN KEY (`organization_id`, `parent_id`) REFERENCES `team` (`organization_id`, `id`);

ALTER TABLE `team` ADD CONSTRAINT `team__manager_id_fk` FOREIGN KEY (`manager_id`) REFERENCES `user` (`id`);

ALTER TABLE `membership` ADD CONSTRAINT `membership__user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`);

ALTER TABLE `membership` ADD CONSTRAINT `membership__account_id_fk` FOREIGN KEY (`organization_id`, `account_id`) REFERENCES `account` (`organization_id`, `id`);

ALTER TABLE `membership` ADD CONSTRAINT `membership__contact_id_fk` FOREIGN KEY (`organization_id`, `contact_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `membership` ADD CONSTRAINT `membership__manager_id_fk` FOREIGN KEY (`manager_id`) REFERENCES `user` (`id`);

ALTER TABLE `grant` ADD CONSTRAINT `grant__role_id_fk` FOREIGN KEY (`organization_id`, `role_id`) REFERENCES `role` (`organization_id`, `id`);

ALTER TABLE `grant` ADD CONSTRAINT `grant__membership_id_fk` FOREIGN KEY (`organization_id`, `membership_id`) REFERENCES `membership` (`organization_id`, `id`);

ALTER TABLE `field_right` ADD CONSTRAINT `field_right__role_id_fk` FOREIGN KEY (`organization_id`, `role_id`) REFERENCES `role` (`organization_id`, `id`);

ALTER TABLE `job` ADD CONSTRAINT `job__organization_fk` FOREIGN KEY (`organization`) REFERENCES `organization` (`id`);

ALTER TABLE `job_schedule` ADD CONSTRAINT `job_schedule__organization_fk` FOREIGN KEY (`organization`) REFERENCES `organization` (`id`);

ALTER TABLE `webhook_endpoint` ADD CONSTRAINT `webhook_endpoint__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `webhook_delivery` ADD CONSTRAINT `webhook_delivery__endpoint_id_fk` FOREIGN KEY (`organization_id`, `endpoint_id`) REFERENCES `webhook_endpoint` (`organization_id`, `id`);

ALTER TABLE `inbound_webhook` ADD CONSTRAINT `inbound_webhook__organization_fk` FOREIGN KEY (`organization`) REFERENCES `organization` (`id`);

ALTER TABLE `draft` ADD CONSTRAINT `draft__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `file` ADD CONSTRAINT `file__uploaded_by_fk` FOREIGN KEY (`uploaded_by`) REFERENCES `user` (`id`);

ALTER TABLE `document` ADD CONSTRAINT `document__file_id_fk` FOREIGN KEY (`organization_id`, `file_id`) REFERENCES `file` (`organization_id`, `id`);

ALTER TABLE `document` ADD CONSTRAINT `document__previous_id_fk` FOREIGN KEY (`organization_id`, `previous_id`) REFERENCES `document` (`organization_id`, `id`);

ALTER TABLE `document` ADD CONSTRAINT `document__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `category` ADD CONSTRAINT `category__image_id_fk` FOREIGN KEY (`organization_id`, `image_id`) REFERENCES `file` (`organization_id`, `id`);

ALTER TABLE `category` ADD CONSTRAINT `category__parent_id_fk` FOREIGN KEY (`organization_id`, `parent_id`) REFERENCES `category` (`organization_id`, `id`);

ALTER TABLE `product` ADD CONSTRAINT `product__category_id_fk` FOREIGN KEY (`organization_id`, `category_id`) REFERENCES `category` (`organization_id`, `id`);

ALTER TABLE `product_price` ADD CONSTRAINT `product_price__product_id_fk` FOREIGN KEY (`organization_id`, `product_id`) REFERENCES `product` (`organization_id`, `id`);

ALTER TABLE `account` ADD CONSTRAINT `account__parent_id_fk` FOREIGN KEY (`organization_id`, `parent_id`) REFERENCES `account` (`organization_id`, `id`);

ALTER TABLE `account` ADD CONSTRAINT `account__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `account` ADD CONSTRAINT `account__team_id_fk` FOREIGN KEY (`organization_id`, `team_id`) REFERENCES `team` (`organization_id`, `id`);

ALTER TABLE `contact` ADD CONSTRAINT `contact__account_id_fk` FOREIGN KEY (`organization_id`, `account_id`) REFERENCES `account` (`organization_id`, `id`);

ALTER TABLE `contact` ADD CONSTRAINT `contact__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `contact` ADD CONSTRAINT `contact__team_id_fk` FOREIGN KEY (`organization_id`, `team_id`) REFERENCES `team` (`organization_id`, `id`);

ALTER TABLE `contact_address` ADD CONSTRAINT `contact_address__contact_id_fk` FOREIGN KEY (`organization_id`, `contact_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `interaction` ADD CONSTRAINT `interaction__contact_id_fk` FOREIGN KEY (`organization_id`, `contact_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `stage` ADD CONSTRAINT `stage__pipeline_id_fk` FOREIGN KEY (`organization_id`, `pipeline_id`) REFERENCES `pipeline` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__account_id_fk` FOREIGN KEY (`organization_id`, `account_id`) REFERENCES `account` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__product_id_fk` FOREIGN KEY (`organization_id`, `product_id`) REFERENCES `product` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__pipeline_id_fk` FOREIGN KEY (`organization_id`, `pipeline_id`) REFERENCES `pipeline` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__stage_id_fk` FOREIGN KEY (`organization_id`, `stage_id`) REFERENCES `stage` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__meddic_economic_buyer_id_fk` FOREIGN KEY (`organization_id`, `meddic_economic_buyer_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__meddic_champion_id_fk` FOREIGN KEY (`organization_id`, `meddic_champion_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `opportunity` ADD CONSTRAINT `opportunity__team_id_fk` FOREIGN KEY (`organization_id`, `team_id`) REFERENCES `team` (`organization_id`, `id`);

ALTER TABLE `lead` ADD CONSTRAINT `lead__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `lead` ADD CONSTRAINT `lead__team_id_fk` FOREIGN KEY (`organization_id`, `team_id`) REFERENCES `team` (`organization_id`, `id`);

ALTER TABLE `lead` ADD CONSTRAINT `lead__conversion_account_id_fk` FOREIGN KEY (`organization_id`, `conversion_account_id`) REFERENCES `account` (`organization_id`, `id`);

ALTER TABLE `lead` ADD CONSTRAINT `lead__conversion_contact_id_fk` FOREIGN KEY (`organization_id`, `conversion_contact_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `lead` ADD CONSTRAINT `lead__conversion_opportunity_id_fk` FOREIGN KEY (`organization_id`, `conversion_opportunity_id`) REFERENCES `opportunity` (`organization_id`, `id`);

ALTER TABLE `opportunity_contact` ADD CONSTRAINT `opportunity_contact__opportunity_id_fk` FOREIGN KEY (`organization_id`, `opportunity_id`) REFERENCES `opportunity` (`organization_id`, `id`);

ALTER TABLE `opportunity_contact` ADD CONSTRAINT `opportunity_contact__contact_id_fk` FOREIGN KEY (`organization_id`, `contact_id`) REFERENCES `contact` (`organization_id`, `id`);

ALTER TABLE `meddic_evidence` ADD CONSTRAINT `meddic_evidence__opportunity_id_fk` FOREIGN KEY (`organization_id`, `opportunity_id`) REFERENCES `opportunity` (`organization_id`, `id`);

ALTER TABLE `stage_change` ADD CONSTRAINT `stage_change__opportunity_id_fk` FOREIGN KEY (`organization_id`, `opportunity_id`) REFERENCES `opportunity` (`organization_id`, `id`);

ALTER TABLE `stage_change` ADD CONSTRAINT `stage_change__from_stage_id_fk` FOREIGN KEY (`organization_id`, `from_stage_id`) REFERENCES `stage` (`organization_id`, `id`);

ALTER TABLE `stage_change` ADD CONSTRAINT `stage_change__to_stage_id_fk` FOREIGN KEY (`organization_id`, `to_stage_id`) REFERENCES `stage` (`organization_id`, `id`);

ALTER TABLE `stage_change` ADD CONSTRAINT `stage_change__by_user_id_fk` FOREIGN KEY (`by_user_id`) REFERENCES `user` (`id`);

ALTER TABLE `line_item` ADD CONSTRAINT `line_item__opportunity_id_fk` FOREIGN KEY (`organization_id`, `opportunity_id`) REFERENCES `opportunity` (`organization_id`, `id`);

ALTER TABLE `line_item` ADD CONSTRAINT `line_item__product_id_fk` FOREIGN KEY (`organization_id`, `product_id`) REFERENCES `product` (`organization_id`, `id`);

ALTER TABLE `win_loss` ADD CONSTRAINT `win_loss__opportunity_id_fk` FOREIGN KEY (`organization_id`, `opportunity_id`) REFERENCES `opportunity` (`organization_id`, `id`);

ALTER TABLE `activity` ADD CONSTRAINT `activity__account_id_fk` FOREIGN KEY (`organization_id`, `account_id`) REFERENCES `account` (`organization_id`, `id`);

ALTER TABLE `activity` ADD CONSTRAINT `activity__email_html_file_id_fk` FOREIGN KEY (`organization_id`, `email_html_file_id`) REFERENCES `file` (`organization_id`, `id`);

ALTER TABLE `activity` ADD CONSTRAINT `activity__owner_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `user` (`id`);

ALTER TABLE `activity_link` ADD CONSTRAINT `activity_link__activity_id_fk` FOREIGN KEY (`organization_id`, `activity_id`) REFERENCES `activity` (`organization_id`, `id`);
