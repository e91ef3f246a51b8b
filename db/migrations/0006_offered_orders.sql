ALTER TABLE "explanation" ADD COLUMN "outcome" text DEFAULT 'EXPLAINED' NOT NULL;--> statement-breakpoint
CREATE INDEX "explanation_cluster_index_id_index" ON "explanation" USING btree ("cluster_index","id");--> statement-breakpoint
CREATE INDEX "explanation_unit_index_id_index" ON "explanation" USING btree ("unit_index","id");--> statement-breakpoint
CREATE INDEX "explanation_length_id_index" ON "explanation" USING btree ("length","id");--> statement-breakpoint
CREATE INDEX "explanation_all_lift_rising_index" ON "explanation" USING btree ("lift","id");--> statement-breakpoint
CREATE INDEX "explanation_all_lift_falling_index" ON "explanation" USING btree ("lift" DESC NULLS LAST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "explanation_cluster_index_iou_id_index" ON "explanation" USING btree ("cluster_index","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_unit_index_iou_id_index" ON "explanation" USING btree ("unit_index","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_length_iou_id_index" ON "explanation" USING btree ("length","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_specialization_iou_id_index" ON "explanation" USING btree ("specialization","iou","id");--> statement-breakpoint
CREATE INDEX "explanation_outcome_index" ON "explanation" USING btree ("iou","id") WHERE "explanation"."outcome" <> 'EXPLAINED';--> statement-breakpoint
CREATE INDEX "unit_unit_index_id_index" ON "unit" USING btree ("unit_index","id");