CREATE TABLE "custom_field" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "target_type" TEXT,
  "key" TEXT,
  "label" TEXT,
  "kind" INTEGER,
  "options" TEXT,
  "is_required" INTEGER,
  "is_filterable" INTEGER,
  "privacy" INTEGER,
  "sort_order" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "custom_field__created_at_idx" ON "custom_field" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "custom_field__target_type__key_key" ON "custom_field" ("organization_id", "target_type", "key") WHERE "deleted_at" IS NULL;

CREATE INDEX "custom_field__target_type_idx" ON "custom_field" ("organization_id", "target_type", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "custom_field__deleted_at_idx" ON "custom_field" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "duplicate_rule" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "target_type" TEXT,
  "name" TEXT,
  "matches" TEXT,
  "action" INTEGER,
  "is_active" INTEGER,
  "sort_order" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "duplicate_rule__created_at_idx" ON "duplicate_rule" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "duplicate_rule__name_key" ON "duplicate_rule" ("organization_id", "name") WHERE "deleted_at" IS NULL;

CREATE INDEX "duplicate_rule__target_type_idx" ON "duplicate_rule" ("organization_id", "target_type", "id");

CREATE TABLE "import" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "target_type" TEXT,
  "file_id" BLOB,
  "mapping" TEXT,
  "key_field" TEXT,
  "is_dry_run" INTEGER,
  "state" INTEGER,
  "phase" INTEGER,
  "counts_read" INTEGER,
  "counts_created" INTEGER,
  "counts_updated" INTEGER,
  "counts_skipped" INTEGER,
  "counts_rejected" INTEGER,
  "resume_at" INTEGER,
  "failure" TEXT,
  "owner_id" BLOB,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "import__file_id_fk" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file" ("organization_id", "id"),
  CONSTRAINT "import__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "import__created_at_idx" ON "import" ("organization_id", "created_at", "id");

CREATE INDEX "import__file_id_idx" ON "import" ("organization_id", "file_id", "id");

CREATE INDEX "import__owner_id_idx" ON "import" ("organization_id", "owner_id", "id");

CREATE INDEX "import__state_idx" ON "import" ("organization_id", "state", "id");

CREATE TABLE "import_error" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "import_id" BLOB,
  "row" INTEGER,
  "column" TEXT,
  "code" TEXT,
  "message" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "import_error__import_id_fk" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import" ("organization_id", "id")
) STRICT;

CREATE INDEX "import_error__created_at_idx" ON "import_error" ("organization_id", "created_at", "id");

CREATE INDEX "import_error__import_id_idx" ON "import_error" ("organization_id", "import_id", "id");

CREATE TABLE "organization" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "slug" TEXT,
  "status" INTEGER,
  "plan_type" INTEGER,
  "plan_status" INTEGER,
  "locale" TEXT,
  "currency" TEXT,
  "time_zone" TEXT,
  "fiscal_year_start" INTEGER,
  "domains" TEXT,
  "logo_url" TEXT,
  "max_sessions" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("id")
) STRICT;

