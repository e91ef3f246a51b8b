import { describe, expect, it } from 'vitest';
import { findLayer, layerLabel, layerPath, layerSlug, neuronPath, runAnchor, trendsPath } from '../data/paths';

describe('a layer’s short name', () => {
  it.each([
    ['/block4/relu/Relu_output_0', 'block4'],
    ['/fire9/Concat_output_0', 'fire9'],
    ['/layer3/layer3.2/Relu_1_output_0', 'layer3.2'],
    ['conv52_relu6', 'conv52_relu6'],
    ['activations', 'activations'],
    ['/relu/Relu_output_0', 'relu'],
    ['/', '/'],
  ])('of %s is %s', (name, label) => expect(layerLabel(name)).toBe(label));

  it('stays with the first layer of that name, so that addresses stay good when layers are added', () => {
    const names = ['/block4/relu/Relu_output_0', '/block4/conv/Conv_output_0', 'x'];
    expect(layerSlug(names[0] as string, names)).toBe('block4');
    expect(layerSlug(names[1] as string, names)).toBe('/block4/conv/Conv_output_0');
    expect(names.map((name) => findLayer(layerSlug(name, names), names))).toEqual(names);
    expect(findLayer('block5', names)).toBeUndefined();
  });
});

describe('addresses', () => {
  it('keep names with slashes, spaces and other scripts in one part', () => {
    const place = { model: 'demo cnn', version: 'epoch 30', layer: '/層/x' };
    expect(layerPath(place)).toBe('/models/demo%20cnn/versions/epoch%2030/layers/%2F%E5%B1%A4%2Fx');
    expect(neuronPath(place, 7)).toBe(`${layerPath(place)}/neurons/7`);
    expect(trendsPath(place)).toBe('/models/demo%20cnn/trends?layer=%2F%E5%B1%A4%2Fx');
    expect(runAnchor('UnVuOjE=')).toBe('run-UnVuOjE');
  });
});
