import { Construct } from 'constructs';
import { ServiceProps } from './service-options';
import { inWords, refuse } from '../../support/refuse';
import { Exposure } from '../values/exposure';
import { ServicePort } from '../values/service-port';

/** Refuses what a Service without an address of its own cannot do. */
export function refuseUnheadless(
  where: Construct,
  ports: readonly ServicePort[],
  props: ServiceProps & { readonly exposure?: Exposure },
): void {
  refuseMapping(where, ports);
  if (props.exposure !== undefined) {
    refuse(where, {
      what: 'headless',
      got: true,
      allowed: 'false beside `exposure`: whoever comes from outside needs a Service with an address',
      fix: 'leave one of the two out, and add a second Service',
    });
  }
  for (const option of ['sessionAffinity', 'internalTrafficPolicy'] as const) {
    if (props[option] === undefined) continue;
    refuse(where, {
      what: option,
      got: inWords('a value'),
      allowed: 'none on a headless Service: its clients connect to the pods themselves',
      fix: 'leave it out',
    });
  }
}

/** Clients of a headless Service connect to the pods themselves, so that nothing maps ports. */
export function refuseMapping(where: Construct, ports: readonly ServicePort[]): void {
  const mapped = ports.find(({ port, targetPort }) => port !== targetPort);
  if (mapped === undefined) return;
  refuse(where, {
    what: 'targetPort',
    got: mapped.targetPort,
    allowed: `the same as \`port\`, which is ${mapped.port}: a headless Service maps no ports`,
    fix: 'leave `targetPort` out, and have clients use the port that the container listens on',
  });
}
