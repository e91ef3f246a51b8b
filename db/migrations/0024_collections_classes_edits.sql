CREATE TABLE "class_analysis" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "class_analysis_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"image_count" integer NOT NULL,
	"seed" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "class_analysis_runId_unique" UNIQUE("run_id")
);
--> statement-breakpoint
CREATE TABLE "class_prediction" (
	"class_analysis_id" bigint NOT NULL,
	"class_name" text NOT NULL,
	"predicted_name" text NOT NULL,
	"image_count" integer NOT NULL,
	CONSTRAINT "class_prediction_class_analysis_id_class_name_predicted_name_pk" PRIMARY KEY("class_analysis_id","class_name","predicted_name")
);
--> statement-breakpoint
CREATE TABLE "class_range" (
	"class_analysis_id" bigint NOT NULL,
	"class_name" text NOT NULL,
	"cluster_id" bigint NOT NULL,
	"fires_more" double precision NOT NULL,
	"q" double precision NOT NULL,
	"right_count" integer NOT NULL,
	"broken" integer NOT NULL,
	"control_broken" integer NOT NULL,
	"both_broken" integer NOT NULL,
	"effect" double precision NOT NULL,
	"effect_lower" double precision NOT NULL,
	"effect_upper" double precision NOT NULL,
	"effect_q" double precision NOT NULL,
	"taken_for" text,
	"taken_for_count" integer NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "class_range_class_analysis_id_class_name_cluster_id_pk" PRIMARY KEY("class_analysis_id","class_name","cluster_id")
);
--> statement-breakpoint
CREATE TABLE "collection_pair" (
	"collection_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"first" text NOT NULL,
	"first_kind" text NOT NULL,
	"second" text NOT NULL,
	"second_kind" text NOT NULL,
	"data_count" integer NOT NULL,
	"selected_count" integer NOT NULL,
	"selected_wrong" integer NOT NULL,
	"mended" double precision NOT NULL,
	"mended_lower" double precision NOT NULL,
	"mended_upper" double precision NOT NULL,
	"tested_count" integer NOT NULL,
	"curve" jsonb NOT NULL,
	"q" double precision NOT NULL,
	"verdict" text NOT NULL,
	CONSTRAINT "collection_pair_collection_id_position_pk" PRIMARY KEY("collection_id","position")
);
--> statement-breakpoint
CREATE TABLE "collection_sample" (
	"collection_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"rank" integer NOT NULL,
	"sample_id" bigint NOT NULL,
	"role" text NOT NULL,
	"is_wrong" boolean NOT NULL,
	CONSTRAINT "collection_sample_collection_id_position_rank_pk" PRIMARY KEY("collection_id","position","rank")
);
--> statement-breakpoint
CREATE TABLE "collection" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "collection_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_version_id" bigint NOT NULL,
	"probe_dataset_id" bigint NOT NULL,
	"layer_name" text NOT NULL,
	"learnt_split" text,
	"data_count" integer NOT NULL,
	"image_count" integer NOT NULL,
	"images_wrong" integer NOT NULL,
	"is_grouped" boolean NOT NULL,
	"unit_count" integer NOT NULL,
	"units_wrong" integer NOT NULL,
	"pairs_tried" integer NOT NULL,
	"seed" integer NOT NULL,
	"errors_needed" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collection_modelVersionId_probeDatasetId_unique" UNIQUE("model_version_id","probe_dataset_id")
);
--> statement-breakpoint
CREATE TABLE "error_edit" (
	"error_analysis_id" bigint NOT NULL,
	"concept" text NOT NULL,
	"edit" text NOT NULL,
	"direction" text NOT NULL,
	"image_count" integer NOT NULL,
	"changed" integer NOT NULL,
	"control_changed" integer NOT NULL,
	"both_changed" integer NOT NULL,
	"effect" double precision NOT NULL,
	"effect_lower" double precision NOT NULL,
	"effect_upper" double precision NOT NULL,
	"effect_q" double precision NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "error_edit_error_analysis_id_concept_edit_direction_pk" PRIMARY KEY("error_analysis_id","concept","edit","direction")
);
--> statement-breakpoint
ALTER TABLE "class_analysis" ADD CONSTRAINT "class_analysis_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_prediction" ADD CONSTRAINT "class_prediction_class_analysis_id_class_analysis_id_fk" FOREIGN KEY ("class_analysis_id") REFERENCES "public"."class_analysis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_range" ADD CONSTRAINT "class_range_class_analysis_id_class_analysis_id_fk" FOREIGN KEY ("class_analysis_id") REFERENCES "public"."class_analysis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_range" ADD CONSTRAINT "class_range_cluster_id_cluster_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."cluster"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_pair" ADD CONSTRAINT "collection_pair_collection_id_collection_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collection"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_sample" ADD CONSTRAINT "collection_sample_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_sample" ADD CONSTRAINT "collection_sample_pair_fk" FOREIGN KEY ("collection_id","position") REFERENCES "public"."collection_pair"("collection_id","position") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection" ADD CONSTRAINT "collection_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection" ADD CONSTRAINT "collection_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_edit" ADD CONSTRAINT "error_edit_error_analysis_id_error_analysis_id_fk" FOREIGN KEY ("error_analysis_id") REFERENCES "public"."error_analysis"("id") ON DELETE cascade ON UPDATE no action;