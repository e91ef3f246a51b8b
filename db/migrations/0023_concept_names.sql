ALTER TABLE "concept" ADD COLUMN "grounding" text DEFAULT 'MASKS' NOT NULL;--> statement-breakpoint
ALTER TABLE "concept" ADD COLUMN "names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "concept" ADD COLUMN "synonyms" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "concept" ADD COLUMN "aliases" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "concept_aliases_index" ON "concept" USING gin ("aliases");