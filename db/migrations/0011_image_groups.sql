ALTER TABLE "probe_dataset" ADD COLUMN "group_count" integer;--> statement-breakpoint
ALTER TABLE "probe_dataset" ADD COLUMN "near_duplicates" integer;