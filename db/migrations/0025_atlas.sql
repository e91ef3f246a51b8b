CREATE TABLE "atlas_frame" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "atlas_frame_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"probe_dataset_id" bigint NOT NULL,
	"method" integer NOT NULL,
	"places" "bytea" NOT NULL,
	CONSTRAINT "atlas_frame_probeDatasetId_method_unique" UNIQUE("probe_dataset_id","method")
);
--> statement-breakpoint
CREATE TABLE "concept_place" (
	"frame_id" bigint NOT NULL,
	"concept_id" bigint NOT NULL,
	"x" integer NOT NULL,
	"y" integer NOT NULL,
	CONSTRAINT "concept_place_frame_id_concept_id_pk" PRIMARY KEY("frame_id","concept_id")
);
--> statement-breakpoint
CREATE TABLE "atlas" (
	"run_id" bigint PRIMARY KEY NOT NULL,
	"frame_id" bigint NOT NULL,
	"placed" integer NOT NULL,
	"not_placed" integer NOT NULL,
	"trustworthiness" double precision,
	"neighbours_kept" double precision,
	"neighbours" integer,
	"points_compared" integer,
	"computed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placement" (
	"cluster_id" bigint PRIMARY KEY NOT NULL,
	"run_id" bigint NOT NULL,
	"profile" "bytea" NOT NULL,
	"x" integer,
	"y" integer
);
--> statement-breakpoint
ALTER TABLE "atlas_frame" ADD CONSTRAINT "atlas_frame_probe_dataset_id_probe_dataset_id_fk" FOREIGN KEY ("probe_dataset_id") REFERENCES "public"."probe_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_place" ADD CONSTRAINT "concept_place_frame_id_atlas_frame_id_fk" FOREIGN KEY ("frame_id") REFERENCES "public"."atlas_frame"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_place" ADD CONSTRAINT "concept_place_concept_id_concept_id_fk" FOREIGN KEY ("concept_id") REFERENCES "public"."concept"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "atlas" ADD CONSTRAINT "atlas_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "atlas" ADD CONSTRAINT "atlas_frame_id_atlas_frame_id_fk" FOREIGN KEY ("frame_id") REFERENCES "public"."atlas_frame"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_cluster_id_cluster_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."cluster"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "concept_place_concept_id_index" ON "concept_place" USING btree ("concept_id");--> statement-breakpoint
CREATE INDEX "atlas_frame_id_index" ON "atlas" USING btree ("frame_id");--> statement-breakpoint
CREATE INDEX "placement_run_id_index" ON "placement" USING btree ("run_id");