CREATE TABLE "api_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lookup" text NOT NULL,
	"secret_sha256" "bytea" NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_key_lookup_unique" UNIQUE("lookup")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"api_key_id" bigint,
	"actor" text NOT NULL,
	"role" text NOT NULL,
	"operation" text NOT NULL,
	"target" text,
	"outcome" text NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "run_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_request_id" bigint,
	"run_id" bigint,
	"kind" text NOT NULL,
	"status" text,
	"units_done" integer,
	"units_total" integer,
	"message" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_request" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_version_id" bigint NOT NULL,
	"layer_name" text NOT NULL,
	"probe_dataset_id" bigint NOT NULL,
	"clusters" integer NOT NULL,
	"bounds" text NOT NULL,
	"length" integer NOT NULL,
	"beam" integer NOT NULL,
	"search" text NOT NULL,
	"grammar" text NOT NULL,
	"search_budget_ms" integer,
	"categories" text[],
	"min_concept_share" double precision DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'QUEUED' NOT NULL,
	"run_id" bigint,
	"error" text,
	"requested_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "session_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lookup" text NOT NULL,
	"secret_sha256" "bytea" NOT NULL,
	"api_key_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_lookup_unique" UNIQUE("lookup")
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_run_request_id_run_request_id_fk" FOREIGN KEY ("run_request_id") REFERENCES "public"."run_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_name_index" ON "api_key" USING btree ("name");--> statement-breakpoint
CREATE INDEX "audit_entry_at_id_index" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "run_event_run_id_id_index" ON "run_event" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "run_event_run_request_id_id_index" ON "run_event" USING btree ("run_request_id","id");--> statement-breakpoint
CREATE INDEX "run_request_created_at_id_index" ON "run_request" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "run_request_status_id_index" ON "run_request" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "run_request_run_id_id_index" ON "run_request" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "session_expires_at_index" ON "session" USING btree ("expires_at");