CREATE INDEX "organization__created_at_idx" ON "organization" ("created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "organization__slug_key" ON "organization" ("slug") WHERE "deleted_at" IS NULL;

CREATE INDEX "organization__deleted_at_idx" ON "organization" ("deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "user" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "email" TEXT,
  "name_prefix" TEXT,
  "name_first" TEXT,
  "name_middle" TEXT,
  "name_last" TEXT,
  "name_suffix" TEXT,
  "name_full" TEXT,
  "phone" TEXT,
  "avatar_url" TEXT,
  "is_active" INTEGER,
  "email_verified_at" INTEGER,
  "last_login_at" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("id")
) STRICT;

CREATE INDEX "user__created_at_idx" ON "user" ("created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "user__email_key" ON "user" ("email") WHERE "deleted_at" IS NULL;

CREATE INDEX "user__deleted_at_idx" ON "user" ("deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "credential" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "user_id" BLOB,
  "password_hash" TEXT,
  "password_changed_at" INTEGER,
  "failed_count" INTEGER,
  "locked_until" INTEGER,
  "totp_secret" TEXT,
  "totp_confirmed_at" INTEGER,
  "recovery_hashes" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("id"),
  CONSTRAINT "credential__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "credential__created_at_idx" ON "credential" ("created_at", "id");

CREATE UNIQUE INDEX "credential__user_id_key" ON "credential" ("user_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "credential__user_id_idx" ON "credential" ("user_id", "id");

CREATE TABLE "session" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "user_id" BLOB,
  "organization" BLOB,
  "token_hash" TEXT,
  "previous_token_hash" TEXT,
  "method" INTEGER,
  "device_address" TEXT,
  "device_agent" TEXT,
  "device_label" TEXT,
  "active_until" INTEGER,
  "last_seen_at" INTEGER,
  "revoked_at" INTEGER,
  "revoked_reason" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("id"),
  CONSTRAINT "session__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
  CONSTRAINT "session__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id")
) STRICT;

CREATE INDEX "session__created_at_idx" ON "session" ("created_at", "id");

CREATE UNIQUE INDEX "session__token_hash_key" ON "session" ("token_hash") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "session__previous_token_hash_key" ON "session" ("previous_token_hash") WHERE "deleted_at" IS NULL;

CREATE INDEX "session__user_id_idx" ON "session" ("user_id", "id");

CREATE INDEX "session__organization_idx" ON "session" ("organization", "id");

CREATE INDEX "session__active_until_idx" ON "session" ("active_until", "id");

CREATE TABLE "one_time_token" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "purpose" INTEGER,
  "token_hash" TEXT,
  "user_id" BLOB,
  "payload" TEXT,
  "expires_at" INTEGER,
  "used_at" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("id"),
  CONSTRAINT "one_time_token__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "one_time_token__created_at_idx" ON "one_time_token" ("created_at", "id");

CREATE UNIQUE INDEX "one_time_token__token_hash_key" ON "one_time_token" ("token_hash") WHERE "deleted_at" IS NULL;

CREATE INDEX "one_time_token__user_id_idx" ON "one_time_token" ("user_id", "id");

CREATE INDEX "one_time_token__expires_at_idx" ON "one_time_token" ("expires_at", "id");

CREATE TABLE "role" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "description" TEXT,
  "inherits" TEXT,
  "is_built_in" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "role__created_at_idx" ON "role" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "role__name_key" ON "role" ("organization_id", "name") WHERE "deleted_at" IS NULL;

CREATE TABLE "team" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "parent_id" BLOB,
  "manager_id" BLOB,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "team__parent_id_fk" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "team" ("organization_id", "id"),
  CONSTRAINT "team__manager_id_fk" FOREIGN KEY ("manager_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "team__created_at_idx" ON "team" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "team__name_key" ON "team" ("organization_id", "name") WHERE "deleted_at" IS NULL;

CREATE INDEX "team__parent_id_idx" ON "team" ("organization_id", "parent_id", "id");

CREATE INDEX "team__manager_id_idx" ON "team" ("organization_id", "manager_id", "id");

CREATE TABLE "membership" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "user_id" BLOB,
  "role_ids" TEXT,
  "team_ids" TEXT,
  "account_id" BLOB,
  "contact_id" BLOB,
  "manager_id" BLOB,
  "title" TEXT,
  "is_active" INTEGER,
  "absence_from" TEXT,
  "absence_to" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "membership__user_id_fk" FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
  CONSTRAINT "membership__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id"),
  CONSTRAINT "membership__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id"),
  CONSTRAINT "membership__manager_id_fk" FOREIGN KEY ("manager_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "membership__created_at_idx" ON "membership" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "membership__user_id_key" ON "membership" ("organization_id", "user_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "membership__user_id_idx" ON "membership" ("organization_id", "user_id", "id");

CREATE INDEX "membership__account_id_idx" ON "membership" ("organization_id", "account_id", "id");

CREATE INDEX "membership__contact_id_idx" ON "membership" ("organization_id", "contact_id", "id");

CREATE INDEX "membership__manager_id_idx" ON "membership" ("organization_id", "manager_id", "id");

CREATE INDEX "membership__deleted_at_idx" ON "membership" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "grant" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "role_id" BLOB,
  "membership_id" BLOB,
  "permission" TEXT,
  "scope" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "grant__role_id_fk" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role" ("organization_id", "id"),
  CONSTRAINT "grant__membership_id_fk" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership" ("organization_id", "id")
) STRICT;

CREATE INDEX "grant__created_at_idx" ON "grant" ("organization_id", "created_at", "id");

CREATE INDEX "grant__role_id_idx" ON "grant" ("organization_id", "role_id", "id");

CREATE INDEX "grant__membership_id_idx" ON "grant" ("organization_id", "membership_id", "id");

CREATE TABLE "field_right" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "role_id" BLOB,
  "target_type" TEXT,
  "field" TEXT,
  "access" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "field_right__role_id_fk" FOREIGN KEY ("organization_id", "role_id") REFERENCES "role" ("organization_id", "id")
) STRICT;

CREATE INDEX "field_right__created_at_idx" ON "field_right" ("organization_id", "created_at", "id");

CREATE INDEX "field_right__role_id_idx" ON "field_right" ("organization_id", "role_id", "id");

CREATE TABLE "job" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "kind" TEXT,
  "organization" BLOB,
  "payload" TEXT,
  "state" INTEGER,
  "priority" INTEGER,
  "run_at" INTEGER,
  "attempts" INTEGER,
  "max_attempts" INTEGER,
  "lease_node" TEXT,
  "lease_until" INTEGER,
  "lease_heartbeat_at" INTEGER,
  "progress" INTEGER,
  "last_error" TEXT,
  "unique_key" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("id"),
  CONSTRAINT "job__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id")
) STRICT;

CREATE INDEX "job__created_at_idx" ON "job" ("created_at", "id");

CREATE UNIQUE INDEX "job__unique_key_key" ON "job" ("unique_key") WHERE "deleted_at" IS NULL;

CREATE INDEX "job__organization_idx" ON "job" ("organization", "id");

CREATE INDEX "job__kind_idx" ON "job" ("kind", "id");

CREATE INDEX "job__state_idx" ON "job" ("state", "id");

CREATE INDEX "job__state__priority__run_at_idx" ON "job" ("state", "priority", "run_at", "id");

CREATE TABLE "job_schedule" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "kind" TEXT,
  "organization" BLOB,
  "cron" TEXT,
  "zone" TEXT,
  "is_enabled" INTEGER,
  "next_run_at" INTEGER,
  "last_run_at" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("id"),
  CONSTRAINT "job_schedule__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id")
) STRICT;

CREATE INDEX "job_schedule__created_at_idx" ON "job_schedule" ("created_at", "id");

CREATE UNIQUE INDEX "job_schedule__organization__kind_key" ON "job_schedule" ("organization", "kind") WHERE "deleted_at" IS NULL;

