import { ArgoCdDeletePolicy, ArgoCdHookOptions, ArgoCdPhase } from './argo-cd-hook';
import { HelmDeletePolicy, HelmEvent, HelmHookOptions } from './helm-hook';
import { checked } from '../../checked/checked';
import { checkWholeNumber, INT32_MAX } from '../../support/numbers';
import { refuse } from '../../support/refuse';

interface Annotations {
  readonly [key: string]: string;
}

/** Phases in which the ordinary objects of an Application are not there yet, or no longer. */
const WITHOUT_OBJECTS: readonly ArgoCdPhase[] = [ArgoCdPhase.PRE_SYNC, ArgoCdPhase.SYNC_FAIL, ArgoCdPhase.POST_DELETE];

/** Events at which the ordinary objects of a release are not there yet, of an older release, or no longer there. */
const WITHOUT_RELEASE: readonly HelmEvent[] = [
  HelmEvent.PRE_INSTALL,
  HelmEvent.PRE_UPGRADE,
  HelmEvent.PRE_ROLLBACK,
  HelmEvent.POST_DELETE,
];

/**
 * When a deployment tool runs a Task. The Job then keeps its name, and the tool replaces it at each release.
 *
 * Where the tool runs it before, or behind, everything else, the Task's own network policy is made a hook of the same
 * kind, one step earlier: its pods are then isolated, and their connections open.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 * @see https://helm.sh/docs/topics/charts_hooks/
 *
 * @example
 *
 * new Task(chart, 'migrate', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   args: ['migrate'],
 *   hook: TaskHook.argoCd(ArgoCdPhase.PRE_SYNC),
 * });
 */
@checked
export class TaskHook {
  /**
   * Argo CD runs the Task in a phase of a sync.
   *
   * @param phase before the manifests are applied, unless another is given
   */
  public static argoCd(phase: ArgoCdPhase = ArgoCdPhase.PRE_SYNC, options: ArgoCdHookOptions = {}): TaskHook {
    const { wave = 0, deletePolicy = ArgoCdDeletePolicy.BEFORE_HOOK_CREATION } = options;
    // The policy's wave is one lower.
    checkWholeNumber('TaskHook.argoCd', wave, { what: 'wave', min: -INT32_MAX, max: INT32_MAX });
    const inWave = (own: number): Annotations => (own === 0 ? {} : { 'argocd.argoproj.io/sync-wave': String(own) });
    const hook = (policy: ArgoCdDeletePolicy): Annotations => ({
      'argocd.argoproj.io/hook': phase,
      'argocd.argoproj.io/hook-delete-policy': policy,
    });
    // In one wave Argo CD applies policies before Jobs.
    const ordinary = phase === ArgoCdPhase.SYNC && wave < 0 ? inWave(wave - 1) : {};
    return new TaskHook(
      { ...hook(deletePolicy), ...inWave(wave) },
      WITHOUT_OBJECTS.includes(phase)
        ? { ...hook(ArgoCdDeletePolicy.BEFORE_HOOK_CREATION), ...inWave(wave - 1) }
        : ordinary,
    );
  }

  /**
   * Helm runs the Task at events of a release.
   *
   * @param events before an installation and before an upgrade, unless others are given
   */
  public static helm(
    events: HelmEvent[] = [HelmEvent.PRE_INSTALL, HelmEvent.PRE_UPGRADE],
    options: HelmHookOptions = {},
  ): TaskHook {
    const { weight = 0, deletePolicy = HelmDeletePolicy.BEFORE_HOOK_CREATION } = options;
    if (events.length === 0) {
      refuse('TaskHook.helm', {
        what: 'events',
        got: events,
        allowed: 'at least one event',
        fix: 'write for example [HelmEvent.PRE_INSTALL, HelmEvent.PRE_UPGRADE]',
      });
    }
    checkWholeNumber('TaskHook.helm', weight, { what: 'weight', min: -INT32_MAX, max: INT32_MAX });
    const hook = (policy: HelmDeletePolicy, own: number): Annotations => ({
      'helm.sh/hook': [...new Set(events)].join(','),
      'helm.sh/hook-delete-policy': policy,
      ...(own === 0 ? {} : { 'helm.sh/hook-weight': String(own) }),
    });
    return new TaskHook(
      hook(deletePolicy, weight),
      events.some((event) => WITHOUT_RELEASE.includes(event))
        ? hook(HelmDeletePolicy.BEFORE_HOOK_CREATION, weight - 1)
        : {},
    );
  }

  private constructor(
    /** The annotations of the Job. @internal */
    public readonly _annotations: Annotations,
    /** Those of the Task's policies. @internal */
    public readonly _policyAnnotations: Annotations,
  ) {}
}
