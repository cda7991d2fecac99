CREATE TABLE "crmkit_type" (
  "name" text COLLATE "C" NOT NULL,
  "number" smallint NOT NULL,
  PRIMARY KEY ("name")
);

CREATE TABLE "crmkit_choice" (
  "type" text COLLATE "C" NOT NULL,
  "field" text COLLATE "C" NOT NULL,
  "position" smallint NOT NULL,
  "constant" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("type", "field", "position")
);

CREATE TABLE "crmkit_word" (
  "organization_id" uuid NOT NULL,
  "type" smallint NOT NULL,
  "word" text COLLATE "C" NOT NULL,
  "id" uuid NOT NULL,
  PRIMARY KEY ("organization_id", "type", "word", "id")
);

CREATE TABLE "crmkit_entry" (
  "organization_id" uuid NOT NULL,
  "type" smallint NOT NULL,
  "id" uuid NOT NULL,
  "field" text COLLATE "C" NOT NULL,
  "value_text" text COLLATE "C",
  "value_int" bigint,
  "value_id" uuid
);

CREATE INDEX "crmkit_entry__organization_id__type__id__field_idx" ON "crmkit_entry" ("organization_id", "type", "id", "field");

CREATE INDEX "crmkit_entry__value_text_idx" ON "crmkit_entry" ("organization_id", "type", "field", "value_text" NULLS FIRST, "id") WHERE "value_text" IS NOT NULL;

CREATE INDEX "crmkit_entry__value_int_idx" ON "crmkit_entry" ("organization_id", "type", "field", "value_int" NULLS FIRST, "id") WHERE "value_int" IS NOT NULL;

CREATE INDEX "crmkit_entry__value_id_idx" ON "crmkit_entry" ("organization_id", "type", "field", "value_id" NULLS FIRST, "id") WHERE "value_id" IS NOT NULL;

CREATE TABLE "crmkit_note" (
  "organization_id" uuid NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  "expires_at" bigint,
  PRIMARY KEY ("organization_id", "kind", "key")
);

CREATE INDEX "crmkit_note__expires_at_idx" ON "crmkit_note" ("expires_at" NULLS FIRST) WHERE "expires_at" IS NOT NULL;

CREATE TABLE "crmkit_event" (
  "organization_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "at" bigint NOT NULL,
  "actor_kind" text COLLATE "C" NOT NULL,
  "actor_id" text COLLATE "C" NOT NULL,
  "action" text COLLATE "C" NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "record_id" uuid NOT NULL,
  "version" bigint NOT NULL,
  "changes" text COLLATE "C" NOT NULL,
  "metadata" text COLLATE "C" NOT NULL,
  "salt" bytea NOT NULL,
  "hash" bytea NOT NULL,
  PRIMARY KEY ("organization_id", "id")
);

CREATE INDEX "crmkit_event__organization_id__type__record_id__at__id_idx" ON "crmkit_event" ("organization_id", "type", "record_id", "at", "id");

CREATE TABLE "crmkit_event_order" (
  "position" bigint NOT NULL,
  "event_id" uuid NOT NULL,
  "organization_id" uuid NOT NULL,
  "hash" bytea NOT NULL,
  PRIMARY KEY ("position")
);

CREATE INDEX "crmkit_event_order__organization_id__position_idx" ON "crmkit_event_order" ("organization_id", "position");

CREATE TABLE "crmkit_event_head" (
  "organization_id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "hash" bytea NOT NULL,
  PRIMARY KEY ("organization_id")
);

CREATE TABLE "crmkit_event_todo" (
  "n" bigint GENERATED ALWAYS AS IDENTITY,
  "organization_id" uuid NOT NULL,
  "event_id" uuid NOT NULL,
  "hash" bytea NOT NULL,
  PRIMARY KEY ("n")
);

CREATE TABLE "crmkit_sequencer" (
  "id" smallint NOT NULL,
  "owner" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  PRIMARY KEY ("id")
);