CREATE INDEX "job_schedule__organization_idx" ON "job_schedule" ("organization", "id");

CREATE INDEX "job_schedule__is_enabled__next_run_at_idx" ON "job_schedule" ("is_enabled", "next_run_at", "id");

CREATE TABLE "webhook_endpoint" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "url" TEXT,
  "description" TEXT,
  "types" TEXT,
  "secret" TEXT,
  "previous_secret" TEXT,
  "previous_until" INTEGER,
  "state" INTEGER,
  "failing_since" INTEGER,
  "held_until" INTEGER,
  "position" INTEGER,
  "replay_to" INTEGER,
  "owner_id" BLOB,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "webhook_endpoint__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "webhook_endpoint__created_at_idx" ON "webhook_endpoint" ("organization_id", "created_at", "id");

CREATE INDEX "webhook_endpoint__owner_id_idx" ON "webhook_endpoint" ("organization_id", "owner_id", "id");

CREATE TABLE "webhook_delivery" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "endpoint_id" BLOB,
  "message_id" TEXT,
  "event_position" INTEGER,
  "event" TEXT,
  "record_id" TEXT,
  "state" INTEGER,
  "attempts" INTEGER,
  "status_code" INTEGER,
  "took" INTEGER,
  "next_attempt_at" INTEGER,
  "answer" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "webhook_delivery__endpoint_id_fk" FOREIGN KEY ("organization_id", "endpoint_id") REFERENCES "webhook_endpoint" ("organization_id", "id")
) STRICT;

