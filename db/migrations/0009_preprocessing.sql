ALTER TABLE "run" ADD COLUMN "input_width" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_height" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_channel_order" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_scale" double precision;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_mean" double precision[];--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_standard_deviation" double precision[];--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_layout" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "input_resize" text;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "layout_request" jsonb;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_width" integer;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_height" integer;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_channel_order" text;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_scale" double precision;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_mean" double precision[];--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_standard_deviation" double precision[];--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_layout" text;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "input_resize" text;--> statement-breakpoint
ALTER TABLE "run_request" ADD COLUMN "layout_request" jsonb;