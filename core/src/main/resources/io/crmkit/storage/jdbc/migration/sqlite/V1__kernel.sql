CREATE TABLE "crmkit_type" (
  "name" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  PRIMARY KEY ("name")
) STRICT;

CREATE TABLE "crmkit_choice" (
  "type" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "constant" TEXT NOT NULL,
  PRIMARY KEY ("type", "field", "position")
) STRICT;

CREATE TABLE "crmkit_word" (
  "organization_id" BLOB NOT NULL,
  "type" INTEGER NOT NULL,
  "word" TEXT NOT NULL,
  "id" BLOB NOT NULL,
  PRIMARY KEY ("organization_id", "type", "word", "id")
) STRICT, WITHOUT ROWID;

CREATE TABLE "crmkit_entry" (
  "organization_id" BLOB NOT NULL,
  "type" INTEGER NOT NULL,
  "id" BLOB NOT NULL,
  "field" TEXT NOT NULL,
  "value_text" TEXT,
  "value_int" INTEGER,
  "value_id" BLOB
) STRICT;

CREATE INDEX "crmkit_entry__organization_id__type__id__field_idx" ON "crmkit_entry" ("organization_id", "type", "id", "field");

CREATE INDEX "crmkit_entry__value_text_idx" ON "crmkit_entry" ("organization_id", "type", "field", "value_text", "id") WHERE "value_text" IS NOT NULL;

CREATE INDEX "crmkit_entry__value_int_idx" ON "crmkit_entry" ("organization_id", "type", "field", "value_int", "id") WHERE "value_int" IS NOT NULL;

CREATE INDEX "crmkit_entry__value_id_idx" ON "crmkit_entry" ("organization_id", "type", "field", "value_id", "id") WHERE "value_id" IS NOT NULL;

CREATE TABLE "crmkit_note" (
  "organization_id" BLOB NOT NULL,
  "kind" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "expires_at" INTEGER,
  PRIMARY KEY ("organization_id", "kind", "key")
) STRICT;

CREATE INDEX "crmkit_note__expires_at_idx" ON "crmkit_note" ("expires_at") WHERE "expires_at" IS NOT NULL;

CREATE TABLE "crmkit_event" (
  "organization_id" BLOB NOT NULL,
  "id" BLOB NOT NULL,
  "at" INTEGER NOT NULL,
  "actor_kind" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "record_id" BLOB NOT NULL,
  "version" INTEGER NOT NULL,
  "changes" TEXT NOT NULL,
  "metadata" TEXT NOT NULL,
  "salt" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY ("organization_id", "id")
) STRICT;

CREATE INDEX "crmkit_event__organization_id__type__record_id__at__id_idx" ON "crmkit_event" ("organization_id", "type", "record_id", "at", "id");

CREATE TABLE "crmkit_event_order" (
  "position" INTEGER NOT NULL,
  "event_id" BLOB NOT NULL,
  "organization_id" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY ("position")
) STRICT;

CREATE INDEX "crmkit_event_order__organization_id__position_idx" ON "crmkit_event_order" ("organization_id", "position");

CREATE TABLE "crmkit_event_head" (
  "organization_id" BLOB NOT NULL,
  "position" INTEGER NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY ("organization_id")
) STRICT;

CREATE TABLE "crmkit_sequencer" (
  "id" INTEGER NOT NULL,
  "owner" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT;
