CREATE TABLE "gate_check" (
	"gate_run_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"rule_index" integer NOT NULL,
	"name" text NOT NULL,
	"subject" text NOT NULL,
	"bound" text NOT NULL,
	"layer" text,
	"cluster_index" integer,
	"outcome" text NOT NULL,
	"value" double precision,
	"lower" double precision,
	"upper" double precision,
	"required" double precision NOT NULL,
	"n" integer,
	"reason" text NOT NULL,
	"run_id" bigint,
	CONSTRAINT "gate_check_gate_run_id_position_pk" PRIMARY KEY("gate_run_id","position")
);
--> statement-breakpoint
CREATE TABLE "gate_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gate_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_version_id" bigint NOT NULL,
	"baseline_version_id" bigint,
	"outcome" text NOT NULL,
	"rules" text NOT NULL,
	"rules_sha256" text NOT NULL,
	"code_version" text NOT NULL,
	"actor" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "gate_check" ADD CONSTRAINT "gate_check_gate_run_id_gate_run_id_fk" FOREIGN KEY ("gate_run_id") REFERENCES "public"."gate_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_check" ADD CONSTRAINT "gate_check_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_run" ADD CONSTRAINT "gate_run_model_version_id_model_version_id_fk" FOREIGN KEY ("model_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_run" ADD CONSTRAINT "gate_run_baseline_version_id_model_version_id_fk" FOREIGN KEY ("baseline_version_id") REFERENCES "public"."model_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gate_run_model_version_id_decided_at_id_index" ON "gate_run" USING btree ("model_version_id","decided_at","id");--> statement-breakpoint
CREATE INDEX "gate_run_decided_at_id_index" ON "gate_run" USING btree ("decided_at","id");--> statement-breakpoint
CREATE INDEX "gate_run_baseline_version_id_index" ON "gate_run" USING btree ("baseline_version_id");