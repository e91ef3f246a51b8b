import { constants } from 'node:fs';
import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { demoCheckpoints } from '@strata/demo';
import { readModel } from '@strata/onnx';
import sharp from 'sharp';
import { openHomeStore } from '../home.ts';
import { IS_CLONE, MEND } from '../installation.ts';
import { DEFAULT_PORTS, requireFreePort } from '../serve/ports.ts';
import type { Check } from './check.ts';

/** The package runs on more than the runtime that a clone pins. */
const NODE_MAJOR_MIN = IS_CLONE ? 24 : 22;
const GIGABYTE = 1e9;
const DISK_BYTES_MIN = GIGABYTE;
const MEMORY_BYTES_MIN = GIGABYTE;

/** What Strata needs of a machine, in the order in which things can be mended. */
export function machineChecks({ home, environment }: { home: string; environment: NodeJS.ProcessEnv }): Check[] {
  return [
    {
      name: 'runtime',
      necessary: true,
      look: runtime,
      toDo: IS_CLONE ? `${MEND}; it installs Node 24.` : 'Install Node 22 or later.',
    },
    { name: 'memory', necessary: true, look: memory, toDo: 'End other programs, or use a larger machine.' },
    {
      name: 'home',
      necessary: true,
      look: () => writable(home),
      toDo: 'Set STRATA_HOME to a folder you may write.',
    },
    {
      name: 'disk',
      necessary: true,
      look: () => disk(home),
      toDo: 'Free some space, or set STRATA_HOME to a folder on a larger disk.',
    },
    {
      name: 'images',
      necessary: true,
      look: images,
      toDo: `${MEND}; the package sharp is damaged.`,
    },
    {
      name: 'models',
      necessary: true,
      look: models,
      toDo: `${MEND}; the package onnxruntime-node is damaged or has no build for this platform.`,
    },
    {
      name: 'database',
      necessary: true,
      look: () => database(environment),
      toDo: 'Correct DATABASE_URL, or unset it to use the database that comes with Strata.',
    },
    ...(['dashboard', 'api'] as const).map((name) => ({
      name: `${name} port`,
      necessary: false,
      look: () => freePort(name, DEFAULT_PORTS[name]),
      toDo: 'Choose another port.',
    })),
    {
      name: 'browser',
      necessary: false,
      look: () => browser(environment),
      toDo: 'Only reports as PDF and the tests of the pages need one: set CHROMIUM_PATH to a Chromium.',
    },
  ];
}

async function runtime(): Promise<string> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < NODE_MAJOR_MIN)
    throw new Error(`expected Node ${NODE_MAJOR_MIN} or later, found ${node}`);
  return `Node ${node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`;
}

async function memory(): Promise<string> {
  const available = process.availableMemory();
  if (available < MEMORY_BYTES_MIN) throw new Error(`expected 1 GB of free memory, found ${inGigabytes(available)}`);
  return `${inGigabytes(available)} available`;
}

async function writable(home: string): Promise<string> {
  await mkdir(home, { recursive: true });
  const probe = join(home, `.doctor-${process.pid}`);
  await writeFile(probe, '');
  await rm(probe);
  return home;
}

async function disk(home: string): Promise<string> {
  const { bavail, bsize } = await statfs(home);
  const free = bavail * bsize;
  if (free < DISK_BYTES_MIN) throw new Error(`expected 1 GB of free space in ${home}, found ${inGigabytes(free)}`);
  return `${inGigabytes(free)} free`;
}

/** Decodes what it encodes: a library that loads may still lack a codec. */
async function images(): Promise<string> {
  const webp = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
    .webp()
    .toBuffer();
  await sharp(webp).raw().toBuffer();
  return `sharp with libvips ${sharp.versions.vips}`;
}

async function models(): Promise<string> {
  const [checkpoint] = demoCheckpoints();
  if (!checkpoint) throw new Error('the bundled checkpoints are missing');
  const { tensors } = await readModel(checkpoint.path);
  return `ONNX Runtime reads a bundled model (${tensors.length} tensors)`;
}

async function database(environment: NodeJS.ProcessEnv): Promise<string> {
  const store = await openHomeStore({}, environment);
  try {
    const { rows } = await store.pool.query<{ server_version: string }>('show server_version');
    const where = environment.DATABASE_URL ? 'the server of DATABASE_URL' : 'embedded';
    return `PostgreSQL ${rows[0]?.server_version}, ${where}, tables up to date`;
  } finally {
    await store.close();
  }
}

async function freePort(name: string, port: number): Promise<string> {
  await requireFreePort(port, name === 'api' ? '--api-port' : '--port');
  return `${port} is free`;
}

async function browser(environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment.CHROMIUM_PATH;
  if (given) {
    await access(given, constants.X_OK);
    return given;
  }
  createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return 'package @sparticuz/chromium';
}

function inGigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
