interface Grid {
  readonly height: number;
  readonly width: number;
}

export interface MaskedPixels {
  /** (height, width) of the mask grid: the cell of every pixel. */
  readonly cells: Uint16Array | Uint32Array;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
  /** (height, width) of the mask grid: what pixels outside the formula are multiplied by. */
  readonly noise: Float32Array;
}

/**
 * Makes the function that lays a formula's mask over an image: (height, width) of the image, 1 in the formula's mask, the
 * noise elsewhere. Every image pixel takes the mask pixel in which its centre lies (nearest neighbour), noise included.
 * The result is written into the same array each time.
 */
export function maskFactors({
  mask,
  image,
}: {
  readonly mask: Grid;
  readonly image: Grid;
}): (pixels: MaskedPixels) => Float32Array {
  const rows = nearest(mask.height, image.height);
  const columns = nearest(mask.width, image.width);
  const factors = new Float32Array(image.height * image.width);
  return ({ cells, satisfied, noise }) => {
    for (let y = 0; y < image.height; y += 1) {
      const start = (rows[y] as number) * mask.width;
      for (let x = 0; x < image.width; x += 1) {
        const pixel = start + (columns[x] as number);
        const holds = satisfied[cells[pixel] as number] === 1;
        factors[y * image.width + x] = holds ? 1 : (noise[pixel] as number);
      }
    }
    return factors;
  };
}

/** (to) the place among `from` in which each place's centre lies; whole numbers only. */
function nearest(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to }, (_, place) => Math.floor(((2 * place + 1) * from) / (2 * to)));
}
