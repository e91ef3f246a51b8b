DROP INDEX "explanation_run_id_iou_id_index";--> statement-breakpoint
DROP INDEX "explanation_iou_id_index";--> statement-breakpoint
DROP INDEX "explanation_cluster_index_iou_id_index";--> statement-breakpoint
DROP INDEX "explanation_specialization_iou_id_index";--> statement-breakpoint
CREATE INDEX "explanation_run_walk_index" ON "explanation" USING btree ("run_id","iou","id","formula_id","cluster_index","lift","chance","length","unit_index","specialization","outcome");--> statement-breakpoint
CREATE INDEX "explanation_walk_index" ON "explanation" USING btree ("iou","id","run_id","formula_id","cluster_index","lift","chance","length","unit_index","specialization","outcome");--> statement-breakpoint
CREATE INDEX "explanation_range_walk_index" ON "explanation" USING btree ("cluster_index","iou","id","run_id","formula_id","specialization","lift","chance","length","unit_index","outcome");--> statement-breakpoint
CREATE INDEX "explanation_class_walk_index" ON "explanation" USING btree ("specialization","iou","id","run_id","formula_id","cluster_index","lift","chance","length","unit_index","outcome");