ALTER TABLE "cluster" ADD COLUMN "includes_lower" boolean;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "labelled_pixels" bigint;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "off_share" double precision;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "zeros_off" boolean;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "zero_count" bigint;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "value_count" bigint;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "off_share" double precision DEFAULT 0.05;--> statement-breakpoint
ALTER TABLE "unit_run" ADD COLUMN "map_cells" bigint;--> statement-breakpoint
ALTER TABLE "unit_run" ADD COLUMN "off_cells" bigint;--> statement-breakpoint
ALTER TABLE "unit_run" ADD COLUMN "top_cells" bigint;--> statement-breakpoint
ALTER TABLE "unit_run" ADD COLUMN "saturated_cells" bigint;