import { refuse, Where } from '../support/refuse';

/**
 * The oldest version that the output of this package is for. 1.25 made the Pod Security Standards and `endPort` of
 * network policies stable; selecting a namespace by its name and binding low ports as any user are older.
 */
export const OLDEST_VERSION = '1.25';

const VERSION = /^1\.(0|[1-9]\d{0,2})$/;
/** What `kubectl version` and clouds show: "v1.33.2", "1.33.2-gke.1042000", "v1.33.2+k3s1". */
const FULL_VERSION = /^v?(1\.(?:0|[1-9]\d{0,2}))(?:[.+-].*)?$/;

/** Checks a version as clusters are upgraded by: "1.33", without the patch, which changes no field. */
export function checkVersion(where: Where, version: string): string {
  if (!VERSION.test(version)) {
    const [, short] = FULL_VERSION.exec(version.trim()) ?? [];
    refuse(where, {
      what: 'kubernetesVersion',
      got: version,
      allowed: 'major and minor version, such as "1.33"',
      fix: short === undefined ? undefined : `write "${short}"`,
    });
  }
  if (isAtLeast(version, OLDEST_VERSION)) return version;
  return refuse(where, {
    what: 'kubernetesVersion',
    got: version,
    allowed: `"${OLDEST_VERSION}" or newer: what is rendered relies on it`,
    // Numbers lose it: 1.30 is 1.3.
    fix: minorOf(version) < 10 ? `write "${version}0" if that is meant` : 'upgrade the cluster',
  });
}

/** Whether a version is another one or newer; both are of Kubernetes 1. */
export function isAtLeast(version: string, other: string): boolean {
  return minorOf(version) >= minorOf(other);
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
