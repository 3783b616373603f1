import { refuse, Where } from '../../support/refuse';

/**
 * What the pods of a namespace may be.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityStandard {
  /** Pods that are hardened: what this package renders by default. */
  RESTRICTED = 'restricted',
  /** Pods of images that start as root, without the host's namespaces, ports and folders. */
  BASELINE = 'baseline',
  /** Any pod: for agents that read their node. */
  PRIVILEGED = 'privileged',
}

/** What the API server does with pods of a namespace that are less than a standard asks for. */
export interface PodSecurityOptions {
  /**
   * The standard below which a pod is refused.
   *
   * @default PodSecurityStandard.RESTRICTED
   */
  readonly enforce?: PodSecurityStandard;

  /**
   * The standard below which whoever applies a workload is warned.
   *
   * @default - the standard that is enforced
   */
  readonly warn?: PodSecurityStandard;

  /**
   * The standard below which the audit log gets an entry.
   *
   * @default - the standard that is enforced
   */
  readonly audit?: PodSecurityStandard;

  /**
   * The version of Kubernetes whose standards count: "latest", or one such as "v1.31".
   *
   * @default - no label, so that the API server takes its own
   */
  readonly version?: string;
}

const PREFIX = 'pod-security.kubernetes.io/';

/** The labels by which the API server knows what the pods of a namespace may be. */
export function podSecurityLabels(where: Where, options: PodSecurityOptions = {}): { [key: string]: string } {
  const enforce = options.enforce ?? PodSecurityStandard.RESTRICTED;
  const modes = { audit: options.audit ?? enforce, enforce, warn: options.warn ?? enforce };
  const version = options.version === undefined ? undefined : checkVersion(where, options.version);
  return Object.fromEntries(
    Object.entries(modes).flatMap(([mode, standard]) => [
      [PREFIX + mode, standard],
      ...(version === undefined ? [] : [[`${PREFIX + mode}-version`, version]]),
    ]),
  ) as { [key: string]: string };
}

/** Labels of users; those above have a prop, which knows their values. */
export function refusePodSecurityLabels(where: Where, labels: { readonly [key: string]: string }): void {
  const key = Object.keys(labels).find((each) => each.startsWith(PREFIX));
  if (key === undefined) return;
  refuse(where, {
    what: `label "${key}"`,
    got: labels[key],
    allowed: 'labels of other kinds; these are made of `podSecurity`',
    fix: 'podSecurity: { enforce: PodSecurityStandard.BASELINE }',
  });
}

function checkVersion(where: Where, version: string): string {
  if (version === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version)) return version;
  const [, minor] = /^v?1\.(\d+)/.exec(version) ?? [];
  return refuse(where, {
    what: 'podSecurity.version',
    got: version,
    allowed: '"latest", or a minor version such as "v1.31"',
    fix: minor === undefined ? undefined : `write "v1.${Number(minor)}"`,
  });
}
