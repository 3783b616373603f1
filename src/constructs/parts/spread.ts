import { Part, Pods } from './part';
import { k8s } from '../../plus/cdk8s-plus';
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

/** Spreads the pods. What was scheduled through cdk8s-plus wins over our default of the same kind. */
export function spread({ selectorLabels }: Pods, props: SpreadProps): Part {
  return {
    pod: (spec) => {
      const rendered = renderSpread(props.spread ?? Spread.PREFERRED, { ...selectorLabels });
      return {
        affinity: mergeAffinity(rendered.affinity, spec.affinity),
        topologySpreadConstraints: rendered.topologySpreadConstraints,
      };
    },
  };
}

function mergeAffinity(ours: k8s.Affinity | undefined, theirs: k8s.Affinity | undefined): k8s.Affinity | undefined {
  const given = Object.entries(theirs ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0 ? ours : { ...ours, ...Object.fromEntries(given) };
}
