import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preprocessingSchema } from '@strata/onnx';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { findModel, findPlace, rememberPlace } from '../src/registry/registry.ts';

const root = mkdtempSync(join(tmpdir(), 'strata-registry-'));
afterAll(() => rmSync(root, { recursive: true }));
let homes = 0;
let home = '';
beforeEach(() => {
  homes += 1;
  home = join(root, `home ${homes}`);
});

const SHA = '0123456789abcdef'.repeat(4);
const rgb = preprocessingSchema.parse({ width: 32, height: 32 });
const bgr = { ...rgb, channelOrder: 'bgr' as const };

describe('the registry', () => {
  it('keeps a model for each preprocessing, and none takes another’s place', async () => {
    await rememberPlace(SHA, { kind: 'model', path: '/models/a.onnx', preprocessing: rgb, request: {} }, { home });
    await rememberPlace(SHA, { kind: 'model', path: '/models/b.onnx', preprocessing: bgr, request: {} }, { home });
    expect(await findModel(SHA, { home, preprocessing: rgb })).toMatchObject({
      path: '/models/a.onnx',
      preprocessing: rgb,
    });
    // The order of its fields is of no meaning.
    const turned = Object.fromEntries(Object.entries(bgr).reverse()) as typeof bgr;
    expect(await findModel(SHA, { home, preprocessing: turned })).toMatchObject({ path: '/models/b.onnx' });
    // The same again is remembered at its last place.
    await rememberPlace(SHA, { kind: 'model', path: '/moved/a.onnx', preprocessing: rgb, request: {} }, { home });
    expect(await findModel(SHA, { home, preprocessing: rgb })).toMatchObject({ path: '/moved/a.onnx' });
    expect(readdirSync(join(home, 'registry'))).toHaveLength(2);
  });

  it('takes the only preprocessing when nothing says which, and refuses to choose among several', async () => {
    await rememberPlace(SHA, { kind: 'model', path: '/a.onnx', preprocessing: rgb, request: {} }, { home });
    expect(await findModel(SHA, { home, preprocessing: null })).toMatchObject({ preprocessing: rgb });
    await rememberPlace(SHA, { kind: 'model', path: '/a.onnx', preprocessing: bgr, request: {} }, { home });
    await expect(findModel(SHA, { home, preprocessing: null })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('2 kinds of preprocessing'),
    });
  });

  it('does not stand in with another preprocessing', async () => {
    await rememberPlace(SHA, { kind: 'model', path: '/a.onnx', preprocessing: rgb, request: {} }, { home });
    await expect(findModel(SHA, { home, preprocessing: bgr })).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('images prepared otherwise'),
    });
  });

  it('reads what earlier versions wrote, until it is remembered anew', async () => {
    mkdirSync(join(home, 'registry'), { recursive: true });
    const request = { classTokens: 1 };
    const old = { kind: 'model', path: '/old.onnx', preprocessing: rgb, request };
    writeFileSync(join(home, 'registry', `${SHA}.json`), JSON.stringify(old));
    expect(await findModel(SHA, { home, preprocessing: null })).toMatchObject({ path: '/old.onnx', request });
    expect(await findModel(SHA, { home, preprocessing: rgb })).toMatchObject({ path: '/old.onnx' });
    await rememberPlace(SHA, { kind: 'model', path: '/new.onnx', preprocessing: rgb, request: {} }, { home });
    expect(await findModel(SHA, { home, preprocessing: null })).toMatchObject({ path: '/new.onnx' });
  });

  it('finds activations that were handed in as a file or as a recording', async () => {
    await rememberPlace(SHA, { kind: 'recording', path: '/recordings/epoch 1' }, { home });
    expect(await findPlace('activations', SHA, { home })).toEqual({ kind: 'recording', path: '/recordings/epoch 1' });
    await expect(findPlace('dataset', SHA, { home })).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    await rememberPlace(SHA, { kind: 'activations', path: '/layer4.npy' }, { home });
    expect(await findPlace('activations', SHA, { home })).toEqual({ kind: 'activations', path: '/layer4.npy' });
  });

  it('takes damaged entries for none', async () => {
    const reading = { exif: null, voidLabels: [], groupBy: null };
    await rememberPlace(SHA, { kind: 'dataset', path: '/d', format: 'planes', ...reading }, { home });
    expect(await findPlace('dataset', SHA, { home })).toMatchObject({ path: '/d', format: 'planes' });
    writeFileSync(join(home, 'registry', `${SHA}.json`), '{"kind": "data');
    await expect(findPlace('dataset', SHA, { home })).rejects.toMatchObject({ code: 'SETUP_FAILED' });
  });

  it('remembers how a dataset is read, and takes the defaults where an older version remembered the place', async () => {
    const reading = { exif: 'ignore', voidLabels: [255], groupBy: '^([^_]+)_' } as const;
    await rememberPlace(SHA, { kind: 'dataset', path: '/d', format: 'broden', ...reading }, { home });
    expect(await findPlace('dataset', SHA, { home })).toMatchObject({ format: 'broden', ...reading });
    const further = [{ path: '/e', format: 'coco-instances' }] as const;
    const more = { boxes: true, classes: true, computed: ['sizes'], further, mapping: '/m', concepts: '/c' } as const;
    await rememberPlace(SHA, { kind: 'dataset', path: '/d', format: 'broden', ...reading, ...more }, { home });
    expect(await findPlace('dataset', SHA, { home })).toMatchObject(more);
    const old = { kind: 'dataset', path: '/d', format: 'planes' };
    writeFileSync(join(home, 'registry', `${SHA}.json`), JSON.stringify(old));
    expect(await findPlace('dataset', SHA, { home })).toMatchObject({ exif: null, voidLabels: [], groupBy: null });
  });
});
