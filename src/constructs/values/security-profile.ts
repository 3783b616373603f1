import { ImageNeeds } from './image-needs';
import { ChosenIdentity, IdentityContext, resolveIdentity } from './pod-identity';
import { PodUser } from './pod-user';
import { checked } from '../../checked/checked';
import { Capability, k8s } from '../../plus/cdk8s-plus';
import { checkWholeNumber, INT32_MAX } from '../../support/numbers';
import { inWords, refuse, Where } from '../../support/refuse';

/** Under which user and group the containers run. */
export interface SecurityIdentity {
  /**
   * The numeric user. 10000 and above belong to no user of the node.
   *
   * @default - what the image is known to need, else 10001; on OpenShift what the platform assigns; with `baseline()`, and
   * with `custom()` without `runAsNonRoot`, the image's own
   */
  readonly user?: number;

  /**
   * The numeric group; volumes are made writable for it.
   *
   * @default - what the image is known to need, else the user's number
   */
  readonly group?: number;

  /**
   * The user and group, or who chooses them: the image, or the platform. It stands instead of `user` and `group`.
   *
   * @default - as `user` and `group` say
   */
  readonly podUser?: PodUser;
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

/** What surrounds a container that a profile is for. */
export interface SecurityContext extends Pick<IdentityContext, 'assigned'> {
  /** What its image is known to need. */
  readonly needs?: Partial<ImageNeeds>;
}

interface SecuritySettings {
  /** What somebody wrote to get it. */
  readonly written: string;
  readonly runAsNonRoot?: boolean;
  readonly readOnlyRootFilesystem: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly drop?: Capability[]; readonly add?: Capability[] };
  readonly identity: ChosenIdentity;
  /** Whether a user and group are written even where nobody named them. */
  readonly alwaysIdentified: boolean;
}

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
      written: 'SecurityProfile.restricted()',
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
    return new SecurityProfile({
      written: 'SecurityProfile.baseline()',
      readOnlyRootFilesystem: false,
      identity,
      alwaysIdentified: false,
    });
  }

  /** `restricted`, loosened in exactly what is named. */
  public static custom(options: CustomSecurityOptions): SecurityProfile {
    const where = 'SecurityProfile.custom';
    const { runAsNonRoot = true, keepCapabilities = [], user, group, podUser } = options;
    checkIdentity(where, { user, group, podUser }, runAsNonRoot ? 1 : 0);
    return new SecurityProfile({
      written: where,
      runAsNonRoot,
      readOnlyRootFilesystem: options.readOnlyRootFilesystem ?? true,
      allowPrivilegeEscalation: options.allowPrivilegeEscalation ?? false,
      capabilities: {
        drop: [Capability.ALL],
        add: keepCapabilities.length > 0 ? [...keepCapabilities] : undefined,
      },
      identity: { user, group, podUser },
      alwaysIdentified: runAsNonRoot,
    });
  }

  private constructor(private readonly settings: SecuritySettings) {}

  /** The fields of a container. @internal */
  public _container({ needs, assigned }: SecurityContext): k8s.SecurityContext {
    const { runAsNonRoot, readOnlyRootFilesystem, allowPrivilegeEscalation } = this.settings;
    const { runAsUser, runAsGroup } = this.identity({ image: needs?.identity, assigned });
    return {
      runAsNonRoot,
      runAsUser,
      runAsGroup,
      privileged: false,
      readOnlyRootFilesystem,
      allowPrivilegeEscalation,
      capabilities: this.capabilities(needs?.capabilities ?? []),
    };
  }

  /**
   * The fields of the pod.
   *
   * @param lowestPort the lowest port that a container binds, if any
   * @internal
   */
  public _pod({ needs, assigned }: SecurityContext, lowestPort: number | undefined): k8s.PodSecurityContext {
    const { fsGroup } = this.identity({ image: needs?.identity, assigned });
    return {
      runAsNonRoot: this.settings.runAsNonRoot,
      seccompProfile: { type: 'RuntimeDefault' },
      fsGroup,
      fsGroupChangePolicy: fsGroup === undefined ? undefined : 'OnRootMismatch',
      // Ports below 1024 are root's, unless this namespaced (and so "safe") setting lowers the limit for the pod.
      sysctls:
        lowestPort !== undefined && lowestPort < 1024
          ? [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(lowestPort) }]
          : undefined,
    };
  }

  /** What checks find of it because it was asked for, with the reason. @internal */
  public _accepted(): (readonly [rule: string, reason: string])[] {
    const { written, runAsNonRoot, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities, identity } =
      this.settings;
    const isRoot = runAsNonRoot !== true && ((identity.podUser?._user ?? identity.user) || 0) === 0;
    const added = (capabilities?.add ?? []).filter((each) => each !== Capability.NET_BIND_SERVICE);
    const found: readonly (readonly [isFound: boolean, rule: string, what: string])[] = [
      [isRoot, 'run-as-root', 'lets the image choose its user'],
      [allowPrivilegeEscalation !== false, 'privilege-escalation', 'lets programs gain rights'],
      [!readOnlyRootFilesystem, 'writable-root', "lets it write into the image's files"],
      [capabilities === undefined, 'capabilities-kept', 'keeps what the runtime gives'],
      [added.length > 0, 'capabilities-added', `keeps ${added.join(', ')}`],
    ];
    return found.flatMap(([isFound, rule, what]) => (isFound ? [[rule, `${written} ${what}`] as const] : []));
  }

  private identity(context: IdentityContext): ReturnType<typeof resolveIdentity> {
    return resolveIdentity(this.settings.identity, this.settings.alwaysIdentified, context);
  }

  /** What is dropped and kept; where nothing is dropped, nothing has to be added. */
  private capabilities(needed: readonly Capability[]): k8s.Capabilities | undefined {
    const { capabilities } = this.settings;
    if (capabilities === undefined || needed.length === 0) return capabilities;
    return { ...capabilities, add: [...new Set([...(capabilities.add ?? []), ...needed])] };
  }
}

function checkIdentity(where: Where, { user, group, podUser }: ChosenIdentity, min: number): void {
  const max = INT32_MAX;
  const fix =
    min === 0
      ? undefined
      : 'for an image that runs as root use SecurityProfile.baseline() or .custom({ runAsNonRoot: false })';
  const beside = user !== undefined ? 'user' : group !== undefined ? 'group' : undefined;
  if (podUser !== undefined && beside !== undefined) {
    refuse(where, {
      what: 'podUser',
      got: inWords(`one beside \`${beside}\``),
      allowed: 'one of the two ways to say it',
      fix: 'write PodUser.id(user, group), or leave `podUser` out',
    });
  }
  const named = podUser?._user ?? user;
  if (named !== undefined) checkWholeNumber(where, named, { what: podUser ? 'podUser' : 'user', min, max, fix });
  // Group 0 has no rights of its own; images made for OpenShift use it.
  if (group !== undefined) checkWholeNumber(where, group, { what: 'group', min: 0, max });
}
