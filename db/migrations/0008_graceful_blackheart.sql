CREATE INDEX "explanation_cluster_index_iou_id_index" ON "explanation" USING btree ("cluster_index","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_unit_index_iou_id_index" ON "explanation" USING btree ("unit_index","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_length_iou_id_index" ON "explanation" USING btree ("length","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_specialization_iou_id_index" ON "explanation" USING btree ("specialization","iou","id");