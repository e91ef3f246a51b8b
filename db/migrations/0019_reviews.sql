CREATE TABLE "review" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "review_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"explanation_id" bigint NOT NULL,
	"reviewer" text NOT NULL,
	"reviewer_name" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"better_name" text,
	"idempotency_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_reviewer_idempotencyKey_unique" UNIQUE("reviewer","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "verdict" (
	"explanation_id" bigint NOT NULL,
	"reviewer" text NOT NULL,
	"review_id" bigint NOT NULL,
	"verdict" text NOT NULL,
	CONSTRAINT "verdict_explanation_id_reviewer_pk" PRIMARY KEY("explanation_id","reviewer")
);
--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_explanation_id_explanation_id_fk" FOREIGN KEY ("explanation_id") REFERENCES "public"."explanation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_explanation_id_explanation_id_fk" FOREIGN KEY ("explanation_id") REFERENCES "public"."explanation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_review_id_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."review"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_explanation_id_created_at_id_index" ON "review" USING btree ("explanation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "review_created_at_id_index" ON "review" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "verdict_reviewer_explanation_id_index" ON "verdict" USING btree ("reviewer","explanation_id");