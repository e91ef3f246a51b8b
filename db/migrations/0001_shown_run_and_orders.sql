DROP INDEX "concept_name_index";--> statement-breakpoint
DROP INDEX "explanation_formula_id_run_id_index";--> statement-breakpoint
DROP INDEX "explanation_run_id_iou_id_index";--> statement-breakpoint
DROP INDEX "explanation_run_id_cluster_index_iou_id_index";--> statement-breakpoint
-- By hand: rows that are there already get their copies before the columns must hold some.
ALTER TABLE "explanation" ADD COLUMN "length" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "unit_index" integer;--> statement-breakpoint
UPDATE "explanation" e SET "length" = f."length", "unit_index" = u."unit_index" FROM "formula" f, "unit" u WHERE f."id" = e."formula_id" AND u."id" = e."unit_id";--> statement-breakpoint
ALTER TABLE "explanation" ALTER COLUMN "length" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "explanation" ALTER COLUMN "unit_index" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "layer" ADD COLUMN "current_run_id" bigint;--> statement-breakpoint
-- By hand: layers that have runs already show one; and the foreign key, as schema files cannot refer to each other in a circle.
UPDATE "layer" SET "current_run_id" = (SELECT r."id" FROM "run" r WHERE r."layer_id" = "layer"."id" ORDER BY (r."status" = 'COMPLETED') DESC, r."id" DESC LIMIT 1);--> statement-breakpoint
ALTER TABLE "layer" ADD CONSTRAINT "layer_current_run_id_run_id_fk" FOREIGN KEY ("current_run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "concept_name_id_index" ON "concept" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "concept_name_prefix_index" ON "concept" USING btree ("name" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "concept_pixel_share_id_index" ON "concept" USING btree ("pixel_share","id");--> statement-breakpoint
CREATE INDEX "explanation_run_id_cluster_index_id_index" ON "explanation" USING btree ("run_id","cluster_index","id");--> statement-breakpoint
CREATE INDEX "explanation_run_id_unit_index_id_index" ON "explanation" USING btree ("run_id","unit_index","id");--> statement-breakpoint
CREATE INDEX "explanation_run_id_length_id_index" ON "explanation" USING btree ("run_id","length","id");--> statement-breakpoint
CREATE INDEX "explanation_lift_rising_index" ON "explanation" USING btree ("run_id","lift","id");--> statement-breakpoint
CREATE INDEX "explanation_lift_falling_index" ON "explanation" USING btree ("run_id","lift" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "explanation_iou_id_index" ON "explanation" USING btree ("iou","id");--> statement-breakpoint
CREATE INDEX "explanation_formula_id_iou_id_index" ON "explanation" USING btree ("formula_id","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_unit_id_run_id_index" ON "explanation" USING btree ("unit_id","run_id");--> statement-breakpoint
CREATE INDEX "formula_text_id_index" ON "formula" USING btree ("text","id");--> statement-breakpoint
CREATE INDEX "formula_length_id_index" ON "formula" USING btree ("length","id");--> statement-breakpoint
CREATE INDEX "formula_text_prefix_index" ON "formula" USING btree ("text" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "layer_name_prefix_index" ON "layer" USING btree ("name" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "layer_current_run_id_index" ON "layer" USING btree ("current_run_id");--> statement-breakpoint
CREATE INDEX "run_started_at_id_index" ON "run" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "explanation_run_id_iou_id_index" ON "explanation" USING btree ("run_id","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_run_id_cluster_index_iou_id_index" ON "explanation" USING btree ("run_id","cluster_index","iou","id");