CREATE INDEX "webhook_delivery__created_at_idx" ON "webhook_delivery" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "webhook_delivery__message_id_key" ON "webhook_delivery" ("organization_id", "message_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "webhook_delivery__endpoint_id_idx" ON "webhook_delivery" ("organization_id", "endpoint_id", "id");

CREATE INDEX "webhook_delivery__state_idx" ON "webhook_delivery" ("organization_id", "state", "id");

CREATE INDEX "webhook_delivery__endpoint_id__event_position_idx" ON "webhook_delivery" ("organization_id", "endpoint_id", "event_position", "id");

CREATE INDEX "webhook_delivery__endpoint_id__state__next_attempt_at_idx" ON "webhook_delivery" ("organization_id", "endpoint_id", "state", "next_attempt_at", "id");

CREATE TABLE "inbound_webhook" (
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "provider" TEXT,
  "event_id" TEXT,
  "organization" BLOB,
  "headers" TEXT,
  "body" TEXT,
  "state" INTEGER,
  "attempts" INTEGER,
  "last_error" TEXT,
  "received_at" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("id"),
  CONSTRAINT "inbound_webhook__organization_fk" FOREIGN KEY ("organization") REFERENCES "organization" ("id")
) STRICT;

CREATE INDEX "inbound_webhook__created_at_idx" ON "inbound_webhook" ("created_at", "id");

CREATE UNIQUE INDEX "inbound_webhook__provider__event_id_key" ON "inbound_webhook" ("provider", "event_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "inbound_webhook__organization_idx" ON "inbound_webhook" ("organization", "id");

CREATE INDEX "inbound_webhook__provider_idx" ON "inbound_webhook" ("provider", "id");

CREATE INDEX "inbound_webhook__state_idx" ON "inbound_webhook" ("state", "id");

CREATE INDEX "inbound_webhook__received_at_idx" ON "inbound_webhook" ("received_at", "id");

CREATE TABLE "draft" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "type" TEXT,
  "key" TEXT,
  "data" TEXT,
  "expires_at" INTEGER,
  "owner_id" BLOB,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "draft__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "draft__created_at_idx" ON "draft" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "draft__type__key__owner_id_key" ON "draft" ("organization_id", "type", "key", "owner_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "draft__owner_id_idx" ON "draft" ("organization_id", "owner_id", "id");

CREATE INDEX "draft__expires_at_idx" ON "draft" ("organization_id", "expires_at", "id");

CREATE TABLE "file" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "media_type" TEXT,
  "size" INTEGER,
  "sha256" TEXT,
  "storage_key" TEXT,
  "state" INTEGER,
  "is_public" INTEGER,
  "image_width" INTEGER,
  "image_height" INTEGER,
  "image_thumbnail_key" TEXT,
  "related_to_id" BLOB,
  "related_to_type" TEXT,
  "uploaded_by" BLOB,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "file__uploaded_by_fk" FOREIGN KEY ("uploaded_by") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "file__created_at_idx" ON "file" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "file__related_to_id_idx" ON "file" ("organization_id", "related_to_id", "id");

CREATE INDEX "file__uploaded_by_idx" ON "file" ("organization_id", "uploaded_by", "id");

CREATE INDEX "file__sha256_idx" ON "file" ("organization_id", "sha256", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "file__deleted_at_idx" ON "file" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "document" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "title" TEXT,
  "kind" INTEGER,
  "revision" INTEGER,
  "status" INTEGER,
  "file_id" BLOB,
  "previous_id" BLOB,
  "related_to_id" BLOB,
  "related_to_type" TEXT,
  "expires_on" TEXT,
  "owner_id" BLOB,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "document__file_id_fk" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file" ("organization_id", "id"),
  CONSTRAINT "document__previous_id_fk" FOREIGN KEY ("organization_id", "previous_id") REFERENCES "document" ("organization_id", "id"),
  CONSTRAINT "document__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "document__created_at_idx" ON "document" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "document__file_id_idx" ON "document" ("organization_id", "file_id", "id");

CREATE INDEX "document__previous_id_idx" ON "document" ("organization_id", "previous_id", "id");

CREATE INDEX "document__related_to_id_idx" ON "document" ("organization_id", "related_to_id", "id");

CREATE INDEX "document__owner_id_idx" ON "document" ("organization_id", "owner_id", "id");

CREATE INDEX "document__expires_on_idx" ON "document" ("organization_id", "expires_on", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "document__deleted_at_idx" ON "document" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "category" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "slug" TEXT,
  "description" TEXT,
  "image_id" BLOB,
  "parent_id" BLOB,
  "is_active" INTEGER,
  "sort_order" INTEGER,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "category__image_id_fk" FOREIGN KEY ("organization_id", "image_id") REFERENCES "file" ("organization_id", "id"),
  CONSTRAINT "category__parent_id_fk" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "category" ("organization_id", "id")
) STRICT;

CREATE INDEX "category__created_at_idx" ON "category" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "category__slug_key" ON "category" ("organization_id", "slug") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "category__parent_id__name_key" ON "category" ("organization_id", "parent_id", "name") WHERE "deleted_at" IS NULL;

CREATE INDEX "category__image_id_idx" ON "category" ("organization_id", "image_id", "id");

CREATE INDEX "category__parent_id_idx" ON "category" ("organization_id", "parent_id", "id");

CREATE INDEX "category__deleted_at_idx" ON "category" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "product" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "code" TEXT,
  "category_id" BLOB,
  "price" INTEGER,
  "price_currency" TEXT,
  "terms_original_price" INTEGER,
  "terms_original_price_currency" TEXT,
  "terms_billing_period" INTEGER,
  "terms_tax_rate" INTEGER,
  "content_short_description" TEXT,
  "content_description" TEXT,
  "content_brand" TEXT,
  "content_images" TEXT,
  "content_tags" TEXT,
  "specifications_weight" TEXT,
  "specifications_dimensions" TEXT,
  "specifications_material" TEXT,
  "specifications_color" TEXT,
  "specifications_compatibility" TEXT,
  "specifications_intensity" INTEGER,
  "inventory_stock" INTEGER,
  "inventory_reserved" INTEGER,
  "inventory_low_stock_threshold" INTEGER,
  "inventory_is_tracked" INTEGER,
  "seo_slug" TEXT,
  "seo_meta_title" TEXT,
  "seo_meta_description" TEXT,
  "seo_keywords" TEXT,
  "rating_average" INTEGER,
  "rating_count" INTEGER,
  "is_active" INTEGER,
  "is_featured" INTEGER,
  "shelf_is_new" INTEGER,
  "shelf_is_best_seller" INTEGER,
  "shelf_sort_order" INTEGER,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "product__category_id_fk" FOREIGN KEY ("organization_id", "category_id") REFERENCES "category" ("organization_id", "id")
) STRICT;

CREATE INDEX "product__created_at_idx" ON "product" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "product__code_key" ON "product" ("organization_id", "code") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "product__seo_slug_key" ON "product" ("organization_id", "seo_slug") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__category_id_idx" ON "product" ("organization_id", "category_id", "id");

CREATE INDEX "product__price_idx" ON "product" ("organization_id", "price", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__content_brand_idx" ON "product" ("organization_id", "content_brand", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__rating_average_idx" ON "product" ("organization_id", "rating_average", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__rating_count_idx" ON "product" ("organization_id", "rating_count", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__is_active_idx" ON "product" ("organization_id", "is_active", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "product__deleted_at_idx" ON "product" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "product_price" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "product_id" BLOB,
  "price" INTEGER,
  "price_currency" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "minimum_quantity" INTEGER,
  "price_list" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "product_price__product_id_fk" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product" ("organization_id", "id")
) STRICT;

CREATE INDEX "product_price__created_at_idx" ON "product_price" ("organization_id", "created_at", "id");

CREATE INDEX "product_price__product_id_idx" ON "product_price" ("organization_id", "product_id", "id");

CREATE TABLE "exchange_rate" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "base" TEXT,
  "quote" TEXT,
  "day" TEXT,
  "rate" INTEGER,
  "source" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "exchange_rate__created_at_idx" ON "exchange_rate" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "exchange_rate__base__quote__day_key" ON "exchange_rate" ("organization_id", "base", "quote", "day") WHERE "deleted_at" IS NULL;

CREATE INDEX "exchange_rate__day_idx" ON "exchange_rate" ("organization_id", "day", "id");

CREATE TABLE "account" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "kind" INTEGER,
  "parent_id" BLOB,
  "industry" TEXT,
  "region" TEXT,
  "vertical" TEXT,
  "security_posture" TEXT,
  "profile_website" TEXT,
  "profile_domains" TEXT,
  "profile_phone" TEXT,
  "profile_employees" INTEGER,
  "profile_annual_revenue" INTEGER,
  "profile_annual_revenue_currency" TEXT,
  "profile_founded_year" INTEGER,
  "address_street" TEXT,
  "address_street2" TEXT,
  "address_city" TEXT,
  "address_region" TEXT,
  "address_postal_code" TEXT,
  "address_country" TEXT,
  "owner_id" BLOB,
  "team_id" BLOB,
  "health_status" INTEGER,
  "health_score" INTEGER,
  "health_last_activity_at" INTEGER,
  "health_activity_count30" INTEGER,
  "health_is_low_engagement" INTEGER,
  "health_renewal_risk" INTEGER,
  "plan_type" INTEGER,
  "plan_status" INTEGER,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "account__parent_id_fk" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "account" ("organization_id", "id"),
  CONSTRAINT "account__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id"),
  CONSTRAINT "account__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id")
) STRICT;

CREATE INDEX "account__created_at_idx" ON "account" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__parent_id_idx" ON "account" ("organization_id", "parent_id", "id");

CREATE INDEX "account__owner_id_idx" ON "account" ("organization_id", "owner_id", "id");

CREATE INDEX "account__team_id_idx" ON "account" ("organization_id", "team_id", "id");

CREATE INDEX "account__name_idx" ON "account" ("organization_id", "name", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__industry_idx" ON "account" ("organization_id", "industry", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__region_idx" ON "account" ("organization_id", "region", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__vertical_idx" ON "account" ("organization_id", "vertical", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "account__deleted_at_idx" ON "account" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "contact" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name_prefix" TEXT,
  "name_first" TEXT,
  "name_middle" TEXT,
  "name_last" TEXT,
  "name_suffix" TEXT,
  "name_full" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "reach_mobile" TEXT,
  "reach_other_phones" TEXT,
  "reach_other_emails" TEXT,
  "reach_email_opt_out" INTEGER,
  "reach_call_opt_out" INTEGER,
  "reach_sms_opt_out" INTEGER,
  "account_id" BLOB,
  "company" TEXT,
  "role" TEXT,
  "lead_source" INTEGER,
  "lead_heat" INTEGER,
  "heat_score" INTEGER,
  "status" INTEGER,
  "notes" TEXT,
  "owner_id" BLOB,
  "team_id" BLOB,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "contact__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id"),
  CONSTRAINT "contact__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id"),
  CONSTRAINT "contact__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id")
) STRICT;

