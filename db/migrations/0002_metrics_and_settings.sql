ALTER TABLE "explanation" ADD COLUMN "bound" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "gap" double precision;--> statement-breakpoint
-- By hand: rows that are there already get the two shares that their pixel counts tell.
ALTER TABLE "explanation" ADD COLUMN "detection_accuracy" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "activation_coverage" double precision;--> statement-breakpoint
UPDATE "explanation" e SET
  "detection_accuracy" = coalesce(e."intersection"::float8 / nullif(e."formula_pixels", 0), 0),
  "activation_coverage" = coalesce(e."intersection"::float8 / nullif(c."bitmap_pixels", 0), 0)
  FROM "cluster" c WHERE c."id" = e."cluster_id";--> statement-breakpoint
ALTER TABLE "explanation" ALTER COLUMN "detection_accuracy" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "explanation" ALTER COLUMN "activation_coverage" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "sample_coverage" double precision;--> statement-breakpoint
ALTER TABLE "explanation" ADD COLUMN "explanation_coverage" double precision;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "search_budget_ms" integer;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "categories" text[];--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "min_concept_share" double precision DEFAULT 0 NOT NULL;