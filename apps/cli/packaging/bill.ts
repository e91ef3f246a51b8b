import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { Shipped } from './shipped.ts';

/**
 * The bill of materials as CycloneDX JSON: what ships, with hashes as the registry's and licences. It says neither when it
 * was written nor by which number, so that the same packages give the same bill.
 */
export function billOfMaterials(
  packages: readonly Shipped[],
  { name, version }: { readonly name: string; readonly version: string },
): string {
  const bom = new Models.Bom();
  const own = new Models.Component(Enums.ComponentType.Application, name, {
    version,
    purl: purl(name, version),
    bomRef: purl(name, version),
    licenses: new Models.LicenseRepository([new Models.SpdxLicense('Apache-2.0')]),
  });
  bom.metadata.component = own;
  for (const shipped of packages) {
    const component = toComponent(shipped);
    bom.components.add(component);
    own.dependencies.add(component.bomRef);
  }
  const format = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(format).serialize(bom, { sortLists: true, space: 2 });
}

function toComponent({ name, version, license, integrity }: Shipped): Models.Component {
  const scope = /^(@[^/]+)\/(.+)$/u.exec(name);
  return new Models.Component(Enums.ComponentType.Library, scope?.[2] ?? name, {
    group: scope?.[1],
    version,
    purl: purl(name, version),
    bomRef: purl(name, version),
    hashes: new Models.HashDictionary(hashesOf(integrity)),
    licenses: new Models.LicenseRepository([licenceOf(license)]),
  });
}

function licenceOf(license: string): Models.License {
  if (/\b(?:AND|OR)\b/u.test(license)) return new Models.LicenseExpression(license);
  return / /u.test(license) ? new Models.NamedLicense(license) : new Models.SpdxLicense(license);
}

/** Subresource Integrity has base64, the bill hexadecimal digits. */
function hashesOf(integrity: string | undefined): [Enums.HashAlgorithm, string][] {
  const [, digest] = /^sha512-([A-Za-z0-9+/=]+)$/u.exec(integrity ?? '') ?? [];
  return digest === undefined ? [] : [[Enums.HashAlgorithm['SHA-512'], Buffer.from(digest, 'base64').toString('hex')]];
}

/** As the Package URL specification has it for npm: "@" of a scope is escaped. */
function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/u, '%40')}@${version}`;
}