CREATE INDEX "contact__created_at_idx" ON "contact" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__account_id_idx" ON "contact" ("organization_id", "account_id", "id");

CREATE INDEX "contact__owner_id_idx" ON "contact" ("organization_id", "owner_id", "id");

CREATE INDEX "contact__team_id_idx" ON "contact" ("organization_id", "team_id", "id");

CREATE INDEX "contact__email_idx" ON "contact" ("organization_id", "email", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__lead_heat_idx" ON "contact" ("organization_id", "lead_heat", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__status_idx" ON "contact" ("organization_id", "status", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "contact__deleted_at_idx" ON "contact" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "contact_address" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "contact_id" BLOB,
  "type" INTEGER,
  "address_street" TEXT,
  "address_street2" TEXT,
  "address_city" TEXT,
  "address_region" TEXT,
  "address_postal_code" TEXT,
  "address_country" TEXT,
  "is_default" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "contact_address__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id")
) STRICT;

CREATE INDEX "contact_address__created_at_idx" ON "contact_address" ("organization_id", "created_at", "id");

CREATE INDEX "contact_address__contact_id_idx" ON "contact_address" ("organization_id", "contact_id", "id");

CREATE TABLE "interaction" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "contact_id" BLOB,
  "type" INTEGER,
  "points" INTEGER,
  "occurred_at" INTEGER,
  "source" TEXT,
  "detail" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "interaction__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id")
) STRICT;

CREATE INDEX "interaction__created_at_idx" ON "interaction" ("organization_id", "created_at", "id");

CREATE INDEX "interaction__contact_id_idx" ON "interaction" ("organization_id", "contact_id", "id");

CREATE INDEX "interaction__occurred_at_idx" ON "interaction" ("organization_id", "occurred_at", "id");

CREATE TABLE "pipeline" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "is_default" INTEGER,
  "is_active" INTEGER,
  "sort_order" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "pipeline__created_at_idx" ON "pipeline" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "pipeline__name_key" ON "pipeline" ("organization_id", "name") WHERE "deleted_at" IS NULL;

CREATE TABLE "stage" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "pipeline_id" BLOB,
  "name" TEXT,
  "kind" INTEGER,
  "probability" INTEGER,
  "forecast_category" INTEGER,
  "sort_order" INTEGER,
  "gate_required_fields" TEXT,
  "gate_minimum_meddic" INTEGER,
  "max_days" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "stage__pipeline_id_fk" FOREIGN KEY ("organization_id", "pipeline_id") REFERENCES "pipeline" ("organization_id", "id")
) STRICT;

CREATE INDEX "stage__created_at_idx" ON "stage" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "stage__pipeline_id__name_key" ON "stage" ("organization_id", "pipeline_id", "name") WHERE "deleted_at" IS NULL;

CREATE INDEX "stage__pipeline_id_idx" ON "stage" ("organization_id", "pipeline_id", "id");

