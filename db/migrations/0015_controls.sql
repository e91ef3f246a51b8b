ALTER TABLE "cluster" ADD COLUMN "importance_control_changed" integer;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "importance_both_changed" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking_strength" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking_floor" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "label_masking_controlled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "specifications_held" integer;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "specifications_total" integer;--> statement-breakpoint
ALTER TABLE "range_importance" ADD COLUMN "control_changed" integer;--> statement-breakpoint
ALTER TABLE "range_importance" ADD COLUMN "both_changed" integer;