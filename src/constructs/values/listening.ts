import { Health } from './health';
import { HealthOptions } from './probe-options';

/**
 * What is asked of a program of which only the port is known: whether it listens, as it starts and later. A liveness probe by
 * TCP would add nothing but harm: the kernel takes connections for a program that hangs until their queue is full, which load
 * does, too, and a restart leaves fewer pods to the same load.
 */
export function listening(options: HealthOptions = {}): Health {
  const tcp = Health.tcp(options);
  return Health.combine({ readiness: tcp, startup: tcp });
}
