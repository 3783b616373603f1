import { Duration } from 'cdk8s';
import { k8s, Replicas, ScalingRules, ScalingStrategy } from '../../plus/cdk8s-plus';
import { checkSeconds, checkWholeNumber } from '../../support/numbers';
import { refuse, Where } from '../../support/refuse';

/** How fast the number of pods may change. */
export interface ScalingBehavior {
  readonly scaleUp?: ScalingRules;
  readonly scaleDown?: ScalingRules;
}

const QUARTER = Duration.seconds(15);

/*
 * What Kubernetes does where nothing is said. cdk8s-plus has defaults of its own: one that lets go of at most `minReplicas` pods
 * in five minutes, so that a peak of fifty pods is paid for for hours.
 */
const USUAL: Required<{ [way in keyof ScalingBehavior]: Required<ScalingRules> }> = {
  scaleUp: {
    strategy: ScalingStrategy.MAX_CHANGE,
    stabilizationWindow: Duration.seconds(0),
    policies: [
      { replicas: Replicas.percent(100), duration: QUARTER },
      { replicas: Replicas.absolute(4), duration: QUARTER },
    ],
  },
  scaleDown: {
    strategy: ScalingStrategy.MAX_CHANGE,
    stabilizationWindow: Duration.minutes(5),
    policies: [{ replicas: Replicas.percent(100), duration: QUARTER }],
  },
};

/** The rules for both ways, checked and completed, so that cdk8s-plus adds none of its own. */
export function resolveBehavior(where: Where, given: ScalingBehavior): Required<ScalingBehavior> {
  return { scaleUp: resolveRules(where, 'scaleUp', given), scaleDown: resolveRules(where, 'scaleDown', given) };
}

/** The same as the API writes it, of what was given alone. */
export function renderBehavior(
  where: Where,
  given: ScalingBehavior,
): k8s.HorizontalPodAutoscalerBehaviorV2 | undefined {
  if (given.scaleUp === undefined && given.scaleDown === undefined) return undefined;
  const render = (way: keyof ScalingBehavior): k8s.HpaScalingRulesV2 | undefined => {
    if (given[way] === undefined) return undefined;
    const { strategy, stabilizationWindow, policies } = resolveRules(where, way, given);
    return {
      selectPolicy: strategy,
      stabilizationWindowSeconds: stabilizationWindow.toSeconds(),
      policies: policies.map(({ replicas, duration = QUARTER }) => ({
        ...replicas._toKube(),
        periodSeconds: duration.toSeconds(),
      })),
    };
  };
  return { scaleUp: render('scaleUp'), scaleDown: render('scaleDown') };
}

function resolveRules(where: Where, way: keyof ScalingBehavior, given: ScalingBehavior): Required<ScalingRules> {
  const what = `autoscaling.${way}`;
  const rules = { ...USUAL[way], ...withoutUndefined(given[way] ?? {}) };
  checkSeconds(where, rules.stabilizationWindow, { what: `${what}.stabilizationWindow`, min: 0, max: 3600 });
  if (rules.policies.length === 0) {
    refuse(where, {
      what: `${what}.policies`,
      got: [],
      allowed: 'at least one policy',
      fix: 'leave `policies` out for the usual ones; `strategy: ScalingStrategy.DISABLED` stops this way',
    });
  }
  for (const { replicas, duration = QUARTER } of rules.policies) {
    checkWholeNumber(where, replicas._toKube().value, { what: `${what}.policies: replicas`, min: 1 });
    checkSeconds(where, duration, { what: `${what}.policies: duration`, min: 1, max: 1800 });
  }
  return rules;
}

function withoutUndefined(rules: ScalingRules): ScalingRules {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}
