import { refuse, Where } from '../../support/refuse';

const VERSION = /^([12])\.(0|[1-9]\d{0,2})$/;

/** Checks the version of a mesh, major and minor: "1.27". */
export function checkMeshVersion(where: Where, version: string): string {
  if (VERSION.test(version)) return version;
  const short = /^v?([12]\.(?:0|[1-9]\d{0,2}))\..+$/.exec(version.trim());
  return refuse(where, {
    what: 'version',
    got: version,
    allowed: 'major and minor version of the mesh, such as "1.27"',
    fix: short === null ? undefined : `write "${short[1]}"`,
  });
}

/** Whether a version is another one or newer; one that is not known is the newest. */
export function isMeshAtLeast(version: string | undefined, other: string): boolean {
  if (version === undefined) return true;
  const [[major, minor], [otherMajor, otherMinor]] = [version, other].map((each) => each.split('.').map(Number));
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}
