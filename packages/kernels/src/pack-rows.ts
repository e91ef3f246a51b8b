/** Joins rows of whole bytes to packed bits without padding: bit (row, column) becomes bit row · width + column. */
export function packRows(
  rows: Uint8Array,
  { height, width }: { height: number; width: number },
): Uint8Array<ArrayBuffer> {
  const rowBytes = Math.ceil(width / 8);
  if (width % 8 === 0) return rows.slice(0, height * rowBytes) as Uint8Array<ArrayBuffer>;
  const packed = new Uint8Array(Math.ceil((height * width) / 8));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const bit = ((rows[row * rowBytes + (column >> 3)] as number) >> (7 - (column & 7))) & 1;
      const at = row * width + column;
      packed[at >> 3] = (packed[at >> 3] as number) | (bit << (7 - (at & 7)));
    }
  }
  return packed;
}
