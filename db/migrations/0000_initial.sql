CREATE TABLE "cluster_sample" (
	"cluster_id" bigint NOT NULL,
	"rank" integer NOT NULL,
	"sample_id" bigint NOT NULL,
	"bitmap_pixels" integer NOT NULL,
	"formula_pixels" integer NOT NULL,
	"intersection" integer NOT NULL,
	"bitmap" "bytea" NOT NULL,
	"formula_mask" "bytea" NOT NULL,
	CONSTRAINT "cluster_sample_cluster_id_rank_pk" PRIMARY KEY("cluster_id","rank")
);
--> statement-breakpoint
CREATE TABLE "cluster" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cluster_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"lower" double precision,
	"upper" double precision,
	"bitmap_pixels" bigint NOT NULL,
	"share" double precision NOT NULL,
	CONSTRAINT "cluster_runId_unitId_clusterIndex_unique" UNIQUE("run_id","unit_id","cluster_index")
);
--> statement-breakpoint
CREATE TABLE "concept" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "concept_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"probe_dataset_id" bigint NOT NULL,
	"concept_index" integer NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"pixel_count" bigint NOT NULL,
	"pixel_share" double precision NOT NULL,
	CONSTRAINT "concept_probeDatasetId_conceptIndex_unique" UNIQUE("probe_dataset_id","concept_index"),
	CONSTRAINT "concept_probeDatasetId_name_unique" UNIQUE("probe_dataset_id","name")
);
--> statement-breakpoint
CREATE TABLE "explanation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "explanation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"cluster_id" bigint NOT NULL,
	"run_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"formula_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"iou" double precision NOT NULL,
	"intersection" bigint NOT NULL,
	"union_pixels" bigint NOT NULL,
	"chance" double precision NOT NULL,
	"lift" double precision,
	"visited" bigint NOT NULL,
	"formula_pixels" bigint NOT NULL,
	CONSTRAINT "explanation_clusterId_unique" UNIQUE("cluster_id")
);
--> statement-breakpoint
CREATE TABLE "formula_concept" (
	"formula_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"concept_id" bigint NOT NULL,
	"negated" boolean NOT NULL,
	CONSTRAINT "formula_concept_formula_id_position_pk" PRIMARY KEY("formula_id","position")
);
--> statement-breakpoint
CREATE TABLE "formula" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "formula_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"probe_dataset_id" bigint NOT NULL,
	"text" text NOT NULL,
	"key" text NOT NULL,
	"length" integer NOT NULL,
	CONSTRAINT "formula_probeDatasetId_text_unique" UNIQUE("probe_dataset_id","text")
);
--> statement-breakpoint
CREATE TABLE "layer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "layer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_version_id" bigint NOT NULL,
	"name" text NOT NULL,
	"op" text,
	"unit_count" integer NOT NULL,
	"height" integer NOT NULL,
	"width" integer NOT NULL,
	CONSTRAINT "layer_modelVersionId_name_unique" UNIQUE("model_version_id","name")
);
--> statement-breakpoint
CREATE TABLE "model" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "model_version" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_id" bigint NOT NULL,
	"sequence" integer NOT NULL,
	"label" text NOT NULL,
	"source" text NOT NULL,
	"content_sha256" text NOT NULL,
	"accuracy" double precision,
	"is_baseline" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_version_modelId_label_unique" UNIQUE("model_id","label"),
	CONSTRAINT "model_version_modelId_sequence_unique" UNIQUE("model_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "prediction" (
	"sample_id" bigint NOT NULL,
	"model_version_id" bigint NOT NULL,
	"class_index" integer NOT NULL,
	CONSTRAINT "prediction_sample_id_model_version_id_pk" PRIMARY KEY("sample_id","model_version_id")
);
--> statement-breakpoint
CREATE TABLE "probe_dataset" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "probe_dataset_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"format" text NOT NULL,
	"sha256" text NOT NULL,
	"sample_count" integer NOT NULL,
	"mask_height" integer NOT NULL,
	"mask_width" integer NOT NULL,
	"concept_count" integer NOT NULL,
	"cell_count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "probe_dataset_sha256_unique" UNIQUE("sha256")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"layer_id" bigint NOT NULL,
	"probe_dataset_id" bigint NOT NULL,
	"config_hash" text NOT NULL,
	"settings_hash" text NOT NULL,
	"status" text NOT NULL,
	"units_total" integer NOT NULL,
	"units_done" integer DEFAULT 0 NOT NULL,
	"clusters" integer NOT NULL,
	"bounds" text NOT NULL,
	"length" integer NOT NULL,
	"beam" integer NOT NULL,
	"search" text NOT NULL,
	"grammar" text NOT NULL,
	"code_version" text NOT NULL,
	"machine" text NOT NULL,
	"threads" integer NOT NULL,
	"activations_ms" double precision,
	"index_ms" double precision,
	"ranges_ms" double precision,
	"hits_ms" double precision,
	"search_ms" double precision,
	"samples_ms" double precision,
	"write_ms" double precision,
	"total_ms" double precision,
	"peak_rss_bytes" bigint,
	"error" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "run_configHash_unique" UNIQUE("config_hash")
);
--> statement-breakpoint
CREATE TABLE "sample" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sample_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"probe_dataset_id" bigint NOT NULL,
	"sample_index" integer NOT NULL,
	"key" text NOT NULL,
	"class_name" text,
	"split" text,
	"image_width" integer,
	"image_height" integer,
	"thumbnail" "bytea",
	CONSTRAINT "sample_probeDatasetId_sampleIndex_unique" UNIQUE("probe_dataset_id","sample_index")
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"layer_id" bigint NOT NULL,
	"unit_index" integer NOT NULL,
	CONSTRAINT "unit_layerId_unitIndex_unique" UNIQUE("layer_id","unit_index")
);
--> statement-breakpoint
CREATE TABLE "unit_run" (
	"run_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"outcome" text NOT NULL,
	"problem" text,
	"min_value" double precision,
	"max_value" double precision,
	"mean_value" double precision,
	"zero_share" double precision,
	"histogram_lower" double precision,
	"histogram_upper" double precision,
	"histogram_counts" integer[],
	CONSTRAINT "unit_run_run_id_unit_id_pk" PRIMARY KEY("run_id","unit_id")
);
--> statement-breakpoint
ALTER TABLE "cluster_sample" ADD CONSTRAINT "cluster_sample_cluster_id_cluster_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."cluster"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_sample" ADD CONSTRAINT "cluster_sample_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster" ADD CONSTRAINT "cluster_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster" ADD CONSTRAINT "cluster_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept" ADD CONSTRAINT "concept_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_cluster_id_cluster_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."cluster"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_formula_id_formula_id_fk" FOREIGN KEY ("formula_id") REFERENCES "public"."formula"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "formula_concept" ADD CONSTRAINT "formula_concept_formula_id_formula_id_fk" FOREIGN KEY ("formula_id") REFERENCES "public"."formula"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "formula_concept" ADD CONSTRAINT "formula_concept_concept_id_concept_id_fk" FOREIGN KEY ("concept_id") REFERENCES "public"."concept"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "formula" ADD CONSTRAINT "formula_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layer" ADD CONSTRAINT "layer_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_version" ADD CONSTRAINT "model_version_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prediction" ADD CONSTRAINT "prediction_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prediction" ADD CONSTRAINT "prediction_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_layer_id_layer_id_fk" FOREIGN KEY ("layer_id") REFERENCES "public"."layer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample" ADD CONSTRAINT "sample_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_layer_id_layer_id_fk" FOREIGN KEY ("layer_id") REFERENCES "public"."layer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_run" ADD CONSTRAINT "unit_run_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_run" ADD CONSTRAINT "unit_run_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cluster_unit_id_index" ON "cluster" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "concept_name_index" ON "concept" USING btree ("name");--> statement-breakpoint
CREATE INDEX "explanation_run_id_iou_id_index" ON "explanation" USING btree ("run_id","iou" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "explanation_run_id_cluster_index_iou_id_index" ON "explanation" USING btree ("run_id","cluster_index","iou" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "explanation_formula_id_run_id_index" ON "explanation" USING btree ("formula_id","run_id");--> statement-breakpoint
CREATE INDEX "formula_concept_concept_id_negated_formula_id_index" ON "formula_concept" USING btree ("concept_id","negated","formula_id");--> statement-breakpoint
CREATE INDEX "formula_key_index" ON "formula" USING btree ("key");--> statement-breakpoint
CREATE INDEX "run_layer_id_status_id_index" ON "run" USING btree ("layer_id","status","id");--> statement-breakpoint
CREATE INDEX "run_settings_hash_index" ON "run" USING btree ("settings_hash");--> statement-breakpoint
CREATE INDEX "unit_run_unit_id_index" ON "unit_run" USING btree ("unit_id");