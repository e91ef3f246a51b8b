it('writes an untrained twin for each of five seeds, with the preprocessing beside it, and not again', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'strata-twins-'));
  try {
    const asked: [string, number][] = [];
    const randomize = async (from: string, { seed }: { seed: number }) => {
      asked.push([from, seed]);
      return { bytes: Uint8Array.of(seed) };
    };
    const twins = await writeUntrainedTwins(folder, { randomize });
    expect(asked).toEqual([1, 2, 3, 4, 5].map((seed) => [demoCheckpoints()[0]?.path, seed]));
    expect(twins.map(({ path: file }) => [...readFileSync(file)])).toEqual([[1], [2], [3], [4], [5]]);
    expect(twins.every(({ isBaseline, sequence }) => isBaseline && sequence < 0)).toBe(true);
    expect((await readdir(folder)).filter((name) => name.endsWith('.strata.json'))).toHaveLength(5);
    expect(await writeUntrainedTwins(folder, { randomize })).toEqual(twins);
    expect(asked).toHaveLength(5);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
