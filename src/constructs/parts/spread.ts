import { Part, Pods } from './part';
import { spreadOf } from './scheduling';
import { AbstractPod, k8s } from '../../plus/cdk8s-plus';
import { defaultsOf } from '../values/applied-defaults';
import { renderSpread, Spread } from '../values/spread';

/** Where the pods run. @internal */
export interface SpreadProps {
  /**
   * How the pods are spread over nodes and zones.
   *
   * @default Spread.PREFERRED
   */
  readonly spread?: Spread;
}

/**
 * Spreads the pods. What was scheduled through cdk8s-plus wins over our default of the same kind, and what `scheduling` says
 * of a kind of place over what `spread` says of it.
 */
export function spread({ owner, selectorLabels }: Pods, props: SpreadProps): Part {
  let workload: AbstractPod | undefined;
  return {
    complete: (made) => void (workload = made.workload),
    pod: (spec) => {
      const chosen = props.spread ?? defaultsOf(owner).spread ?? Spread.PREFERRED;
      const rendered = renderSpread(chosen, spreadOf(owner, selectorLabels, workload));
      const given = spec.topologySpreadConstraints ?? [];
      const isGiven = new Set(given.map(({ topologyKey }) => topologyKey));
      const ours = (rendered.topologySpreadConstraints ?? []).filter(({ topologyKey }) => !isGiven.has(topologyKey));
      const constraints = [...given, ...ours];
      return {
        affinity: mergeAffinity(rendered.affinity, spec.affinity),
        topologySpreadConstraints: constraints.length === 0 ? undefined : constraints,
      };
    },
  };
}

function mergeAffinity(ours: k8s.Affinity | undefined, theirs: k8s.Affinity | undefined): k8s.Affinity | undefined {
  const given = Object.entries(theirs ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0 ? ours : { ...ours, ...Object.fromEntries(given) };
}
