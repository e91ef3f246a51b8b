CREATE TABLE "grade_point" (
	"run_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"grade" text NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "grade_point_run_id_cluster_index_grade_pk" PRIMARY KEY("run_id","cluster_index","grade")
);
--> statement-breakpoint
DROP INDEX "explanation_run_walk_index";--> statement-breakpoint
DROP INDEX "explanation_walk_index";--> statement-breakpoint
DROP INDEX "explanation_range_walk_index";--> statement-breakpoint
DROP INDEX "explanation_class_walk_index";--> statement-breakpoint
DROP INDEX "explanation_formula_walk_index";--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "support_samples" integer;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "support_map_cells" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "held_out_intersection" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "held_out_union" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "shuffled_intersection" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "shuffled_union" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "shifted_intersection" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "shifted_union" bigint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "times_shuffled" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "held_out_p" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "held_out_q" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "null_mean" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "null_upper" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "null_p" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "null_searches" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "folds" smallint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "replication_formula" smallint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "replication_pair" smallint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "replication_alike" smallint;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "replication_terms" smallint[];--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "grade" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "evidence_folds" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "evidence_shuffles" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "evidence_null_searches" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "evidence_seed" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "evidence_ms" double precision;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "null_searches" integer;--> statement-breakpoint
ALTER TABLE "grade_point" ADD CONSTRAINT "grade_point_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "explanation_shuffled_rising_index" ON "explanation" USING btree ("run_id","times_shuffled","id");--> statement-breakpoint
CREATE INDEX "explanation_shuffled_falling_index" ON "explanation" USING btree ("run_id","times_shuffled" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "explanation_run_id_cluster_index_grade_iou_id_index" ON "explanation" USING btree ("run_id","cluster_index","grade","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_all_shuffled_rising_index" ON "explanation" USING btree ("times_shuffled","id");--> statement-breakpoint
CREATE INDEX "explanation_all_shuffled_falling_index" ON "explanation" USING btree ("times_shuffled" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "explanation_grade_walk_index" ON "explanation" USING btree ("grade","iou","id","run_id","formula_id","cluster_index","lift","chance","length","unit_index","specialization","outcome","times_shuffled");--> statement-breakpoint
CREATE INDEX "explanation_run_walk_index" ON "explanation" USING btree ("run_id","iou","id","formula_id","cluster_index","lift","chance","length","unit_index","specialization","outcome","grade","times_shuffled");--> statement-breakpoint
CREATE INDEX "explanation_walk_index" ON "explanation" USING btree ("iou","id","run_id","formula_id","cluster_index","lift","chance","length","unit_index","specialization","outcome","grade","times_shuffled");--> statement-breakpoint
CREATE INDEX "explanation_range_walk_index" ON "explanation" USING btree ("cluster_index","iou","id","run_id","formula_id","specialization","lift","chance","length","unit_index","outcome","grade","times_shuffled");--> statement-breakpoint
CREATE INDEX "explanation_class_walk_index" ON "explanation" USING btree ("specialization","iou","id","run_id","formula_id","cluster_index","lift","chance","length","unit_index","outcome","grade","times_shuffled");--> statement-breakpoint
CREATE INDEX "explanation_formula_walk_index" ON "explanation" USING btree ("formula_id","iou","id","run_id","cluster_index","lift","chance","length","unit_index","specialization","outcome","grade","times_shuffled");