import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitName, textWidth } from '../charts/axis-ticks';
import { askedPlace } from '../features/not-found/asked-place';
import { missingPart } from '../features/not-found/missing-part';
import { nearestNames } from '../features/not-found/nearest-names';
import type { PlaceQuery } from '../gql/graphql';
import { shortened } from '../ui/shortened';

describe('a long name', () => {
  it('loses its middle, so that names of one family stay apart, and no half of a letter', () => {
    expect(shortened('resnet50-imagenet-augmented-seed-3', 16)).toBe('resnet50…-seed-3');
    expect(shortened('epoch 30')).toBe('epoch 30');
    expect([...new Intl.Segmenter().segment(shortened('👩‍🔬'.repeat(9), 5))]).toHaveLength(5);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), fc.integer({ min: 3, max: 40 }), (name, most) => {
        expect([...new Intl.Segmenter().segment(shortened(name, most))].length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('fits into a chart with both of its ends', () => {
    expect(fitName('epoch 30', 90)).toBe('epoch 30');
    expect(fitName('resnet50-augmented-epoch-030', 80)).toBe('resnet…h-030');
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), fc.integer({ min: 20, max: 200 }), (name, width) => {
        expect(textWidth(fitName(name, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('an address where nothing is', () => {
  const place: PlaceQuery = {
    models: { nodes: [{ name: 'resnet' }, { name: 'demo-cnn' }] },
    model: {
      name: 'demo-cnn',
      layerNames: ['/block4/relu/Relu_output_0'],
      versions: { nodes: ['epoch 3', 'epoch 30', 'untrained'].map((label) => ({ label, isBaseline: false })) },
    },
  } as unknown as PlaceQuery;
  const missing = (path: string, found = place) => missingPart(askedPlace(path), found);

  it('says which part is not there, and offers those most like it', () => {
    expect(missing('/models/demo_cnn/trends', { ...place, model: null })).toMatchObject({
      ...{ kind: 'model', name: 'demo_cnn' },
      offers: [{ text: 'demo-cnn', href: '/models/demo-cnn' }, { text: 'resnet' }],
    });
    const version = missing('/models/demo-cnn/versions/Epoch%2031');
    expect(version).toMatchObject({ kind: 'version', name: 'Epoch 31', inside: 'demo-cnn' });
    expect(version?.offers[0]).toEqual({ text: 'epoch 30', href: '/models/demo-cnn/versions/epoch%2030' });
    expect(missing('/models/demo-cnn/versions/epoch%203/layers/block5')).toMatchObject({
      ...{ kind: 'layer', inside: 'epoch 3', offers: [{ text: 'block4' }] },
    });
    expect(missing('/models/demo-cnn/versions/epoch%203/layers/block4/neurons/999')).toMatchObject({
      ...{ kind: 'neuron', name: '999', inside: 'block4' },
    });
  });

  it('says no more than it knows of other addresses, and reads broken ones', () => {
    expect(missing('/nowhere')).toBeNull();
    expect(missing('/models/demo-cnn/unknown-page')).toBeNull();
    expect(askedPlace('/models/%E0%A4%A/versions/%')).toMatchObject({ model: '%E0%A4%A', version: '%' });
  });

  it('finds names by their beginning and by few wrong letters', () => {
    expect(nearestNames('epo', ['untrained', 'epoch 30'])[0]).toBe('epoch 30');
    expect(nearestNames('RESNT', ['vgg', 'resnet'])[0]).toBe('resnet');
  });
});
