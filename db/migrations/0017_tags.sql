CREATE TABLE "version_note" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "version_note_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_version_id" bigint NOT NULL,
	"text" text NOT NULL,
	"actor" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "version_tag" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "version_tag_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_id" bigint NOT NULL,
	"name" text NOT NULL,
	"model_version_id" bigint NOT NULL,
	"actor" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "version_note" ADD CONSTRAINT "version_note_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_tag" ADD CONSTRAINT "version_tag_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_tag" ADD CONSTRAINT "version_tag_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "version_note_model_version_id_written_at_id_index" ON "version_note" USING btree ("model_version_id","written_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "version_tag_current_index" ON "version_tag" USING btree ("model_id","name") WHERE "version_tag"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "version_tag_model_version_id_name_index" ON "version_tag" USING btree ("model_version_id","name");--> statement-breakpoint
CREATE INDEX "version_tag_model_id_set_at_id_index" ON "version_tag" USING btree ("model_id","set_at","id");