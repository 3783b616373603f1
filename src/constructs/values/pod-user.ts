import { checked } from '../../checked/checked';
import { checkWholeNumber, INT32_MAX } from '../../support/numbers';

/** Who chooses. @internal */
type Chooser = 'workload' | 'image' | 'platform';

/**
 * Under which user and group the containers of a workload run, and who chooses them.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 *
 * @example
 *
 * new InternalService(chart, 'api', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   port: 8080,
 *   security: SecurityProfile.restricted({ podUser: PodUser.ofImage() }),
 * });
 */
@checked
export class PodUser {
  /**
   * This user and group.
   *
   * @param user the numeric user; 10000 and above belong to no user of the node
   * @param group the numeric group, for which volumes are made writable; the user's number by default
   */
  public static id(user: number, group: number = user): PodUser {
    for (const [what, number] of [
      ['user', user],
      ['group', group],
    ] as const) {
      checkWholeNumber('PodUser.id', number, { what, min: 0, max: INT32_MAX });
    }
    // Adding 0 makes -0 the 0 that it means.
    return new PodUser('workload', user + 0, group + 0);
  }

  /**
   * The user that the image names. It must be a number: of a name the kubelet cannot tell that it is not root, and does not
   * start the container. Volumes are made writable for the group of the image if it is known, else for group 10001.
   */
  public static ofImage(): PodUser {
    return new PodUser('image');
  }

  /**
   * The user and the group of volumes that the platform assigns, as OpenShift does by namespace: a pod that names its own is
   * not admitted there. This is the default with `Platform.OPENSHIFT`.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies
   */
  public static assigned(): PodUser {
    return new PodUser('platform');
  }

  private constructor(
    /** @internal */
    public readonly _chosenBy: Chooser,
    /** @internal */
    public readonly _user?: number,
    /** @internal */
    public readonly _group?: number,
  ) {}
}
