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
ALTER TABLE "formula_concept" ADD COLUMN "level" integer;--> statement-breakpoint
ALTER TABLE "formula_concept" ADD COLUMN "operator" text;--> statement-breakpoint
ALTER TABLE "formula" ADD COLUMN "truth_hash" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "rolled_up" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "class_point" ADD CONSTRAINT "class_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_point" ADD CONSTRAINT "concept_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_point" ADD CONSTRAINT "concept_point_concept_id_concept_id_fk" FOREIGN KEY ("concept_id") REFERENCES "public"."concept"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_point" ADD CONSTRAINT "concept_point_best_explanation_id_explanation_id_fk" FOREIGN KEY ("best_explanation_id") REFERENCES "public"."explanation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_point" ADD CONSTRAINT "metric_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "concept_point_concept_id_negated_best_iou_index" ON "concept_point" USING btree ("concept_id","negated","best_iou");--> statement-breakpoint
CREATE INDEX "formula_truth_hash_index" ON "formula" USING btree ("truth_hash");