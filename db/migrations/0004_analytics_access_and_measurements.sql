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
CREATE TABLE "class_point" (
	"run_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"length" integer NOT NULL,
	"specialization" text,
	"n" integer NOT NULL,
	CONSTRAINT "class_point_runId_clusterIndex_length_specialization_unique" UNIQUE NULLS NOT DISTINCT("run_id","cluster_index","length","specialization")
);
--> statement-breakpoint
CREATE TABLE "concept_point" (
	"run_id" bigint NOT NULL,
	"concept_id" bigint NOT NULL,
	"negated" boolean NOT NULL,
	"cluster_index" integer NOT NULL,
	"n" integer NOT NULL,
	"iou_sum" double precision NOT NULL,
	"best_iou" double precision NOT NULL,
	"best_explanation_id" bigint NOT NULL,
	CONSTRAINT "concept_point_run_id_concept_id_negated_cluster_index_pk" PRIMARY KEY("run_id","concept_id","negated","cluster_index")
);
--> statement-breakpoint
CREATE TABLE "metric_point" (
	"run_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"metric" text NOT NULL,
	"n" integer NOT NULL,
	"mean" double precision NOT NULL,
	"mean_lower" double precision NOT NULL,
	"mean_upper" double precision NOT NULL,
	"lower_quartile" double precision NOT NULL,
	"median" double precision NOT NULL,
	"upper_quartile" double precision NOT NULL,
	CONSTRAINT "metric_point_run_id_cluster_index_metric_pk" PRIMARY KEY("run_id","cluster_index","metric")
);
--> statement-breakpoint
CREATE TABLE "range_importance" (
	"run_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"changed" integer NOT NULL,
	"samples" integer NOT NULL,
	"unit_count" integer NOT NULL,
	CONSTRAINT "range_importance_run_id_cluster_index_pk" PRIMARY KEY("run_id","cluster_index")
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
CREATE TABLE "sample_concept" (
	"sample_id" bigint NOT NULL,
	"concept_id" bigint NOT NULL,
	"pixels" integer NOT NULL,
	"mask" "bytea" NOT NULL,
	CONSTRAINT "sample_concept_sample_id_concept_id_pk" PRIMARY KEY("sample_id","concept_id")
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
ALTER TABLE "cluster" ADD COLUMN "importance_changed" integer;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "importance_samples" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking_samples" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "outcome" text DEFAULT 'EXPLAINED' NOT NULL;--> statement-breakpoint
ALTER TABLE "formula_concept" ADD COLUMN "level" integer;--> statement-breakpoint
ALTER TABLE "formula_concept" ADD COLUMN "operator" text;--> statement-breakpoint
ALTER TABLE "formula" ADD COLUMN "truth_hash" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "label_masking_seed" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "label_masking_limit" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "rolled_up" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_point" ADD CONSTRAINT "class_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_point" ADD CONSTRAINT "concept_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_point" ADD CONSTRAINT "concept_point_concept_id_concept_id_fk" FOREIGN KEY ("concept_id") REFERENCES "public"."concept"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_point" ADD CONSTRAINT "concept_point_best_explanation_id_explanation_id_fk" FOREIGN KEY ("best_explanation_id") REFERENCES "public"."explanation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_point" ADD CONSTRAINT "metric_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "range_importance" ADD CONSTRAINT "range_importance_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_run_request_id_run_request_id_fk" FOREIGN KEY ("run_request_id") REFERENCES "public"."run_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_event" ADD CONSTRAINT "run_event_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_request" ADD CONSTRAINT "run_request_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_concept" ADD CONSTRAINT "sample_concept_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_concept" ADD CONSTRAINT "sample_concept_concept_id_concept_id_fk" FOREIGN KEY ("concept_id") REFERENCES "public"."concept"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_name_index" ON "api_key" USING btree ("name");--> statement-breakpoint
CREATE INDEX "audit_entry_at_id_index" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "concept_point_concept_id_negated_best_iou_index" ON "concept_point" USING btree ("concept_id","negated","best_iou");--> statement-breakpoint
CREATE INDEX "run_event_run_id_id_index" ON "run_event" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "run_event_run_request_id_id_index" ON "run_event" USING btree ("run_request_id","id");--> statement-breakpoint
CREATE INDEX "run_request_created_at_id_index" ON "run_request" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "run_request_status_id_index" ON "run_request" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "run_request_run_id_id_index" ON "run_request" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "session_expires_at_index" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "explanation_cluster_index_id_index" ON "explanation" USING btree ("cluster_index","id");--> statement-breakpoint
CREATE INDEX "explanation_unit_index_id_index" ON "explanation" USING btree ("unit_index","id");--> statement-breakpoint
CREATE INDEX "explanation_length_id_index" ON "explanation" USING btree ("length","id");--> statement-breakpoint
CREATE INDEX "explanation_all_lift_rising_index" ON "explanation" USING btree ("lift","id");--> statement-breakpoint
CREATE INDEX "explanation_all_lift_falling_index" ON "explanation" USING btree ("lift" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "explanation_cluster_index_iou_id_index" ON "explanation" USING btree ("cluster_index","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_unit_index_iou_id_index" ON "explanation" USING btree ("unit_index","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_length_iou_id_index" ON "explanation" USING btree ("length","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_specialization_iou_id_index" ON "explanation" USING btree ("specialization","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_outcome_index" ON "explanation" USING btree ("iou","id") WHERE "explanation"."outcome" <> 'EXPLAINED';--> statement-breakpoint
CREATE INDEX "formula_truth_hash_index" ON "formula" USING btree ("truth_hash");--> statement-breakpoint
CREATE INDEX "unit_unit_index_id_index" ON "unit" USING btree ("unit_index","id");