ALTER TABLE "probe_dataset" ADD COLUMN "group_count" integer;--> statement-breakpoint
ALTER TABLE "probe_dataset" ADD COLUMN "near_duplicates" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "upsampling" text DEFAULT 'bilinear' NOT NULL;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "upsampling" text DEFAULT 'bilinear' NOT NULL;