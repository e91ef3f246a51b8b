'use client';

/** What decides how a mark looks; written into the file, which has no style sheet. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'display',
];

/** Pixels of a PNG for one of the chart's own, so that it stays sharp in print and on slides. */
const PNG_SCALE = 2;

/** Saves the chart of a figure as it is drawn now, colours of the theme included. */
export function SavePicture({ figure }: { figure: string }) {
  return (
    <>
      <button type="button" className="text-button needs-script" onClick={() => save(figure, toSvg)}>
        SVG
      </button>
      <button type="button" className="text-button needs-script" onClick={() => save(figure, toPng)}>
        PNG
      </button>
    </>
  );
}

type Draw = (chart: SVGSVGElement) => Promise<{ blob: Blob; extension: string }>;

async function save(figure: string, draw: Draw): Promise<void> {
  const charts = [...document.querySelectorAll<SVGSVGElement>(`#${figure} svg.chart`)];
  const chart = charts.find((candidate) => candidate.getBoundingClientRect().width > 0);
  if (!chart) return;
  const { blob, extension } = await draw(chart);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${figure}.${extension}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function toSvg(chart: SVGSVGElement) {
  return { blob: new Blob([standalone(chart)], { type: 'image/svg+xml' }), extension: 'svg' };
}

async function toPng(chart: SVGSVGElement) {
  const { width, height } = chart.viewBox.baseVal;
  const image = new Image(width * PNG_SCALE, height * PNG_SCALE);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(chart))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error(`The browser could not write a picture of ${canvas.width} × ${canvas.height} pixels.`);
  return { blob, extension: 'png' };
}

function standalone(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    const target = copies[index] as SVGElement;
    const look = PROPERTIES.map((name) => `${name}:${forAllViewers(style.getPropertyValue(name))}`);
    target.setAttribute('style', look.join(';'));
    if (target.localName === 'a') target.removeAttribute('href');
    // What only shows under the pointer is not part of the picture.
    if (style.display === 'none' || style.opacity === '0') target.remove();
  });
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', forAllViewers(getComputedStyle(document.documentElement).backgroundColor));
  copy.prepend(ground);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

/** Colours of newer kinds as sRGB, which every program that opens an SVG knows; other values as they are. */
function forAllViewers(value: string): string {
  if (!/^(oklch|oklab|color|lab|lch)\(/u.test(value)) return value;
  const brush = document.createElement('canvas').getContext('2d');
  if (!brush) return value;
  brush.fillStyle = value;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha = 255] = brush.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}
