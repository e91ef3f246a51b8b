// node example/explain-model.ts <dataset of the format planes> <model.onnx> <layer> <folder for caches>
import { DEFAULT_CONFIG, explainVersion, indexProbe, readPreprocessing } from '@strata/runs';

const [root = '', modelPath = '', layer = '', home = ''] = process.argv.slice(2);

const { dataset, index } = await indexProbe(root, { format: 'planes', home });
const { preprocessing } = await readPreprocessing(modelPath);

const explaining = explainVersion({
  store: null,
  modelName: 'my model',
  versionLabel: 'epoch 30',
  dataset,
  index,
  from: { modelPath, preprocessing },
  layers: [layer],
  chooseUnits: () => [0, 1],
  config: { ...DEFAULT_CONFIG, clusters: 2 },
  home,
});

for await (const explained of explaining) {
  for await (const { unit, ranges } of explained.readUnits()) {
    for (const { clusterIndex, lower, upper, explanation } of ranges) {
      const formula = explanation ? `${explanation.formula}, IoU ${explanation.iou.toFixed(3)}` : 'nothing';
      console.log(`neuron ${unit}, range ${clusterIndex} (${lower ?? '−∞'} to ${upper ?? '∞'}): ${formula}`);
    }
  }
}
