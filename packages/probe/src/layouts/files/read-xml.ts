import { readFile, stat } from 'node:fs/promises';
import { DatasetError } from '@strata/domain';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { csvText } from '../../csv-text.ts';

const XML_BYTES_MAX = 500 * 2 ** 20;
/** What XML itself names; other entities are none. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An element: its attributes and inner elements by name, those of one name as a list where there are several. */
export interface XmlNode {
  readonly [name: string]: unknown;
}

/**
 * Reads an XML file; documents that define entities are refused.
 * @throws DatasetError with the line when it isn't well formed
 */
export async function readXml(path: string): Promise<XmlNode> {
  const { size } = await stat(path);
  if (size > XML_BYTES_MAX)
    throw new DatasetError(`${path}: expected XML of at most ${XML_BYTES_MAX} bytes, found ${size}.`);
  const text = csvText(await readFile(path), path);
  if (/<!DOCTYPE/iu.test(text))
    throw new DatasetError(`${path}: expected XML without a document type, found <!DOCTYPE. Take it out.`);
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw new DatasetError(
      `${path}, line ${line}, column ${col}: not complete XML: ${msg} Fetch or write the file again.`,
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    processEntities: false,
    attributeValueProcessor: (_, value) => unescaped(value),
    tagValueProcessor: (_, value) => unescaped(value),
  });
  return parser.parse(text) as XmlNode;
}

/** The inner elements of a name. */
export function listOf(node: XmlNode, name: string): XmlNode[] {
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((one: unknown) =>
    typeof one === 'object' && one !== null ? (one as XmlNode) : {},
  );
}

function unescaped(value: string): string {
  return value.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] as string) : whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
