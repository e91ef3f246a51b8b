import { describe, expect, it } from 'vitest';
import { layerNotes } from '../src/explain/layer-notes.ts';

describe('a layer asked for by a tensor’s name', () => {
  const numbered = { name: 'add_7', tensor: 'add_7', modules: ['layer1', 'layer1.0'], end: null, calls: [] };

  it('that an exporter counted out is shown the path that stays', () => {
    expect(layerNotes([numbered])).toEqual([
      '"add_7" is what module "layer1", "layer1.0" gives. Exports number tensors anew: with --layer layer1.0 the layer is stored by its path, and versions meet.',
    ]);
  });

  it('that is another module’s path is told of both', () => {
    expect(layerNotes([{ name: 'relu', tensor: 'relu', modules: ['stem'], end: 'relu_9', calls: [] }])).toEqual([
      '"relu" is a tensor and a module, which gives "relu_9". The tensor was taken; for the module give --layer "relu_9".',
    ]);
  });

  it.each([
    ['a path', { ...numbered, name: 'layer1', end: 'add_7' }],
    ['a name with its path in it', { ...numbered, name: '/layer1/Add_output_0', tensor: '/layer1/Add_output_0' }],
    ['a tensor that no module gives', { ...numbered, modules: [] }],
    ['the name of its own module', { name: 'conv1', tensor: 'conv1', modules: ['conv1'], end: 'conv1', calls: [] }],
  ])('is left alone when it is %s', (_, layer) => {
    expect(layerNotes([layer])).toEqual([]);
  });

  it('is told which call was taken where its module is called more than once, or seems to be', () => {
    const relu = { name: 'block.relu', tensor: 'relu_2', modules: ['block.relu'], end: 'relu_2' };
    expect(layerNotes([{ ...relu, calls: ['block.relu#0', 'block.relu#1'] }])).toEqual([
      'module "block.relu" is called 2 times; what its last call gives was taken. Single calls are "block.relu#0", "block.relu#1".',
    ]);
    expect(layerNotes([{ ...relu, calls: ['block.relu_1'] }])[0]).toMatch(
      /older exporter .* "block.relu" is its first call/,
    );
  });
});