CREATE TABLE "opportunity" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "account_id" BLOB,
  "product_id" BLOB,
  "pipeline_id" BLOB,
  "stage_id" BLOB,
  "amount" INTEGER,
  "amount_currency" TEXT,
  "close_date" TEXT,
  "forecast_probability" INTEGER,
  "forecast_category" INTEGER,
  "terms_recurring_amount" INTEGER,
  "terms_recurring_amount_currency" TEXT,
  "terms_billing_period" INTEGER,
  "terms_renewal_date" TEXT,
  "terms_base_amount" INTEGER,
  "terms_base_amount_currency" TEXT,
  "terms_rate" INTEGER,
  "terms_rate_on" TEXT,
  "meddic_metrics" TEXT,
  "meddic_economic_buyer_id" BLOB,
  "meddic_decision_criteria" TEXT,
  "meddic_decision_process" TEXT,
  "meddic_identified_pain" TEXT,
  "meddic_champion_id" BLOB,
  "meddic_score" INTEGER,
  "next_step_text" TEXT,
  "next_step_due_on" TEXT,
  "progress_outcome" INTEGER,
  "progress_closed_on" TEXT,
  "progress_stage_since" INTEGER,
  "progress_last_activity_at" INTEGER,
  "progress_health_score" INTEGER,
  "progress_is_at_risk" INTEGER,
  "progress_risk_reasons" TEXT,
  "progress_slip_count" INTEGER,
  "owner_id" BLOB,
  "team_id" BLOB,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "opportunity__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id"),
  CONSTRAINT "opportunity__product_id_fk" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product" ("organization_id", "id"),
  CONSTRAINT "opportunity__pipeline_id_fk" FOREIGN KEY ("organization_id", "pipeline_id") REFERENCES "pipeline" ("organization_id", "id"),
  CONSTRAINT "opportunity__stage_id_fk" FOREIGN KEY ("organization_id", "stage_id") REFERENCES "stage" ("organization_id", "id"),
  CONSTRAINT "opportunity__meddic_economic_buyer_id_fk" FOREIGN KEY ("organization_id", "meddic_economic_buyer_id") REFERENCES "contact" ("organization_id", "id"),
  CONSTRAINT "opportunity__meddic_champion_id_fk" FOREIGN KEY ("organization_id", "meddic_champion_id") REFERENCES "contact" ("organization_id", "id"),
  CONSTRAINT "opportunity__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id"),
  CONSTRAINT "opportunity__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id")
) STRICT;

CREATE INDEX "opportunity__created_at_idx" ON "opportunity" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__account_id_idx" ON "opportunity" ("organization_id", "account_id", "id");

CREATE INDEX "opportunity__product_id_idx" ON "opportunity" ("organization_id", "product_id", "id");

CREATE INDEX "opportunity__pipeline_id_idx" ON "opportunity" ("organization_id", "pipeline_id", "id");

CREATE INDEX "opportunity__stage_id_idx" ON "opportunity" ("organization_id", "stage_id", "id");

CREATE INDEX "opportunity__meddic_economic_buyer_id_idx" ON "opportunity" ("organization_id", "meddic_economic_buyer_id", "id");

CREATE INDEX "opportunity__meddic_champion_id_idx" ON "opportunity" ("organization_id", "meddic_champion_id", "id");

CREATE INDEX "opportunity__owner_id_idx" ON "opportunity" ("organization_id", "owner_id", "id");

CREATE INDEX "opportunity__team_id_idx" ON "opportunity" ("organization_id", "team_id", "id");

