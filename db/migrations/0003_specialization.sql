CREATE TABLE "default_formula" (
	"run_id" bigint NOT NULL,
	"formula_id" bigint NOT NULL,
	"unit_count" integer NOT NULL,
	"range_count" integer NOT NULL,
	"rank" integer NOT NULL,
	CONSTRAINT "default_formula_run_id_formula_id_pk" PRIMARY KEY("run_id","formula_id"),
	CONSTRAINT "default_formula_runId_rank_unique" UNIQUE("run_id","rank")
);
--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "specialization" text;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "default_formula_id" bigint;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "baseline_run_id" bigint;--> statement-breakpoint
ALTER TABLE "default_formula" ADD CONSTRAINT "default_formula_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "default_formula" ADD CONSTRAINT "default_formula_formula_id_formula_id_fk" FOREIGN KEY ("formula_id") REFERENCES "public"."formula"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_default_formula_id_formula_id_fk" FOREIGN KEY ("default_formula_id") REFERENCES "public"."formula"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_baseline_run_id_run_id_fk" FOREIGN KEY ("baseline_run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "explanation_run_id_cluster_index_specialization_iou_id_index" ON "explanation" USING btree ("run_id","cluster_index","specialization","iou","id");--> statement-breakpoint
CREATE INDEX "run_baseline_run_id_index" ON "run" USING btree ("baseline_run_id");