CREATE TABLE "custom_field" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "target_type" text COLLATE "C",
  "key" text COLLATE "C",
  "label" text COLLATE "C",
  "kind" bigint,
  "options" text COLLATE "C",
  "is_required" boolean,
  "is_filterable" boolean,
  "privacy" bigint,
  "sort_order" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "custom_field__created_at_idx" ON "custom_field" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "custom_field__target_type__key_key" ON "custom_field" ("organization_id", "target_type" NULLS FIRST, "key" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "custom_field__target_type_idx" ON "custom_field" ("organization_id", "target_type" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "custom_field__deleted_at_idx" ON "custom_field" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "duplicate_rule" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "target_type" text COLLATE "C",
  "name" text COLLATE "C",
  "matches" text COLLATE "C",
  "action" bigint,
  "is_active" boolean,
  "sort_order" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "duplicate_rule__created_at_idx" ON "duplicate_rule" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "duplicate_rule__name_key" ON "duplicate_rule" ("organization_id", "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "duplicate_rule__target_type_idx" ON "duplicate_rule" ("organization_id", "target_type" NULLS FIRST, "id");

CREATE TABLE "import" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "target_type" text COLLATE "C",
  "file_id" uuid,
  "mapping" text COLLATE "C",
  "key_field" text COLLATE "C",
  "is_dry_run" boolean,
  "state" bigint,
  "phase" bigint,
  "counts_read" bigint,
  "counts_created" bigint,
  "counts_updated" bigint,
  "counts_skipped" bigint,
  "counts_rejected" bigint,
  "resume_at" bigint,
  "failure" text COLLATE "C",
  "owner_id" uuid,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "import__created_at_idx" ON "import" ("organization_id", "created_at", "id");

CREATE INDEX "import__file_id_idx" ON "import" ("organization_id", "file_id" NULLS FIRST, "id");

CREATE INDEX "import__owner_id_idx" ON "import" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "import__state_idx" ON "import" ("organization_id", "state" NULLS FIRST, "id");

CREATE TABLE "import_error" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "import_id" uuid,
  "row" bigint,
  "column" text COLLATE "C",
  "code" text COLLATE "C",
  "message" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "import_error__created_at_idx" ON "import_error" ("organization_id", "created_at", "id");

CREATE INDEX "import_error__import_id_idx" ON "import_error" ("organization_id", "import_id" NULLS FIRST, "id");

CREATE TABLE "organization" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "slug" text COLLATE "C",
  "status" bigint,
  "plan_type" bigint,
  "plan_status" bigint,
  "locale" text COLLATE "C",
  "currency" text COLLATE "C",
  "time_zone" text COLLATE "C",
  "fiscal_year_start" bigint,
  "domains" text COLLATE "C",
  "logo_url" text COLLATE "C",
  "max_sessions" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "organization__created_at_idx" ON "organization" ("created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "organization__slug_key" ON "organization" ("slug" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "organization__deleted_at_idx" ON "organization" ("deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "user" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "email" text COLLATE "C",
  "name_prefix" text COLLATE "C",
  "name_first" text COLLATE "C",
  "name_middle" text COLLATE "C",
  "name_last" text COLLATE "C",
  "name_suffix" text COLLATE "C",
  "name_full" text COLLATE "C",
  "phone" text COLLATE "C",
  "avatar_url" text COLLATE "C",
  "is_active" boolean,
  "email_verified_at" bigint,
  "last_login_at" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "user__created_at_idx" ON "user" ("created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "user__email_key" ON "user" ("email" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "user__deleted_at_idx" ON "user" ("deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "credential" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "user_id" uuid,
  "password_hash" text COLLATE "C",
  "password_changed_at" bigint,
  "failed_count" bigint,
  "locked_until" bigint,
  "totp_secret" text COLLATE "C",
  "totp_confirmed_at" bigint,
  "recovery_hashes" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "credential__created_at_idx" ON "credential" ("created_at", "id");

CREATE UNIQUE INDEX "credential__user_id_key" ON "credential" ("user_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "credential__user_id_idx" ON "credential" ("user_id" NULLS FIRST, "id");

CREATE TABLE "session" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "user_id" uuid,
  "organization" uuid,
  "token_hash" text COLLATE "C",
  "previous_token_hash" text COLLATE "C",
  "method" bigint,
  "device_address" text COLLATE "C",
  "device_agent" text COLLATE "C",
  "device_label" text COLLATE "C",
  "active_until" bigint,
  "last_seen_at" bigint,
  "revoked_at" bigint,
  "revoked_reason" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "session__created_at_idx" ON "session" ("created_at", "id");

CREATE UNIQUE INDEX "session__token_hash_key" ON "session" ("token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "session__previous_token_hash_key" ON "session" ("previous_token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "session__user_id_idx" ON "session" ("user_id" NULLS FIRST, "id");

CREATE INDEX "session__organization_idx" ON "session" ("organization" NULLS FIRST, "id");

CREATE INDEX "session__active_until_idx" ON "session" ("active_until" NULLS FIRST, "id");

CREATE TABLE "one_time_token" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "purpose" bigint,
  "token_hash" text COLLATE "C",
  "user_id" uuid,
  "payload" text COLLATE "C",
  "expires_at" bigint,
  "used_at" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "one_time_token__created_at_idx" ON "one_time_token" ("created_at", "id");

CREATE UNIQUE INDEX "one_time_token__token_hash_key" ON "one_time_token" ("token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "one_time_token__user_id_idx" ON "one_time_token" ("user_id" NULLS FIRST, "id");

CREATE INDEX "one_time_token__expires_at_idx" ON "one_time_token" ("expires_at" NULLS FIRST, "id");

CREATE TABLE "role" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "description" text COLLATE "C",
  "inherits" text COLLATE "C",
  "is_built_in" boolean,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "role__created_at_idx" ON "role" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "role__name_key" ON "role" ("organization_id", "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE TABLE "team" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "parent_id" uuid,
  "manager_id" uuid,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "team__created_at_idx" ON "team" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "team__name_key" ON "team" ("organization_id", "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "team__parent_id_idx" ON "team" ("organization_id", "parent_id" NULLS FIRST, "id");

CREATE INDEX "team__manager_id_idx" ON "team" ("organization_id", "manager_id" NULLS FIRST, "id");

CREATE TABLE "membership" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "user_id" uuid,
  "role_ids" text COLLATE "C",
  "team_ids" text COLLATE "C",
  "account_id" uuid,
  "contact_id" uuid,
  "manager_id" uuid,
  "title" text COLLATE "C",
  "is_active" boolean,
  "absence_from" text COLLATE "C",
  "absence_to" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "membership__created_at_idx" ON "membership" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "membership__user_id_key" ON "membership" ("organization_id", "user_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "membership__user_id_idx" ON "membership" ("organization_id", "user_id" NULLS FIRST, "id");

CREATE INDEX "membership__account_id_idx" ON "membership" ("organization_id", "account_id" NULLS FIRST, "id");

CREATE INDEX "membership__contact_id_idx" ON "membership" ("organization_id", "contact_id" NULLS FIRST, "id");

CREATE INDEX "membership__manager_id_idx" ON "membership" ("organization_id", "manager_id" NULLS FIRST, "id");

CREATE INDEX "membership__deleted_at_idx" ON "membership" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "grant" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "role_id" uuid,
  "membership_id" uuid,
  "permission" text COLLATE "C",
  "scope" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "grant__created_at_idx" ON "grant" ("organization_id", "created_at", "id");

CREATE INDEX "grant__role_id_idx" ON "grant" ("organization_id", "role_id" NULLS FIRST, "id");

CREATE INDEX "grant__membership_id_idx" ON "grant" ("organization_id", "membership_id" NULLS FIRST, "id");

CREATE TABLE "field_right" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "role_id" uuid,
  "target_type" text COLLATE "C",
  "field" text COLLATE "C",
  "access" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "field_right__created_at_idx" ON "field_right" ("organization_id", "created_at", "id");

CREATE INDEX "field_right__role_id_idx" ON "field_right" ("organization_id", "role_id" NULLS FIRST, "id");

CREATE TABLE "job" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "kind" text COLLATE "C",
  "organization" uuid,
  "payload" text COLLATE "C",
  "state" bigint,
  "priority" bigint,
  "run_at" bigint,
  "attempts" bigint,
  "max_attempts" bigint,
  "lease_node" text COLLATE "C",
  "lease_until" bigint,
  "lease_heartbeat_at" bigint,
  "progress" bigint,
  "last_error" text COLLATE "C",
  "unique_key" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "job__created_at_idx" ON "job" ("created_at", "id");

CREATE UNIQUE INDEX "job__unique_key_key" ON "job" ("unique_key" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "job__organization_idx" ON "job" ("organization" NULLS FIRST, "id");

CREATE INDEX "job__kind_idx" ON "job" ("kind" NULLS FIRST, "id");

CREATE INDEX "job__state_idx" ON "job" ("state" NULLS FIRST, "id");

CREATE INDEX "job__state__priority__run_at_idx" ON "job" ("state" NULLS FIRST, "priority" NULLS FIRST, "run_at" NULLS FIRST, "id");

CREATE TABLE "job_schedule" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "kind" text COLLATE "C",
  "organization" uuid,
  "cron" text COLLATE "C",
  "zone" text COLLATE "C",
  "is_enabled" boolean,
  "next_run_at" bigint,
  "last_run_at" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "job_schedule__created_at_idx" ON "job_schedule" ("created_at", "id");

CREATE UNIQUE INDEX "job_schedule__organization__kind_key" ON "job_schedule" ("organization" NULLS FIRST, "kind" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "job_schedule__organization_idx" ON "job_schedule" ("organization" NULLS FIRST, "id");

CREATE INDEX "job_schedule__is_enabled__next_run_at_idx" ON "job_schedule" ("is_enabled" NULLS FIRST, "next_run_at" NULLS FIRST, "id");

CREATE TABLE "webhook_endpoint" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "url" text COLLATE "C",
  "description" text COLLATE "C",
  "types" text COLLATE "C",
  "secret" text COLLATE "C",
  "previous_secret" text COLLATE "C",
  "previous_until" bigint,
  "state" bigint,
  "failing_since" bigint,
  "held_until" bigint,
  "position" bigint,
  "replay_to" bigint,
  "owner_id" uuid,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "webhook_endpoint__created_at_idx" ON "webhook_endpoint" ("organization_id", "created_at", "id");

CREATE INDEX "webhook_endpoint__owner_id_idx" ON "webhook_endpoint" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE TABLE "webhook_delivery" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "endpoint_id" uuid,
  "message_id" text COLLATE "C",
  "event_position" bigint,
  "event" text COLLATE "C",
  "record_id" text COLLATE "C",
  "state" bigint,
  "attempts" bigint,
  "status_code" bigint,
  "took" bigint,
  "next_attempt_at" bigint,
  "answer" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "webhook_delivery__created_at_idx" ON "webhook_delivery" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "webhook_delivery__message_id_key" ON "webhook_delivery" ("organization_id", "message_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "webhook_delivery__endpoint_id_idx" ON "webhook_delivery" ("organization_id", "endpoint_id" NULLS FIRST, "id");

CREATE INDEX "webhook_delivery__state_idx" ON "webhook_delivery" ("organization_id", "state" NULLS FIRST, "id");

CREATE INDEX "webhook_delivery__endpoint_id__event_position_idx" ON "webhook_delivery" ("organization_id", "endpoint_id" NULLS FIRST, "event_position" NULLS FIRST, "id");

CREATE INDEX "webhook_delivery__endpoint_id__state__next_attempt_at_idx" ON "webhook_delivery" ("organization_id", "endpoint_id" NULLS FIRST, "state" NULLS FIRST, "next_attempt_at" NULLS FIRST, "id");

CREATE TABLE "inbound_webhook" (
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "provider" text COLLATE "C",
  "event_id" text COLLATE "C",
  "organization" uuid,
  "headers" text COLLATE "C",
  "body" text COLLATE "C",
  "state" bigint,
  "attempts" bigint,
  "last_error" text COLLATE "C",
  "received_at" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("id")
);

CREATE INDEX "inbound_webhook__created_at_idx" ON "inbound_webhook" ("created_at", "id");

CREATE UNIQUE INDEX "inbound_webhook__provider__event_id_key" ON "inbound_webhook" ("provider" NULLS FIRST, "event_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "inbound_webhook__organization_idx" ON "inbound_webhook" ("organization" NULLS FIRST, "id");

CREATE INDEX "inbound_webhook__provider_idx" ON "inbound_webhook" ("provider" NULLS FIRST, "id");

CREATE INDEX "inbound_webhook__state_idx" ON "inbound_webhook" ("state" NULLS FIRST, "id");

CREATE INDEX "inbound_webhook__received_at_idx" ON "inbound_webhook" ("received_at" NULLS FIRST, "id");

CREATE TABLE "draft" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "type" text COLLATE "C",
  "key" text COLLATE "C",
  "data" text COLLATE "C",
  "expires_at" bigint,
  "owner_id" uuid,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "draft__created_at_idx" ON "draft" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "draft__type__key__owner_id_key" ON "draft" ("organization_id", "type" NULLS FIRST, "key" NULLS FIRST, "owner_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "draft__owner_id_idx" ON "draft" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "draft__expires_at_idx" ON "draft" ("organization_id", "expires_at" NULLS FIRST, "id");

CREATE TABLE "file" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "media_type" text COLLATE "C",
  "size" bigint,
  "sha256" text COLLATE "C",
  "storage_key" text COLLATE "C",
  "state" bigint,
  "is_public" boolean,
  "image_width" bigint,
  "image_height" bigint,
  "image_thumbnail_key" text COLLATE "C",
  "related_to_id" uuid,
  "related_to_type" text COLLATE "C",
  "uploaded_by" uuid,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "file__created_at_idx" ON "file" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "file__related_to_id_idx" ON "file" ("organization_id", "related_to_id" NULLS FIRST, "id");

CREATE INDEX "file__uploaded_by_idx" ON "file" ("organization_id", "uploaded_by" NULLS FIRST, "id");

CREATE INDEX "file__sha256_idx" ON "file" ("organization_id", "sha256" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "file__deleted_at_idx" ON "file" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "document" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "title" text COLLATE "C",
  "kind" bigint,
  "revision" bigint,
  "status" bigint,
  "file_id" uuid,
  "previous_id" uuid,
  "related_to_id" uuid,
  "related_to_type" text COLLATE "C",
  "expires_on" text COLLATE "C",
  "owner_id" uuid,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "document__created_at_idx" ON "document" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "document__file_id_idx" ON "document" ("organization_id", "file_id" NULLS FIRST, "id");

CREATE INDEX "document__previous_id_idx" ON "document" ("organization_id", "previous_id" NULLS FIRST, "id");

CREATE INDEX "document__related_to_id_idx" ON "document" ("organization_id", "related_to_id" NULLS FIRST, "id");

CREATE INDEX "document__owner_id_idx" ON "document" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "document__expires_on_idx" ON "document" ("organization_id", "expires_on" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "document__deleted_at_idx" ON "document" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "category" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "slug" text COLLATE "C",
  "description" text COLLATE "C",
  "image_id" uuid,
  "parent_id" uuid,
  "is_active" boolean,
  "sort_order" bigint,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "category__created_at_idx" ON "category" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "category__slug_key" ON "category" ("organization_id", "slug" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "category__parent_id__name_key" ON "category" ("organization_id", "parent_id" NULLS FIRST, "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "category__image_id_idx" ON "category" ("organization_id", "image_id" NULLS FIRST, "id");

CREATE INDEX "category__parent_id_idx" ON "category" ("organization_id", "parent_id" NULLS FIRST, "id");

CREATE INDEX "category__deleted_at_idx" ON "category" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "product" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "code" text COLLATE "C",
  "category_id" uuid,
  "price" bigint,
  "price_currency" text COLLATE "C",
  "terms_original_price" bigint,
  "terms_original_price_currency" text COLLATE "C",
  "terms_billing_period" bigint,
  "terms_tax_rate" bigint,
  "content_short_description" text COLLATE "C",
  "content_description" text COLLATE "C",
  "content_brand" text COLLATE "C",
  "content_images" text COLLATE "C",
  "content_tags" text COLLATE "C",
  "specifications_weight" text COLLATE "C",
  "specifications_dimensions" text COLLATE "C",
  "specifications_material" text COLLATE "C",
  "specifications_color" text COLLATE "C",
  "specifications_compatibility" text COLLATE "C",
  "specifications_intensity" bigint,
  "inventory_stock" bigint,
  "inventory_reserved" bigint,
  "inventory_low_stock_threshold" bigint,
  "inventory_is_tracked" boolean,
  "seo_slug" text COLLATE "C",
  "seo_meta_title" text COLLATE "C",
  "seo_meta_description" text COLLATE "C",
  "seo_keywords" text COLLATE "C",
  "rating_average" bigint,
  "rating_count" bigint,
  "is_active" boolean,
  "is_featured" boolean,
  "shelf_is_new" boolean,
  "shelf_is_best_seller" boolean,
  "shelf_sort_order" bigint,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "product__created_at_idx" ON "product" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "product__code_key" ON "product" ("organization_id", "code" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "product__seo_slug_key" ON "product" ("organization_id", "seo_slug" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "product__category_id_idx" ON "product" ("organization_id", "category_id" NULLS FIRST, "id");

CREATE INDEX "product__price_idx" ON "product" ("organization_id", "price" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__content_brand_idx" ON "product" ("organization_id", "content_brand" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__rating_average_idx" ON "product" ("organization_id", "rating_average" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__rating_count_idx" ON "product" ("organization_id", "rating_count" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__is_active_idx" ON "product" ("organization_id", "is_active" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__deleted_at_idx" ON "product" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "product_price" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "product_id" uuid,
  "price" bigint,
  "price_currency" text COLLATE "C",
  "valid_from" text COLLATE "C",
  "valid_to" text COLLATE "C",
  "minimum_quantity" bigint,
  "price_list" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "product_price__created_at_idx" ON "product_price" ("organization_id", "created_at", "id");

CREATE INDEX "product_price__product_id_idx" ON "product_price" ("organization_id", "product_id" NULLS FIRST, "id");

CREATE TABLE "exchange_rate" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "base" text COLLATE "C",
  "quote" text COLLATE "C",
  "day" text COLLATE "C",
  "rate" bigint,
  "source" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "exchange_rate__created_at_idx" ON "exchange_rate" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "exchange_rate__base__quote__day_key" ON "exchange_rate" ("organization_id", "base" NULLS FIRST, "quote" NULLS FIRST, "day" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "exchange_rate__day_idx" ON "exchange_rate" ("organization_id", "day" NULLS FIRST, "id");

CREATE TABLE "account" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "kind" bigint,
  "parent_id" uuid,
  "industry" text COLLATE "C",
  "region" text COLLATE "C",
  "vertical" text COLLATE "C",
  "security_posture" text COLLATE "C",
  "profile_website" text COLLATE "C",
  "profile_domains" text COLLATE "C",
  "profile_phone" text COLLATE "C",
  "profile_employees" bigint,
  "profile_annual_revenue" bigint,
  "profile_annual_revenue_currency" text COLLATE "C",
  "profile_founded_year" bigint,
  "address_street" text COLLATE "C",
  "address_street2" text COLLATE "C",
  "address_city" text COLLATE "C",
  "address_region" text COLLATE "C",
  "address_postal_code" text COLLATE "C",
  "address_country" text COLLATE "C",
  "owner_id" uuid,
  "team_id" uuid,
  "health_status" bigint,
  "health_score" bigint,
  "health_last_activity_at" bigint,
  "health_activity_count30" bigint,
  "health_is_low_engagement" boolean,
  "health_renewal_risk" boolean,
  "plan_type" bigint,
  "plan_status" bigint,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "account__created_at_idx" ON "account" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__parent_id_idx" ON "account" ("organization_id", "parent_id" NULLS FIRST, "id");

CREATE INDEX "account__owner_id_idx" ON "account" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "account__team_id_idx" ON "account" ("organization_id", "team_id" NULLS FIRST, "id");

CREATE INDEX "account__name_idx" ON "account" ("organization_id", "name" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__industry_idx" ON "account" ("organization_id", "industry" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__region_idx" ON "account" ("organization_id", "region" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__vertical_idx" ON "account" ("organization_id", "vertical" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__deleted_at_idx" ON "account" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "contact" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name_prefix" text COLLATE "C",
  "name_first" text COLLATE "C",
  "name_middle" text COLLATE "C",
  "name_last" text COLLATE "C",
  "name_suffix" text COLLATE "C",
  "name_full" text COLLATE "C",
  "email" text COLLATE "C",
  "phone" text COLLATE "C",
  "reach_mobile" text COLLATE "C",
  "reach_other_phones" text COLLATE "C",
  "reach_other_emails" text COLLATE "C",
  "reach_email_opt_out" boolean,
  "reach_call_opt_out" boolean,
  "reach_sms_opt_out" boolean,
  "account_id" uuid,
  "company" text COLLATE "C",
  "role" text COLLATE "C",
  "lead_source" bigint,
  "lead_heat" bigint,
  "heat_score" bigint,
  "status" bigint,
  "notes" text COLLATE "C",
  "owner_id" uuid,
  "team_id" uuid,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "contact__created_at_idx" ON "contact" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__account_id_idx" ON "contact" ("organization_id", "account_id" NULLS FIRST, "id");

CREATE INDEX "contact__owner_id_idx" ON "contact" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "contact__team_id_idx" ON "contact" ("organization_id", "team_id" NULLS FIRST, "id");

CREATE INDEX "contact__email_idx" ON "contact" ("organization_id", "email" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__lead_heat_idx" ON "contact" ("organization_id", "lead_heat" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__status_idx" ON "contact" ("organization_id", "status" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__deleted_at_idx" ON "contact" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "contact_address" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "contact_id" uuid,
  "type" bigint,
  "address_street" text COLLATE "C",
  "address_street2" text COLLATE "C",
  "address_city" text COLLATE "C",
  "address_region" text COLLATE "C",
  "address_postal_code" text COLLATE "C",
  "address_country" text COLLATE "C",
  "is_default" boolean,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "contact_address__created_at_idx" ON "contact_address" ("organization_id", "created_at", "id");

CREATE INDEX "contact_address__contact_id_idx" ON "contact_address" ("organization_id", "contact_id" NULLS FIRST, "id");

CREATE TABLE "interaction" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "contact_id" uuid,
  "type" bigint,
  "points" bigint,
  "occurred_at" bigint,
  "source" text COLLATE "C",
  "detail" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "interaction__created_at_idx" ON "interaction" ("organization_id", "created_at", "id");

CREATE INDEX "interaction__contact_id_idx" ON "interaction" ("organization_id", "contact_id" NULLS FIRST, "id");

CREATE INDEX "interaction__occurred_at_idx" ON "interaction" ("organization_id", "occurred_at" NULLS FIRST, "id");

CREATE TABLE "pipeline" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "is_default" boolean,
  "is_active" boolean,
  "sort_order" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "pipeline__created_at_idx" ON "pipeline" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "pipeline__name_key" ON "pipeline" ("organization_id", "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE TABLE "stage" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "pipeline_id" uuid,
  "name" text COLLATE "C",
  "kind" bigint,
  "probability" bigint,
  "forecast_category" bigint,
  "sort_order" bigint,
  "gate_required_fields" text COLLATE "C",
  "gate_minimum_meddic" bigint,
  "max_days" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "stage__created_at_idx" ON "stage" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "stage__pipeline_id__name_key" ON "stage" ("organization_id", "pipeline_id" NULLS FIRST, "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "stage__pipeline_id_idx" ON "stage" ("organization_id", "pipeline_id" NULLS FIRST, "id");

CREATE TABLE "opportunity" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "account_id" uuid,
  "product_id" uuid,
  "pipeline_id" uuid,
  "stage_id" uuid,
  "amount" bigint,
  "amount_currency" text COLLATE "C",
  "close_date" text COLLATE "C",
  "forecast_probability" bigint,
  "forecast_category" bigint,
  "terms_recurring_amount" bigint,
  "terms_recurring_amount_currency" text COLLATE "C",
  "terms_billing_period" bigint,
  "terms_renewal_date" text COLLATE "C",
  "terms_base_amount" bigint,
  "terms_base_amount_currency" text COLLATE "C",
  "terms_rate" bigint,
  "terms_rate_on" text COLLATE "C",
  "meddic_metrics" text COLLATE "C",
  "meddic_economic_buyer_id" uuid,
  "meddic_decision_criteria" text COLLATE "C",
  "meddic_decision_process" text COLLATE "C",
  "meddic_identified_pain" text COLLATE "C",
  "meddic_champion_id" uuid,
  "meddic_score" bigint,
  "next_step_text" text COLLATE "C",
  "next_step_due_on" text COLLATE "C",
  "progress_outcome" bigint,
  "progress_closed_on" text COLLATE "C",
  "progress_stage_since" bigint,
  "progress_last_activity_at" bigint,
  "progress_health_score" bigint,
  "progress_is_at_risk" boolean,
  "progress_risk_reasons" text COLLATE "C",
  "progress_slip_count" bigint,
  "owner_id" uuid,
  "team_id" uuid,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "opportunity__created_at_idx" ON "opportunity" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__account_id_idx" ON "opportunity" ("organization_id", "account_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__product_id_idx" ON "opportunity" ("organization_id", "product_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__pipeline_id_idx" ON "opportunity" ("organization_id", "pipeline_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__stage_id_idx" ON "opportunity" ("organization_id", "stage_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__meddic_economic_buyer_id_idx" ON "opportunity" ("organization_id", "meddic_economic_buyer_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__meddic_champion_id_idx" ON "opportunity" ("organization_id", "meddic_champion_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__owner_id_idx" ON "opportunity" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__team_id_idx" ON "opportunity" ("organization_id", "team_id" NULLS FIRST, "id");

CREATE INDEX "opportunity__close_date_idx" ON "opportunity" ("organization_id", "close_date" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__forecast_probability_idx" ON "opportunity" ("organization_id", "forecast_probability" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__forecast_category_idx" ON "opportunity" ("organization_id", "forecast_category" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__terms_renewal_date_idx" ON "opportunity" ("organization_id", "terms_renewal_date" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__next_step_due_on_idx" ON "opportunity" ("organization_id", "next_step_due_on" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_outcome_idx" ON "opportunity" ("organization_id", "progress_outcome" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_closed_on_idx" ON "opportunity" ("organization_id", "progress_closed_on" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_stage_since_idx" ON "opportunity" ("organization_id", "progress_stage_since" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_last_activity_at_idx" ON "opportunity" ("organization_id", "progress_last_activity_at" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_health_score_idx" ON "opportunity" ("organization_id", "progress_health_score" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_is_at_risk_idx" ON "opportunity" ("organization_id", "progress_is_at_risk" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_slip_count_idx" ON "opportunity" ("organization_id", "progress_slip_count" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__deleted_at_idx" ON "opportunity" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "lead" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name_prefix" text COLLATE "C",
  "name_first" text COLLATE "C",
  "name_middle" text COLLATE "C",
  "name_last" text COLLATE "C",
  "name_suffix" text COLLATE "C",
  "name_full" text COLLATE "C",
  "email" text COLLATE "C",
  "phone" text COLLATE "C",
  "company" text COLLATE "C",
  "lead_source" bigint,
  "status" bigint,
  "status_detail" text COLLATE "C",
  "fit_industry" text COLLATE "C",
  "fit_company_size" bigint,
  "fit_region" text COLLATE "C",
  "fit_budget" bigint,
  "fit_budget_currency" text COLLATE "C",
  "fit_job_title" text COLLATE "C",
  "fit_website" text COLLATE "C",
  "score" bigint,
  "engagement_activity_count" bigint,
  "engagement_open_count" bigint,
  "engagement_last_activity_at" bigint,
  "engagement_engagement_score" bigint,
  "engagement_fit_score" bigint,
  "reach_mobile" text COLLATE "C",
  "reach_other_phones" text COLLATE "C",
  "reach_other_emails" text COLLATE "C",
  "reach_email_opt_out" boolean,
  "reach_call_opt_out" boolean,
  "reach_sms_opt_out" boolean,
  "notes" text COLLATE "C",
  "owner_id" uuid,
  "team_id" uuid,
  "conversion_converted_at" bigint,
  "conversion_account_id" uuid,
  "conversion_contact_id" uuid,
  "conversion_opportunity_id" uuid,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "lead__created_at_idx" ON "lead" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__owner_id_idx" ON "lead" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "lead__team_id_idx" ON "lead" ("organization_id", "team_id" NULLS FIRST, "id");

CREATE INDEX "lead__conversion_account_id_idx" ON "lead" ("organization_id", "conversion_account_id" NULLS FIRST, "id");

CREATE INDEX "lead__conversion_contact_id_idx" ON "lead" ("organization_id", "conversion_contact_id" NULLS FIRST, "id");

CREATE INDEX "lead__conversion_opportunity_id_idx" ON "lead" ("organization_id", "conversion_opportunity_id" NULLS FIRST, "id");

CREATE INDEX "lead__email_idx" ON "lead" ("organization_id", "email" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__lead_source_idx" ON "lead" ("organization_id", "lead_source" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__status_idx" ON "lead" ("organization_id", "status" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__score_idx" ON "lead" ("organization_id", "score" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__deleted_at_idx" ON "lead" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "opportunity_contact" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "opportunity_id" uuid,
  "contact_id" uuid,
  "role" bigint,
  "is_primary" boolean,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "opportunity_contact__created_at_idx" ON "opportunity_contact" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "opportunity_contact__opportunity_id__contact_id__role_key" ON "opportunity_contact" ("organization_id", "opportunity_id" NULLS FIRST, "contact_id" NULLS FIRST, "role" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity_contact__opportunity_id_idx" ON "opportunity_contact" ("organization_id", "opportunity_id" NULLS FIRST, "id");

CREATE INDEX "opportunity_contact__contact_id_idx" ON "opportunity_contact" ("organization_id", "contact_id" NULLS FIRST, "id");

CREATE TABLE "meddic_evidence" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "opportunity_id" uuid,
  "element" bigint,
  "statement" text COLLATE "C",
  "source_id" uuid,
  "source_type" text COLLATE "C",
  "confirmed_at" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "meddic_evidence__created_at_idx" ON "meddic_evidence" ("organization_id", "created_at", "id");

CREATE INDEX "meddic_evidence__opportunity_id_idx" ON "meddic_evidence" ("organization_id", "opportunity_id" NULLS FIRST, "id");

CREATE INDEX "meddic_evidence__source_id_idx" ON "meddic_evidence" ("organization_id", "source_id" NULLS FIRST, "id");

CREATE TABLE "stage_change" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "opportunity_id" uuid,
  "from_stage_id" uuid,
  "to_stage_id" uuid,
  "at" bigint,
  "by_user_id" uuid,
  "time_in_stage" bigint,
  "amount" bigint,
  "amount_currency" text COLLATE "C",
  "close_date" text COLLATE "C",
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "stage_change__created_at_idx" ON "stage_change" ("organization_id", "created_at", "id");

CREATE INDEX "stage_change__opportunity_id_idx" ON "stage_change" ("organization_id", "opportunity_id" NULLS FIRST, "id");

CREATE INDEX "stage_change__from_stage_id_idx" ON "stage_change" ("organization_id", "from_stage_id" NULLS FIRST, "id");

CREATE INDEX "stage_change__to_stage_id_idx" ON "stage_change" ("organization_id", "to_stage_id" NULLS FIRST, "id");

CREATE INDEX "stage_change__by_user_id_idx" ON "stage_change" ("organization_id", "by_user_id" NULLS FIRST, "id");

CREATE INDEX "stage_change__at_idx" ON "stage_change" ("organization_id", "at" NULLS FIRST, "id");

CREATE TABLE "line_item" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "opportunity_id" uuid,
  "product_id" uuid,
  "description" text COLLATE "C",
  "quantity" bigint,
  "unit_price" bigint,
  "unit_price_currency" text COLLATE "C",
  "discount" bigint,
  "discount_currency" text COLLATE "C",
  "billing_period" bigint,
  "total_price" bigint,
  "total_price_currency" text COLLATE "C",
  "sort_order" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "line_item__created_at_idx" ON "line_item" ("organization_id", "created_at", "id");

CREATE INDEX "line_item__opportunity_id_idx" ON "line_item" ("organization_id", "opportunity_id" NULLS FIRST, "id");

CREATE INDEX "line_item__product_id_idx" ON "line_item" ("organization_id", "product_id" NULLS FIRST, "id");

CREATE TABLE "win_loss" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "opportunity_id" uuid,
  "outcome" bigint,
  "primary_reason" bigint,
  "reason_detail" text COLLATE "C",
  "competitor_name" text COLLATE "C",
  "lessons" text COLLATE "C",
  "amount" bigint,
  "amount_currency" text COLLATE "C",
  "closed_on" text COLLATE "C",
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "win_loss__created_at_idx" ON "win_loss" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "win_loss__opportunity_id_key" ON "win_loss" ("organization_id", "opportunity_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "win_loss__opportunity_id_idx" ON "win_loss" ("organization_id", "opportunity_id" NULLS FIRST, "id");

CREATE INDEX "win_loss__outcome_idx" ON "win_loss" ("organization_id", "outcome" NULLS FIRST, "id");

CREATE INDEX "win_loss__primary_reason_idx" ON "win_loss" ("organization_id", "primary_reason" NULLS FIRST, "id");

CREATE INDEX "win_loss__competitor_name_idx" ON "win_loss" ("organization_id", "competitor_name" NULLS FIRST, "id");

CREATE INDEX "win_loss__closed_on_idx" ON "win_loss" ("organization_id", "closed_on" NULLS FIRST, "id");

CREATE TABLE "assignment_rule" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "name" text COLLATE "C",
  "target_type" text COLLATE "C",
  "condition" text COLLATE "C",
  "strategy" bigint,
  "assignees" text COLLATE "C",
  "last_assigned" bigint,
  "is_active" boolean,
  "sort_order" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "assignment_rule__created_at_idx" ON "assignment_rule" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "assignment_rule__name_key" ON "assignment_rule" ("organization_id", "name" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "assignment_rule__target_type_idx" ON "assignment_rule" ("organization_id", "target_type" NULLS FIRST, "id");

CREATE TABLE "activity" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "type" bigint,
  "subject" text COLLATE "C",
  "body" text COLLATE "C",
  "related_to_id" uuid,
  "related_to_type" text COLLATE "C",
  "account_id" uuid,
  "status" bigint,
  "occurred_at" bigint,
  "schedule_due_at" bigint,
  "schedule_ends_at" bigint,
  "schedule_remind_at" bigint,
  "schedule_completed_at" bigint,
  "schedule_location" text COLLATE "C",
  "outcome" text COLLATE "C",
  "sentiment" bigint,
  "email_message_id" text COLLATE "C",
  "email_thread_key" text COLLATE "C",
  "email_direction" bigint,
  "email_from" text COLLATE "C",
  "email_to" text COLLATE "C",
  "email_cc" text COLLATE "C",
  "email_open_count" bigint,
  "email_html_file_id" uuid,
  "visibility" bigint,
  "owner_id" uuid,
  "custom" text COLLATE "C",
  "search_text" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "activity__created_at_idx" ON "activity" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "activity__email_message_id_key" ON "activity" ("organization_id", "email_message_id" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__related_to_id_idx" ON "activity" ("organization_id", "related_to_id" NULLS FIRST, "id");

CREATE INDEX "activity__account_id_idx" ON "activity" ("organization_id", "account_id" NULLS FIRST, "id");

CREATE INDEX "activity__email_html_file_id_idx" ON "activity" ("organization_id", "email_html_file_id" NULLS FIRST, "id");

CREATE INDEX "activity__owner_id_idx" ON "activity" ("organization_id", "owner_id" NULLS FIRST, "id");

CREATE INDEX "activity__type_idx" ON "activity" ("organization_id", "type" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__occurred_at_idx" ON "activity" ("organization_id", "occurred_at" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__schedule_due_at_idx" ON "activity" ("organization_id", "schedule_due_at" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__schedule_remind_at_idx" ON "activity" ("organization_id", "schedule_remind_at" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__sentiment_idx" ON "activity" ("organization_id", "sentiment" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__email_thread_key_idx" ON "activity" ("organization_id", "email_thread_key" NULLS FIRST, "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__deleted_at_idx" ON "activity" ("organization_id", "deleted_at" NULLS FIRST, "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "activity_link" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "activity_id" uuid,
  "record_id" uuid,
  "record_type" text COLLATE "C",
  "role" bigint,
  "custom" text COLLATE "C",
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "activity_link__created_at_idx" ON "activity_link" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "activity_link__activity_id__record_id__record_type_key" ON "activity_link" ("organization_id", "activity_id" NULLS FIRST, "record_id" NULLS FIRST, "record_type" NULLS FIRST) WHERE "deleted_at" IS NULL;

CREATE INDEX "activity_link__activity_id_idx" ON "activity_link" ("organization_id", "activity_id" NULLS FIRST, "id");

CREATE INDEX "activity_link__record_id_idx" ON "activity_link" ("organization_id", "record_id" NULLS FIRST, "id");

ALTER TABLE "import" ADD CONSTRAINT "import__file_id_fk" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file" ("organization_id", "id");

ALTER TABLE "import" ADD CONSTRAINT "import__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "import_error" ADD CONSTRAINT "import_error__import_id_fk" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import" ("organization_id", "id");

ALTER TABLE "credential" ADD CONSTRAINT "credential__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id");

ALTER TABLE "session" ADD CONSTRAINT "session__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id");

ALTER TABLE "session" ADD CONSTRAINT "session__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id");

ALTER TABLE "one_time_token" ADD CONSTRAINT "one_time_token__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id");

ALTER TABLE "team" ADD CONSTRAINT "team__parent_id_fk" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "team" ("organization_id", "id");

ALTER TABLE "team" ADD CONSTRAINT "team__manager_id_fk" FOREIGN KEY ("manager_id") REFERENCES "user" ("id");

ALTER TABLE "membership" ADD CONSTRAINT "membership__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id");

ALTER TABLE "membership" ADD CONSTRAINT "membership__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id");

ALTER TABLE "membership" ADD CONSTRAINT "membership__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "membership" ADD CONSTRAINT "membership__manager_id_fk" FOREIGN KEY ("manager_id") REFERENCES "user" ("id");

ALTER TABLE "grant" ADD CONSTRAINT "grant__role_id_fk" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role" ("organization_id", "id");

ALTER TABLE "grant" ADD CONSTRAINT "grant__membership_id_fk" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership" ("organization_id", "id");

ALTER TABLE "field_right" ADD CONSTRAINT "field_right__role_id_fk" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role" ("organization_id", "id");

ALTER TABLE "job" ADD CONSTRAINT "job__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id");

ALTER TABLE "job_schedule" ADD CONSTRAINT "job_schedule__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id");

ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery__endpoint_id_fk" FOREIGN KEY ("organization_id", "endpoint_id") REFERENCES "webhook_endpoint" ("organization_id", "id");

ALTER TABLE "inbound_webhook" ADD CONSTRAINT "inbound_webhook__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id");

ALTER TABLE "draft" ADD CONSTRAINT "draft__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "file" ADD CONSTRAINT "file__uploaded_by_fk" FOREIGN KEY ("uploaded_by") REFERENCES "user" ("id");

ALTER TABLE "document" ADD CONSTRAINT "document__file_id_fk" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file" ("organization_id", "id");

ALTER TABLE "document" ADD CONSTRAINT "document__previous_id_fk" FOREIGN KEY ("organization_id", "previous_id") REFERENCES "document" ("organization_id", "id");

ALTER TABLE "document" ADD CONSTRAINT "document__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "category" ADD CONSTRAINT "category__image_id_fk" FOREIGN KEY ("organization_id", "image_id") REFERENCES "file" ("organization_id", "id");

ALTER TABLE "category" ADD CONSTRAINT "category__parent_id_fk" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "category" ("organization_id", "id");

ALTER TABLE "product" ADD CONSTRAINT "product__category_id_fk" FOREIGN KEY ("organization_id", "category_id") REFERENCES "category" ("organization_id", "id");

ALTER TABLE "product_price" ADD CONSTRAINT "product_price__product_id_fk" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product" ("organization_id", "id");

ALTER TABLE "account" ADD CONSTRAINT "account__parent_id_fk" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "account" ("organization_id", "id");

ALTER TABLE "account" ADD CONSTRAINT "account__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "account" ADD CONSTRAINT "account__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id");

ALTER TABLE "contact" ADD CONSTRAINT "contact__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id");

ALTER TABLE "contact" ADD CONSTRAINT "contact__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "contact" ADD CONSTRAINT "contact__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id");

ALTER TABLE "contact_address" ADD CONSTRAINT "contact_address__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "interaction" ADD CONSTRAINT "interaction__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "stage" ADD CONSTRAINT "stage__pipeline_id_fk" FOREIGN KEY ("organization_id", "pipeline_id") REFERENCES "pipeline" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__product_id_fk" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__pipeline_id_fk" FOREIGN KEY ("organization_id", "pipeline_id") REFERENCES "pipeline" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__stage_id_fk" FOREIGN KEY ("organization_id", "stage_id") REFERENCES "stage" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__meddic_economic_buyer_id_fk" FOREIGN KEY ("organization_id", "meddic_economic_buyer_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__meddic_champion_id_fk" FOREIGN KEY ("organization_id", "meddic_champion_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id");

ALTER TABLE "lead" ADD CONSTRAINT "lead__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "lead" ADD CONSTRAINT "lead__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id");

ALTER TABLE "lead" ADD CONSTRAINT "lead__conversion_account_id_fk" FOREIGN KEY ("organization_id", "conversion_account_id") REFERENCES "account" ("organization_id", "id");

ALTER TABLE "lead" ADD CONSTRAINT "lead__conversion_contact_id_fk" FOREIGN KEY ("organization_id", "conversion_contact_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "lead" ADD CONSTRAINT "lead__conversion_opportunity_id_fk" FOREIGN KEY ("organization_id", "conversion_opportunity_id") REFERENCES "opportunity" ("organization_id", "id");

ALTER TABLE "opportunity_contact" ADD CONSTRAINT "opportunity_contact__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id");

ALTER TABLE "opportunity_contact" ADD CONSTRAINT "opportunity_contact__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id");

ALTER TABLE "meddic_evidence" ADD CONSTRAINT "meddic_evidence__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id");

ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id");

ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change__from_stage_id_fk" FOREIGN KEY ("organization_id", "from_stage_id") REFERENCES "stage" ("organization_id", "id");

ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change__to_stage_id_fk" FOREIGN KEY ("organization_id", "to_stage_id") REFERENCES "stage" ("organization_id", "id");

ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change__by_user_id_fk" FOREIGN KEY ("by_user_id") REFERENCES "user" ("id");

ALTER TABLE "line_item" ADD CONSTRAINT "line_item__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id");

ALTER TABLE "line_item" ADD CONSTRAINT "line_item__product_id_fk" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product" ("organization_id", "id");

ALTER TABLE "win_loss" ADD CONSTRAINT "win_loss__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id");

ALTER TABLE "activity" ADD CONSTRAINT "activity__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id");

ALTER TABLE "activity" ADD CONSTRAINT "activity__email_html_file_id_fk" FOREIGN KEY ("organization_id", "email_html_file_id") REFERENCES "file" ("organization_id", "id");

ALTER TABLE "activity" ADD CONSTRAINT "activity__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id");

ALTER TABLE "activity_link" ADD CONSTRAINT "activity_link__activity_id_fk" FOREIGN KEY ("organization_id", "activity_id") REFERENCES "activity" ("organization_id", "id");
