CREATE TABLE "sample_concept" (
	"sample_id" bigint NOT NULL,
	"concept_id" bigint NOT NULL,
	"pixels" integer NOT NULL,
	"mask" "bytea" NOT NULL,
	CONSTRAINT "sample_concept_sample_id_concept_id_pk" PRIMARY KEY("sample_id","concept_id")
);
--> statement-breakpoint
ALTER TABLE "sample_concept" ADD CONSTRAINT "sample_concept_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_concept" ADD CONSTRAINT "sample_concept_concept_id_concept_id_fk" FOREIGN KEY ("concept_id") REFERENCES "public"."concept"("id") ON DELETE no action ON UPDATE no action;