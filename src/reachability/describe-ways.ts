import { Cluster } from './cluster';
import { JudgedWay } from './judged-ways';
import { DeadEnd } from './way';

/** A way in by which nobody comes in, because policies close the workload that it leads to. */
export interface ClosedWay extends JudgedWay {
  readonly position: number;
}

/** What is wrong with a way that policies close. */
export function describeClosedWay({ workloads }: Cluster, { way, position }: ClosedWay): string {
  const { id } = workloads[position];
  if (way.through === 'controller') return `${way.id} leads to ${id}, but its policies let no controller's pods in`;
  return `${way.id} exposes ${id}, but its policies let nobody from outside in`;
}

/** What is wrong with a route, or a Service, that leads nowhere. */
export function describeDeadEnd({ id, service, lacks }: DeadEnd): string {
  switch (lacks.kind) {
    case 'service':
      return `${id} leads to ${service}, which is not in the input`;
    case 'port':
      return `${id} leads to port ${lacks.port} of ${service}, which has ${lacks.has.join(', ') || 'no ports'}`;
    case 'pods':
      return id === service
        ? `${id} takes traffic from outside and selects no workload of the input`
        : `${id} leads to ${service}, which selects no workload of the input`;
    case 'target':
      return `${id} leads to port "${lacks.port}" of ${lacks.workload}, whose containers have no port of that name`;
  }
}
