import { checked } from '../../checked/checked';
import { Capability, k8s } from '../../plus/cdk8s-plus';
import { checkWholeNumber, INT32_MAX } from '../../support/numbers';
import { Where } from '../../support/refuse';

/** Under which user and group the containers run. */
export interface SecurityIdentity {
  /**
   * The numeric user. 10000 and above belong to no user of the node.
   *
   * @default - what the image is known to need, else 10001; with `baseline()` and `custom()` the image's own
   */
  readonly user?: number;

  /**
   * The numeric group; volumes are made writable for it.
   *
   * @default - what the image is known to need, else the user's number
   */
  readonly group?: number;
}

/** What `SecurityProfile.custom` may loosen; everything that is not named stays as in `restricted`. */
export interface CustomSecurityOptions extends SecurityIdentity {
  /**
   * Whether the kubelet refuses to run the container as root.
   *
   * @default true
   */
  readonly runAsNonRoot?: boolean;

  /**
   * Whether the image's own files are read-only.
   *
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether a process may gain more rights than its parent.
   *
   * @default false
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * Linux capabilities to keep; all others are dropped.
   *
   * @default - none
   */
  readonly keepCapabilities?: Capability[];
}

/** What an image is known to need. @internal */
export interface ImageIdentity {
  readonly user: number;
  readonly group: number;
}

interface SecuritySettings {
  readonly runAsNonRoot?: boolean;
  readonly readOnlyRootFilesystem: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly drop?: Capability[]; readonly add?: Capability[] };
  readonly identity: SecurityIdentity;
  /** Whether a user and group are written even where nobody named them. */
  readonly alwaysIdentified: boolean;
}

/** Beyond the users of a node's own system, as security scanners ask for it. */
const DEFAULT_USER = 10001;

/**
 * The rights of a workload's containers.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 *
 * @example
 *
 * new InternalService(chart, 'api', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   port: 8080,
 *   security: SecurityProfile.restricted({ user: 20000, group: 20000 }),
 * });
 */
@checked
export class SecurityProfile {
  /**
   * Pod Security Standard "restricted", and more: not root, no escalation, no capabilities, the runtime's seccomp profile,
   * a read-only root file system. This is the default.
   */
  public static restricted(identity: SecurityIdentity = {}): SecurityProfile {
    checkIdentity('SecurityProfile.restricted', identity, 1);
    return new SecurityProfile({
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: [Capability.ALL] },
      identity,
      alwaysIdentified: true,
    });
  }

  /**
   * Pod Security Standard "baseline": for images that start as root, or write into their own files. Privileged mode and
   * the host's namespaces stay closed; the runtime's seccomp profile stays on.
   */
  public static baseline(identity: SecurityIdentity = {}): SecurityProfile {
    checkIdentity('SecurityProfile.baseline', identity, 0);
    return new SecurityProfile({ readOnlyRootFilesystem: false, identity, alwaysIdentified: false });
  }

  /** `restricted`, loosened in exactly what is named. */
  public static custom(options: CustomSecurityOptions): SecurityProfile {
    const where = 'SecurityProfile.custom';
    const { runAsNonRoot = true, keepCapabilities = [], user, group } = options;
    checkIdentity(where, { user, group }, runAsNonRoot ? 1 : 0);
    return new SecurityProfile({
      runAsNonRoot,
      readOnlyRootFilesystem: options.readOnlyRootFilesystem ?? true,
      allowPrivilegeEscalation: options.allowPrivilegeEscalation ?? false,
      capabilities: {
        drop: [Capability.ALL],
        add: keepCapabilities.length > 0 ? [...keepCapabilities] : undefined,
      },
      identity: { user, group },
      alwaysIdentified: runAsNonRoot,
    });
  }

  private constructor(private readonly settings: SecuritySettings) {}

  /** @internal */
  public _container(image?: ImageIdentity): k8s.SecurityContext {
    const { runAsNonRoot, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities } = this.settings;
    return {
      runAsNonRoot,
      ...this.identity(image),
      privileged: false,
      readOnlyRootFilesystem,
      allowPrivilegeEscalation,
      capabilities,
    };
  }

  /**
   * @param lowestPort the lowest port that a container binds, if any
   * @internal
   */
  public _pod(image: ImageIdentity | undefined, lowestPort: number | undefined): k8s.PodSecurityContext {
    const { runAsGroup } = this.identity(image);
    return {
      runAsNonRoot: this.settings.runAsNonRoot,
      seccompProfile: { type: 'RuntimeDefault' },
      fsGroup: runAsGroup,
      fsGroupChangePolicy: runAsGroup === undefined ? undefined : 'OnRootMismatch',
      // Ports below 1024 are root's, unless this namespaced (and so "safe") setting lowers the limit for the pod.
      sysctls:
        lowestPort !== undefined && lowestPort < 1024
          ? [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(lowestPort) }]
          : undefined,
    };
  }

  private identity(image: ImageIdentity | undefined): { runAsUser?: number; runAsGroup?: number } {
    const { identity, alwaysIdentified } = this.settings;
    const fallback = alwaysIdentified ? (image?.user ?? DEFAULT_USER) : undefined;
    const runAsUser = identity.user ?? fallback;
    // A known image's group goes with its user: another user has no business in it.
    const imageGroup = runAsUser !== undefined && runAsUser === image?.user ? image.group : undefined;
    const runAsGroup = identity.group ?? imageGroup ?? runAsUser;
    // Adding 0 makes -0 the 0 that it means.
    return { runAsUser: runAsUser && runAsUser + 0, runAsGroup: runAsGroup && runAsGroup + 0 };
  }
}

function checkIdentity(where: Where, { user, group }: SecurityIdentity, min: number): void {
  const max = INT32_MAX;
  const fix =
    min === 0
      ? undefined
      : 'for an image that runs as root use SecurityProfile.baseline() or .custom({ runAsNonRoot: false })';
  if (user !== undefined) checkWholeNumber(where, user, { what: 'user', min, max, fix });
  // Group 0 has no rights of its own; images made for OpenShift use it.
  if (group !== undefined) checkWholeNumber(where, group, { what: 'group', min: 0, max });
}
