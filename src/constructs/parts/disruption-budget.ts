import { Lazy } from 'cdk8s';
import { Part, Pods } from './part';
import { supports } from '../../network/kubernetes-features';
import { k8s } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { DisruptionBudget, resolveDisruptionBudget } from '../values/disruption-budget';
import { Scale } from '../values/scaling';

/** How the pods leave nodes that are drained. @internal */
export interface DisruptionBudgetProps {
  /**
   * How many pods may be missing while nodes are drained.
   *
   * @default - at most one at a time, where there are 2 replicas or an autoscaler may make them
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/** The budget beside the pods. */
export function disruptionBudget(
  { owner, name, labels, selectorLabels }: Pods,
  props: DisruptionBudgetProps,
  scaleOf: () => Scale,
): Part {
  return {
    complete: () => {
      const scale = scaleOf();
      const budget = resolveDisruptionBudget(props.disruptionBudget, scale)._render(owner, scale.min);
      if (budget === undefined) return;
      withoutLoss(
        new k8s.KubePodDisruptionBudget(owner, 'DisruptionBudget', {
          metadata: { name, labels: { ...labels } },
          spec: {
            ...budget,
            selector: { matchLabels: { ...selectorLabels } },
            // A pod that does not work protects nothing and must not hold up a drain.
            unhealthyPodEvictionPolicy: Lazy.any({
              produce: () => (supports(owner, 'evictionOfUnhealthyPods') ? 'AlwaysAllow' : undefined),
            }) as string,
          },
        }),
      );
    },
  };
}