CREATE INDEX "opportunity__close_date_idx" ON "opportunity" ("organization_id", "close_date", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__forecast_probability_idx" ON "opportunity" ("organization_id", "forecast_probability", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__forecast_category_idx" ON "opportunity" ("organization_id", "forecast_category", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__terms_renewal_date_idx" ON "opportunity" ("organization_id", "terms_renewal_date", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__next_step_due_on_idx" ON "opportunity" ("organization_id", "next_step_due_on", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_outcome_idx" ON "opportunity" ("organization_id", "progress_outcome", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_closed_on_idx" ON "opportunity" ("organization_id", "progress_closed_on", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_stage_since_idx" ON "opportunity" ("organization_id", "progress_stage_since", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_last_activity_at_idx" ON "opportunity" ("organization_id", "progress_last_activity_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_health_score_idx" ON "opportunity" ("organization_id", "progress_health_score", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_is_at_risk_idx" ON "opportunity" ("organization_id", "progress_is_at_risk", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__progress_slip_count_idx" ON "opportunity" ("organization_id", "progress_slip_count", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity__deleted_at_idx" ON "opportunity" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "lead" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name_prefix" TEXT,
  "name_first" TEXT,
  "name_middle" TEXT,
  "name_last" TEXT,
  "name_suffix" TEXT,
  "name_full" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "company" TEXT,
  "lead_source" INTEGER,
  "status" INTEGER,
  "status_detail" TEXT,
  "fit_industry" TEXT,
  "fit_company_size" INTEGER,
  "fit_region" TEXT,
  "fit_budget" INTEGER,
  "fit_budget_currency" TEXT,
  "fit_job_title" TEXT,
  "fit_website" TEXT,
  "score" INTEGER,
  "engagement_activity_count" INTEGER,
  "engagement_open_count" INTEGER,
  "engagement_last_activity_at" INTEGER,
  "engagement_engagement_score" INTEGER,
  "engagement_fit_score" INTEGER,
  "reach_mobile" TEXT,
  "reach_other_phones" TEXT,
  "reach_other_emails" TEXT,
  "reach_email_opt_out" INTEGER,
  "reach_call_opt_out" INTEGER,
  "reach_sms_opt_out" INTEGER,
  "notes" TEXT,
  "owner_id" BLOB,
  "team_id" BLOB,
  "conversion_converted_at" INTEGER,
  "conversion_account_id" BLOB,
  "conversion_contact_id" BLOB,
  "conversion_opportunity_id" BLOB,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "lead__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id"),
  CONSTRAINT "lead__team_id_fk" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team" ("organization_id", "id"),
  CONSTRAINT "lead__conversion_account_id_fk" FOREIGN KEY ("organization_id", "conversion_account_id") REFERENCES "account" ("organization_id", "id"),
  CONSTRAINT "lead__conversion_contact_id_fk" FOREIGN KEY ("organization_id", "conversion_contact_id") REFERENCES "contact" ("organization_id", "id"),
  CONSTRAINT "lead__conversion_opportunity_id_fk" FOREIGN KEY ("organization_id", "conversion_opportunity_id") REFERENCES "opportunity" ("organization_id", "id")
) STRICT;

CREATE INDEX "lead__created_at_idx" ON "lead" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__owner_id_idx" ON "lead" ("organization_id", "owner_id", "id");

CREATE INDEX "lead__team_id_idx" ON "lead" ("organization_id", "team_id", "id");

CREATE INDEX "lead__conversion_account_id_idx" ON "lead" ("organization_id", "conversion_account_id", "id");

CREATE INDEX "lead__conversion_contact_id_idx" ON "lead" ("organization_id", "conversion_contact_id", "id");

CREATE INDEX "lead__conversion_opportunity_id_idx" ON "lead" ("organization_id", "conversion_opportunity_id", "id");

CREATE INDEX "lead__email_idx" ON "lead" ("organization_id", "email", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__lead_source_idx" ON "lead" ("organization_id", "lead_source", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__status_idx" ON "lead" ("organization_id", "status", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__score_idx" ON "lead" ("organization_id", "score", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "lead__deleted_at_idx" ON "lead" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "opportunity_contact" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "opportunity_id" BLOB,
  "contact_id" BLOB,
  "role" INTEGER,
  "is_primary" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "opportunity_contact__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id"),
  CONSTRAINT "opportunity_contact__contact_id_fk" FOREIGN KEY ("organization_id", "contact_id") REFERENCES "contact" ("organization_id", "id")
) STRICT;

CREATE INDEX "opportunity_contact__created_at_idx" ON "opportunity_contact" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "opportunity_contact__opportunity_id__contact_id__role_key" ON "opportunity_contact" ("organization_id", "opportunity_id", "contact_id", "role") WHERE "deleted_at" IS NULL;

CREATE INDEX "opportunity_contact__opportunity_id_idx" ON "opportunity_contact" ("organization_id", "opportunity_id", "id");

CREATE INDEX "opportunity_contact__contact_id_idx" ON "opportunity_contact" ("organization_id", "contact_id", "id");

CREATE TABLE "meddic_evidence" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "opportunity_id" BLOB,
  "element" INTEGER,
  "statement" TEXT,
  "source_id" BLOB,
  "source_type" TEXT,
  "confirmed_at" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "meddic_evidence__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id")
) STRICT;

CREATE INDEX "meddic_evidence__created_at_idx" ON "meddic_evidence" ("organization_id", "created_at", "id");

CREATE INDEX "meddic_evidence__opportunity_id_idx" ON "meddic_evidence" ("organization_id", "opportunity_id", "id");

CREATE INDEX "meddic_evidence__source_id_idx" ON "meddic_evidence" ("organization_id", "source_id", "id");

CREATE TABLE "stage_change" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "opportunity_id" BLOB,
  "from_stage_id" BLOB,
  "to_stage_id" BLOB,
  "at" INTEGER,
  "by_user_id" BLOB,
  "time_in_stage" INTEGER,
  "amount" INTEGER,
  "amount_currency" TEXT,
  "close_date" TEXT,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "stage_change__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id"),
  CONSTRAINT "stage_change__from_stage_id_fk" FOREIGN KEY ("organization_id", "from_stage_id") REFERENCES "stage" ("organization_id", "id"),
  CONSTRAINT "stage_change__to_stage_id_fk" FOREIGN KEY ("organization_id", "to_stage_id") REFERENCES "stage" ("organization_id", "id"),
  CONSTRAINT "stage_change__by_user_id_fk" FOREIGN KEY ("by_user_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "stage_change__created_at_idx" ON "stage_change" ("organization_id", "created_at", "id");

CREATE INDEX "stage_change__opportunity_id_idx" ON "stage_change" ("organization_id", "opportunity_id", "id");

CREATE INDEX "stage_change__from_stage_id_idx" ON "stage_change" ("organization_id", "from_stage_id", "id");

CREATE INDEX "stage_change__to_stage_id_idx" ON "stage_change" ("organization_id", "to_stage_id", "id");

CREATE INDEX "stage_change__by_user_id_idx" ON "stage_change" ("organization_id", "by_user_id", "id");

CREATE INDEX "stage_change__at_idx" ON "stage_change" ("organization_id", "at", "id");

CREATE TABLE "line_item" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "opportunity_id" BLOB,
  "product_id" BLOB,
  "description" TEXT,
  "quantity" INTEGER,
  "unit_price" INTEGER,
  "unit_price_currency" TEXT,
  "discount" INTEGER,
  "discount_currency" TEXT,
  "billing_period" INTEGER,
  "total_price" INTEGER,
  "total_price_currency" TEXT,
  "sort_order" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "line_item__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id"),
  CONSTRAINT "line_item__product_id_fk" FOREIGN KEY ("organization_id", "product_id") REFERENCES "product" ("organization_id", "id")
) STRICT;

CREATE INDEX "line_item__created_at_idx" ON "line_item" ("organization_id", "created_at", "id");

CREATE INDEX "line_item__opportunity_id_idx" ON "line_item" ("organization_id", "opportunity_id", "id");

CREATE INDEX "line_item__product_id_idx" ON "line_item" ("organization_id", "product_id", "id");

CREATE TABLE "win_loss" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "opportunity_id" BLOB,
  "outcome" INTEGER,
  "primary_reason" INTEGER,
  "reason_detail" TEXT,
  "competitor_name" TEXT,
  "lessons" TEXT,
  "amount" INTEGER,
  "amount_currency" TEXT,
  "closed_on" TEXT,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "win_loss__opportunity_id_fk" FOREIGN KEY ("organization_id", "opportunity_id") REFERENCES "opportunity" ("organization_id", "id")
) STRICT;

