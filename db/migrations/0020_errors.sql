CREATE TABLE "error_analysis" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "error_analysis_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_version_id" bigint NOT NULL,
	"probe_dataset_id" bigint NOT NULL,
	"class_name" text,
	"predicted_name" text,
	"image_count" integer NOT NULL,
	"images_wrong" integer NOT NULL,
	"is_grouped" boolean NOT NULL,
	"unit_count" integer NOT NULL,
	"units_wrong" integer NOT NULL,
	"concept_count" integer NOT NULL,
	"permutations" integer NOT NULL,
	"seed" integer NOT NULL,
	"errors_needed" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "error_analysis_question_unique" UNIQUE NULLS NOT DISTINCT("model_version_id","probe_dataset_id","class_name","predicted_name")
);
--> statement-breakpoint
CREATE TABLE "error_range" (
	"error_analysis_id" bigint NOT NULL,
	"cluster_id" bigint NOT NULL,
	"intervention" text NOT NULL,
	"fires_more" double precision NOT NULL,
	"p" double precision NOT NULL,
	"q" double precision NOT NULL,
	"wrong_count" integer NOT NULL,
	"mended" integer NOT NULL,
	"control_mended" integer NOT NULL,
	"both_mended" integer NOT NULL,
	"right_count" integer NOT NULL,
	"broken" integer NOT NULL,
	"control_broken" integer NOT NULL,
	"both_broken" integer NOT NULL,
	"effect" double precision NOT NULL,
	"effect_lower" double precision NOT NULL,
	"effect_upper" double precision NOT NULL,
	"effect_q" double precision NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "error_range_error_analysis_id_cluster_id_intervention_pk" PRIMARY KEY("error_analysis_id","cluster_id","intervention")
);
--> statement-breakpoint
CREATE TABLE "error_slice_sample" (
	"error_analysis_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"rank" integer NOT NULL,
	"sample_id" bigint NOT NULL,
	"is_wrong" boolean NOT NULL,
	CONSTRAINT "error_slice_sample_error_analysis_id_position_rank_pk" PRIMARY KEY("error_analysis_id","position","rank")
);
--> statement-breakpoint
CREATE TABLE "error_slice" (
	"error_analysis_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"formula" text NOT NULL,
	"score" double precision NOT NULL,
	"selected_count" integer NOT NULL,
	"selected_wrong" integer NOT NULL,
	"unit_count" integer NOT NULL,
	"units_wrong" integer NOT NULL,
	"p" double precision NOT NULL,
	"verdict" text NOT NULL,
	CONSTRAINT "error_slice_error_analysis_id_position_pk" PRIMARY KEY("error_analysis_id","position")
);
--> statement-breakpoint
ALTER TABLE "error_analysis" ADD CONSTRAINT "error_analysis_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_analysis" ADD CONSTRAINT "error_analysis_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_range" ADD CONSTRAINT "error_range_error_analysis_id_error_analysis_id_fk" FOREIGN KEY ("error_analysis_id") REFERENCES "public"."error_analysis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_range" ADD CONSTRAINT "error_range_cluster_id_cluster_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."cluster"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_slice_sample" ADD CONSTRAINT "error_slice_sample_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_slice_sample" ADD CONSTRAINT "error_slice_sample_slice_fk" FOREIGN KEY ("error_analysis_id","position") REFERENCES "public"."error_slice"("error_analysis_id","position") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "error_slice" ADD CONSTRAINT "error_slice_error_analysis_id_error_analysis_id_fk" FOREIGN KEY ("error_analysis_id") REFERENCES "public"."error_analysis"("id") ON DELETE cascade ON UPDATE no action;