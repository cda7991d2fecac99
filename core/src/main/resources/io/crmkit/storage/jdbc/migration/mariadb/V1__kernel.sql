CREATE TABLE `crmkit_type` (
  `name` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `number` SMALLINT NOT NULL,
  PRIMARY KEY (`name`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE `crmkit_choice` (
  `type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `field` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `position` SMALLINT NOT NULL,
  `constant` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`type`, `field`, `position`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE `crmkit_word` (
  `organization_id` BINARY(16) NOT NULL,
  `type` SMALLINT NOT NULL,
  `word` VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `id` BINARY(16) NOT NULL,
  PRIMARY KEY (`organization_id`, `type`, `word`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE `crmkit_entry` (
  `organization_id` BINARY(16) NOT NULL,
  `type` SMALLINT NOT NULL,
  `id` BINARY(16) NOT NULL,
  `field` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `value_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
  `value_int` BIGINT,
  `value_id` BINARY(16)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `crmkit_entry__organization_id__type__id__field_idx` ON `crmkit_entry` (`organization_id`, `type`, `id`, `field`);

CREATE INDEX `crmkit_entry__value_text_idx` ON `crmkit_entry` (`organization_id`, `type`, `field`, `value_text`(250), `id`);

CREATE INDEX `crmkit_entry__value_int_idx` ON `crmkit_entry` (`organization_id`, `type`, `field`, `value_int`, `id`);

CREATE INDEX `crmkit_entry__value_id_idx` ON `crmkit_entry` (`organization_id`, `type`, `field`, `value_id`, `id`);

CREATE TABLE `crmkit_note` (
  `organization_id` BINARY(16) NOT NULL,
  `kind` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `key` VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `value` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `expires_at` BIGINT,
  PRIMARY KEY (`organization_id`, `kind`, `key`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `crmkit_note__expires_at_idx` ON `crmkit_note` (`expires_at`);

CREATE TABLE `crmkit_event` (
  `organization_id` BINARY(16) NOT NULL,
  `id` BINARY(16) NOT NULL,
  `at` BIGINT NOT NULL,
  `actor_kind` VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `actor_id` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `action` VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `type` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `record_id` BINARY(16) NOT NULL,
  `version` BIGINT NOT NULL,
  `changes` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `metadata` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `salt` BINARY(16) NOT NULL,
  `hash` BINARY(32) NOT NULL,
  PRIMARY KEY (`organization_id`, `id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `crmkit_event__organization_id__type__record_id__at__id_idx` ON `crmkit_event` (`organization_id`, `type`, `record_id`, `at`, `id`);

CREATE TABLE `crmkit_event_order` (
  `position` BIGINT NOT NULL,
  `event_id` BINARY(16) NOT NULL,
  `organization_id` BINARY(16) NOT NULL,
  `hash` BINARY(32) NOT NULL,
  PRIMARY KEY (`position`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX `crmkit_event_order__organization_id__position_idx` ON `crmkit_event_order` (`organization_id`, `position`);

CREATE TABLE `crmkit_event_head` (
  `organization_id` BINARY(16) NOT NULL,
  `position` BIGINT NOT NULL,
  `hash` BINARY(32) NOT NULL,
  PRIMARY KEY (`organization_id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE `crmkit_event_todo` (
  `n` BIGINT NOT NULL AUTO_INCREMENT,
  `organization_id` BINARY(16) NOT NULL,
  `event_id` BINARY(16) NOT NULL,
  `hash` BINARY(32) NOT NULL,
  PRIMARY KEY (`n`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE `crmkit_sequencer` (
  `id` SMALLINT NOT NULL,
  `owner` VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `position` BIGINT NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
