-- By hand: explanations that are there already get their unit's outcome; nearly all have the default.
UPDATE "explanation" e SET "outcome" = r."outcome" FROM "unit_run" r WHERE r."outcome" <> 'EXPLAINED' AND r."run_id" = e."run_id" AND r."unit_id" = e."unit_id";
--> statement-breakpoint
-- The planner knows nothing of a new column until it has looked.
ANALYZE "explanation";
