CREATE TABLE "run_baseline" (
	"run_id" bigint NOT NULL,
	"baseline_run_id" bigint NOT NULL,
	"units_done" integer NOT NULL,
	CONSTRAINT "run_baseline_run_id_baseline_run_id_pk" PRIMARY KEY("run_id","baseline_run_id")
);
--> statement-breakpoint
ALTER TABLE "class_estimate" ADD COLUMN "seeds" integer;--> statement-breakpoint
ALTER TABLE "run_baseline" ADD CONSTRAINT "run_baseline_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_baseline" ADD CONSTRAINT "run_baseline_baseline_run_id_run_id_fk" FOREIGN KEY ("baseline_run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_baseline_baseline_run_id_index" ON "run_baseline" USING btree ("baseline_run_id");