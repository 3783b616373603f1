import { Size } from 'cdk8s';
import { REDIS_ACCOUNTS } from './engine-accounts';
import { DatabaseEngineOptions, EngineSpec } from './engine-spec';
import { Health } from './health';
import { imageNeeds } from './known-images';
import { HealthOptions } from './probe-options';
import { ContainerResources, Cpu } from '../../plus/cdk8s-plus';
import { parseImage } from '../../support/image';
import { refuse } from '../../support/refuse';

/** First starts build a data directory, which takes a while and must not be interrupted. */
export const SLOW_START: HealthOptions = { startup: { failureThreshold: 60 } };

/** Ready and started by one check, alive by another. */
export function slowStart(ready: Health, alive: Health): Health {
  return Health.combine({ readiness: ready, liveness: alive, startup: ready });
}

/** One core at most, and that much memory. */
export function databaseResources(memoryRequest: Size, memoryLimit: Size): ContainerResources {
  return {
    cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
    memory: { request: memoryRequest, limit: memoryLimit },
  };
}

/** The image and what it needs: a derived one needs what the official one does, on the same distribution. */
export function official(
  where: string,
  repository: string,
  version: string,
  { image = `${repository}:${version}`, replicates = false }: DatabaseEngineOptions,
): Pick<EngineSpec, 'image' | 'needs' | 'replicates'> {
  majorVersion(where, version);
  const tags = [version, parseImage(where, image).tag ?? ''];
  const tag = tags.some((each) => each.includes('alpine')) ? 'alpine' : undefined;
  return { image, replicates, needs: imageNeeds({ ...parseImage(where, repository), tag }) };
}

/** What Redis and Valkey have in common, which is all but their names. */
export function likeRedis(name: string, passwordEnv: string): Omit<EngineSpec, 'image' | 'needs' | 'replicates'> {
  return {
    port: 6379,
    portName: name,
    urlScheme: 'redis',
    dataPath: '/data',
    accounts: REDIS_ACCOUNTS,
    passwordEnv,
    // What the clients in the images read, here for the probe and for whoever opens a shell in the pod.
    extraPasswordEnvs: ['REDISCLI_AUTH'],
    // The images' entrypoints put the server in front of options.
    withPassword: { args: ['--requirepass', `$(${passwordEnv})`] },
    // The client exits with 0 on errors too, such as LOADING; only the answer tells.
    healthOn: (port) =>
      Health.combine({
        readiness: Health.exec(['sh', '-c', `${name}-cli -p ${port} ping | grep -q PONG`]),
        liveness: Health.tcp(),
        startup: Health.tcp(SLOW_START),
      }),
    resources: databaseResources(Size.mebibytes(128), Size.mebibytes(512)),
  };
}

/**
 * The image makes an account for this on an empty data folder, so that asking logs nothing. Data that were made before
 * mid-2023 have none: there a ping is all that can be asked, which logs "Access denied" and succeeds all the same.
 */
export function mariadbIsUp(port: number): string {
  return (
    'if [ -f /var/lib/mysql/.my-healthcheck.cnf ]; ' +
    `then exec env MYSQL_TCP_PORT=${port} healthcheck.sh --connect; ` +
    `else exec mariadb-admin ping -h 127.0.0.1 -P ${port} --silent; fi`
  );
}

/**
 * Whether the server answers on its socket; any answer will do, "too many connections" as well. The image's account keeps the
 * "access denied" out of the log where there is one.
 */
export const MARIADB_IS_ALIVE =
  'cnf=/var/lib/mysql/.my-healthcheck.cnf; ' +
  'if [ -f "$cnf" ]; then MYSQL_PWD="$(sed -n s/^password=//p "$cnf")"; export MYSQL_PWD; ' +
  'exec mariadb-admin -u healthcheck ping --silent; ' +
  'else exec mariadb-admin ping --silent; fi';

/** The number that a version begins with. */
export function majorVersion(where: string, version: string): number {
  const match = /^(\d+)(?:\.\d+)*(?:-[\w.-]+)?$/.exec(version);
  if (match !== null) return Number(match[1]);
  return refuse(where, {
    what: 'version',
    got: version,
    allowed: 'an image tag that begins with the version\'s number, such as "16.4" or "16.4-alpine"',
    fix:
      imageInstead(where, version) ??
      'name the version, so that an upgrade of the data is a decision; a mirror or a derived image is named beside it: { image: "…" }',
  });
}

/** How to say what an image in the place of a version means. */
function imageInstead(where: string, image: string): string | undefined {
  const [, tag] = /[/:].*?:(\d[\w.-]*)(?:@.*)?$/.exec(`/${image}`) ?? [];
  return tag && `write the version, and the image beside it: ${where}("${tag}", { image: "${image}" })`;
}
