CREATE TABLE "class_estimate" (
	"run_id" bigint NOT NULL,
	"measure" text NOT NULL,
	"specialization" text NOT NULL,
	"cluster_index" integer NOT NULL,
	"from_cluster_index" integer,
	"n" integer NOT NULL,
	"value" double precision NOT NULL,
	"lower" double precision NOT NULL,
	"upper" double precision NOT NULL,
	CONSTRAINT "class_estimate_run_id_measure_specialization_cluster_index_pk" PRIMARY KEY("run_id","measure","specialization","cluster_index")
);
--> statement-breakpoint
ALTER TABLE "class_estimate" ADD CONSTRAINT "class_estimate_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- By hand: a chance of 0 has no multiples. Averages that counted them as 0 are rolled up again when the store is opened.
WITH mended AS (UPDATE "explanation" SET "lift" = NULL WHERE "chance" = 0 AND "lift" IS NOT NULL RETURNING "run_id")
UPDATE "run" SET "rolled_up" = false WHERE "id" IN (SELECT "run_id" FROM mended);
