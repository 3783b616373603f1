import { Part, Pods } from './part';
import { Health } from '../values/health';

/** How the kubelet asks after the main container. @internal */
export interface HealthProps {
  /**
   * How to find out whether a pod is ready and alive.
   *
   * @default - a TCP connection to the first port; a database engine's own; none for a Worker
   */
  readonly health?: Health;
}

/** The probes of the main container. */
export function probes({ owner, ports }: Pods, { health }: HealthProps, fallback: Health): Part {
  // Now, not at synth: an error belongs to the line that made the workload.
  const rendered = (health ?? fallback)._render(owner, ports);
  return { container: ({ isMain }) => (isMain ? rendered : {}) };
}
