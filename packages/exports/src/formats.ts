/** What a model's results are written for. */
export type ExportFormat =
  | 'parquet'
  | 'mlflow'
  | 'wandb'
  | 'neuronpedia'
  | 'model-card'
  | 'openmetrics'
  | 'label-studio'
  | 'fiftyone'
  | 'netdissect';
