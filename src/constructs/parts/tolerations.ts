import { Part } from './part';
import { Toleration } from '../values/toleration';

/** Which tainted nodes the pods may run on. @internal */
export interface TolerationsProps {
  /**
   * Taints that the pods put up with.
   *
   * @default - those alone that Kubernetes adds: nodes that are not ready, short of memory or disk, or being drained
   */
  readonly tolerations?: Toleration[];
}

/** The taints that the pods put up with, behind what was said through cdk8s-plus. */
export function tolerations(props: TolerationsProps): Part {
  const ours = (props.tolerations ?? []).map(({ _rendered }) => _rendered);
  if (ours.length === 0) return {};
  return { pod: (spec) => ({ tolerations: [...(spec.tolerations ?? []), ...ours] }) };
}
