import { Size } from 'cdk8s';
import { claimOf, dataClaim, DATA_VOLUME, VolumeClaim } from './data-claim';
import { Pods } from './part';
import { checkDnsLabel } from '../../support/names';
import { checkContainerPath, checkSubPath, normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { Storage } from '../values/storage';
import { WritablePath } from '../values/writable-path';

/** A volume of each pod of a StatefulService. */
export interface StatefulVolume {
  /** Where the container has it: an absolute path. */
  readonly path: string;

  /** How large it is, `Storage.claim(size, { … })` for more than that, or `Storage.ephemeral(size)` for one without a claim. */
  readonly storage: Size | Storage;

  /**
   * The name of the claim template, of which each pod's claim is called: `data-mq-0`. It cannot be changed later.
   *
   * @default "data"
   */
  readonly name?: string;

  /**
   * The folder of the volume that is mounted.
   *
   * @default - its root
   */
  readonly subPath?: string;
}

/** The claims among the volumes. */
export function claimsOf({ owner, selectorLabels }: Pods, volumes: readonly StatefulVolume[]): VolumeClaim[] {
  const paths = volumes.map(({ path }) => normalPath(path));
  const shared = paths.find((path, i) => paths.indexOf(path) < i);
  if (shared !== undefined) {
    refuse(owner, { what: 'volumes', got: inWords(`two volumes at ${shared}`), allowed: 'one volume per path' });
  }
  const claims = volumes.flatMap(({ path, storage, name = DATA_VOLUME, subPath }, i) => {
    const what = `volumes[${i}]`;
    checkContainerPath(owner, path, `${what}.path`);
    const claim = claimOf(owner, storage, undefined);
    if (claim === undefined) return [];
    checkDnsLabel(owner, name, `${what}.name`);
    if (subPath !== undefined) checkSubPath(owner, subPath, `${what}.subPath`);
    return [{ name, path, subPath, template: dataClaim(owner, name, claim, selectorLabels) }];
  });
  const twice = claims.find(({ name }, i) => claims.findIndex((other) => other.name === name) < i);
  if (twice === undefined) return claims;
  return refuse(owner, {
    what: 'volumes',
    got: inWords(`two named "${twice.name}"`),
    allowed: 'each name once, because the claims are called by it',
    fix: 'give each a `name` of its own',
  });
}

/** Those that are empty at each start. */
export function ephemeralPaths(where: string, volumes: readonly StatefulVolume[]): WritablePath[] {
  return volumes.flatMap(({ path, storage, name, subPath }, i) => {
    if (!(storage instanceof Storage) || storage._claim !== undefined) return [];
    for (const [option, value] of Object.entries({ name, subPath })) {
      if (value === undefined) continue;
      refuse(where, {
        what: `volumes[${i}].${option}`,
        got: value,
        allowed: 'none beside Storage.ephemeral(…), which claims nothing',
        fix: 'leave it out',
      });
    }
    checkContainerPath(where, path, `volumes[${i}].path`);
    return [WritablePath.at(path, { sizeLimit: storage.size })];
  });
}
