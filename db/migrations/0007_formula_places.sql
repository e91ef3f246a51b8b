DROP INDEX "explanation_formula_id_iou_id_index";--> statement-breakpoint
ALTER TABLE "formula_concept" ADD COLUMN "length" integer;--> statement-breakpoint
-- By hand: formulas that are there already.
UPDATE "formula_concept" u SET "length" = f."length" FROM "formula" f WHERE f."id" = u."formula_id";--> statement-breakpoint
ALTER TABLE "formula_concept" ALTER COLUMN "length" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "explanation_formula_walk_index" ON "explanation" USING btree ("formula_id","iou","id","run_id","cluster_index","lift","chance","length","unit_index","specialization","outcome");--> statement-breakpoint
CREATE INDEX "formula_concept_place_index" ON "formula_concept" USING btree ("concept_id","negated","length","level","operator","formula_id","position");--> statement-breakpoint
-- By hand: rows are added and hardly ever changed, and only of vacuumed pages an index alone tells all.
ALTER TABLE "explanation" SET (autovacuum_vacuum_insert_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE "formula_concept" SET (autovacuum_vacuum_insert_scale_factor = 0.02);--> statement-breakpoint
-- The planner knows nothing of a new column until it has looked.
ANALYZE "formula_concept";