CREATE INDEX "win_loss__created_at_idx" ON "win_loss" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "win_loss__opportunity_id_key" ON "win_loss" ("organization_id", "opportunity_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "win_loss__opportunity_id_idx" ON "win_loss" ("organization_id", "opportunity_id", "id");

CREATE INDEX "win_loss__outcome_idx" ON "win_loss" ("organization_id", "outcome", "id");

CREATE INDEX "win_loss__primary_reason_idx" ON "win_loss" ("organization_id", "primary_reason", "id");

CREATE INDEX "win_loss__competitor_name_idx" ON "win_loss" ("organization_id", "competitor_name", "id");

CREATE INDEX "win_loss__closed_on_idx" ON "win_loss" ("organization_id", "closed_on", "id");

CREATE TABLE "assignment_rule" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "name" TEXT,
  "target_type" TEXT,
  "condition" TEXT,
  "strategy" INTEGER,
  "assignees" TEXT,
  "last_assigned" INTEGER,
  "is_active" INTEGER,
  "sort_order" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "assignment_rule__created_at_idx" ON "assignment_rule" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "assignment_rule__name_key" ON "assignment_rule" ("organization_id", "name") WHERE "deleted_at" IS NULL;

CREATE INDEX "assignment_rule__target_type_idx" ON "assignment_rule" ("organization_id", "target_type", "id");

CREATE TABLE "activity" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "type" INTEGER,
  "subject" TEXT,
  "body" TEXT,
  "related_to_id" BLOB,
  "related_to_type" TEXT,
  "account_id" BLOB,
  "status" INTEGER,
  "occurred_at" INTEGER,
  "schedule_due_at" INTEGER,
  "schedule_ends_at" INTEGER,
  "schedule_remind_at" INTEGER,
  "schedule_completed_at" INTEGER,
  "schedule_location" TEXT,
  "outcome" TEXT,
  "sentiment" INTEGER,
  "email_message_id" TEXT,
  "email_thread_key" TEXT,
  "email_direction" INTEGER,
  "email_from" TEXT,
  "email_to" TEXT,
  "email_cc" TEXT,
  "email_open_count" INTEGER,
  "email_html_file_id" BLOB,
  "visibility" INTEGER,
  "owner_id" BLOB,
  "custom" TEXT,
  "search_text" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "activity__account_id_fk" FOREIGN KEY ("organization_id", "account_id") REFERENCES "account" ("organization_id", "id"),
  CONSTRAINT "activity__email_html_file_id_fk" FOREIGN KEY ("organization_id", "email_html_file_id") REFERENCES "file" ("organization_id", "id"),
  CONSTRAINT "activity__owner_id_fk" FOREIGN KEY ("owner_id") REFERENCES "user" ("id")
) STRICT;

CREATE INDEX "activity__created_at_idx" ON "activity" ("organization_id", "created_at", "id") WHERE "deleted_at" IS NULL;

CREATE UNIQUE INDEX "activity__email_message_id_key" ON "activity" ("organization_id", "email_message_id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__related_to_id_idx" ON "activity" ("organization_id", "related_to_id", "id");

CREATE INDEX "activity__account_id_idx" ON "activity" ("organization_id", "account_id", "id");

CREATE INDEX "activity__email_html_file_id_idx" ON "activity" ("organization_id", "email_html_file_id", "id");

CREATE INDEX "activity__owner_id_idx" ON "activity" ("organization_id", "owner_id", "id");

CREATE INDEX "activity__type_idx" ON "activity" ("organization_id", "type", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__occurred_at_idx" ON "activity" ("organization_id", "occurred_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__schedule_due_at_idx" ON "activity" ("organization_id", "schedule_due_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__schedule_remind_at_idx" ON "activity" ("organization_id", "schedule_remind_at", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__sentiment_idx" ON "activity" ("organization_id", "sentiment", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__email_thread_key_idx" ON "activity" ("organization_id", "email_thread_key", "id") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity__deleted_at_idx" ON "activity" ("organization_id", "deleted_at", "id") WHERE "deleted_at" IS NOT NULL;

CREATE TABLE "activity_link" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "deleted_at" INTEGER,
  "activity_id" BLOB,
  "record_id" BLOB,
  "record_type" TEXT,
  "role" INTEGER,
  "custom" TEXT,
  PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "activity_link__activity_id_fk" FOREIGN KEY ("organization_id", "activity_id") REFERENCES "activity" ("organization_id", "id")
) STRICT;

CREATE INDEX "activity_link__created_at_idx" ON "activity_link" ("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "activity_link__activity_id__record_id__record_type_key" ON "activity_link" ("organization_id", "activity_id", "record_id", "record_type") WHERE "deleted_at" IS NULL;

CREATE INDEX "activity_link__activity_id_idx" ON "activity_link" ("organization_id", "activity_id", "id");

CREATE INDEX "activity_link__record_id_idx" ON "activity_link" ("organization_id", "record_id", "id");
