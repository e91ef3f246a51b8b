CREATE TABLE "range_change" (
	"run_id" bigint NOT NULL,
	"from_run_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"from_cluster_index" integer,
	"kept" double precision,
	"similarity" double precision,
	"change" text,
	CONSTRAINT "range_change_run_id_from_run_id_unit_id_cluster_index_pk" PRIMARY KEY("run_id","from_run_id","unit_id","cluster_index")
);
--> statement-breakpoint
CREATE TABLE "range_floor" (
	"run_id" bigint NOT NULL,
	"unit_id" bigint NOT NULL,
	"cluster_index" integer NOT NULL,
	"folds" smallint NOT NULL,
	"changed_folds" smallint NOT NULL,
	"meaning_folds" smallint NOT NULL,
	CONSTRAINT "range_floor_run_id_unit_id_cluster_index_pk" PRIMARY KEY("run_id","unit_id","cluster_index")
);
--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "lower_quantile" double precision;--> statement-breakpoint
ALTER TABLE "cluster" ADD COLUMN "upper_quantile" double precision;--> statement-breakpoint
ALTER TABLE "model_version" ADD COLUMN "training_run" text;--> statement-breakpoint
ALTER TABLE "range_change" ADD CONSTRAINT "range_change_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "range_change" ADD CONSTRAINT "range_change_from_run_id_run_id_fk" FOREIGN KEY ("from_run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "range_change" ADD CONSTRAINT "range_change_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "range_floor" ADD CONSTRAINT "range_floor_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "range_floor" ADD CONSTRAINT "range_floor_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "range_change_from_run_id_index" ON "range_change" USING btree ("from_run_id");