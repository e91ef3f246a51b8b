/** The model version as the database knows it. */
export interface VersionNames {
  readonly modelName: string;
  readonly versionLabel: string;
  /** Place in trends; default after the model's last version. */
  readonly sequence?: number | undefined;
  /** Share of right answers, 0–1. Default unknown. */
  readonly accuracy?: number | null | undefined;
  /** Versions of one training run share their units. Default: that of the stored version, else the model's name, of a baseline its own. */
  readonly trainingRun?: string | undefined;
  /** Default false. */
  readonly isBaseline?: boolean | undefined;
}
