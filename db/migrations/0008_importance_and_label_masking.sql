CREATE TABLE "range_importance" (
	"run_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"changed" integer NOT NULL,
	"samples" integer NOT NULL,
	"unit_count" integer NOT NULL,
	CONSTRAINT "range_importance_run_id_cluster_index_pk" PRIMARY KEY("run_id","cluster_index")
);
--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "importance_changed" integer;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "importance_samples" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking_samples" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "label_masking_seed" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "label_masking_limit" integer;--> statement-breakpoint
ALTER TABLE "range_importance" ADD CONSTRAINT "range_importance_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;