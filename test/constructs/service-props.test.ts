import { Chart, Duration, Size } from 'cdk8s';
import {
  CommonServiceProps,
  DatabaseEngine,
  Exposure,
  HeadlessDatabase,
  InternalService,
  InternalTrafficPolicy,
  IpFamilyPolicy,
  NodeAgent,
  PublicWebApp,
  ServiceGroup,
  ServiceProps,
  StatefulService,
  Worker,
} from '../../src';
import { only, shopChart } from '../manifests';

/*
 * Whatever has a Service takes the same props of Services, so that one that is added is there for all of them.
 */

const image = 'ghcr.io/acme/api:1.4.2';

type Make<P> = (chart: Chart, props: P) => unknown;

/** What has a Service with an address; it is called `x`. */
const ADDRESSED: readonly (readonly [string, Make<ServiceProps>])[] = [
  ['InternalService', (chart, props) => new InternalService(chart, 'x', { image, port: 80, ...props })],
  [
    'PublicWebApp',
    (chart, props) => new PublicWebApp(chart, 'x', { image, port: 80, exposure: Exposure.nodePort(), ...props }),
  ],
  ['StatefulService', (chart, props) => new StatefulService(chart, 'x', { image, port: 80, ...props })],
  [
    'addService',
    (chart, props) => new NodeAgent(chart, 'agent', { image }).addService('x', { name: 'x', port: 80, ...props }),
  ],
  [
    'ServiceGroup',
    (chart, props) =>
      new ServiceGroup(chart, 'x', { members: [new Worker(chart, 'worker', { image })], port: 80, ...props }),
  ],
];

/** What has a headless Service alone. */
const HEADLESS: readonly (readonly [string, Make<CommonServiceProps>])[] = [
  [
    'HeadlessDatabase',
    (chart, props) =>
      new HeadlessDatabase(chart, 'x', {
        engine: DatabaseEngine.redis('7.4'),
        storage: Size.gibibytes(1),
        ...props,
      }),
  ],
  [
    'a headless addService',
    (chart, props) =>
      new Worker(chart, 'worker', { image }).addService('y', { name: 'x', port: 80, headless: true, ...props }),
  ],
];

test.each([...ADDRESSED, ...HEADLESS])('%s takes what every Service can be told', (_, make) => {
  const chart = shopChart();
  make(chart, { serviceAnnotations: { team: 'shop' }, ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK });
  const { metadata, spec } = only(chart, 'Service', 'x');
  expect(metadata.annotations).toEqual({ team: 'shop' });
  expect(spec.ipFamilyPolicy).toBe('RequireDualStack');
});

test.each([...ADDRESSED.filter(([kind]) => kind !== 'StatefulService'), ...HEADLESS])(
  '%s finds pods that are not ready where that is said',
  (_, make) => {
    const chart = shopChart();
    make(chart, { publishNotReadyAddresses: true });
    expect(only(chart, 'Service', 'x').spec.publishNotReadyAddresses).toBe(true);
  },
);

test('a StatefulService finds them by the names of its pods, while its clients do not', () => {
  const chart = shopChart();
  new StatefulService(chart, 'x', { image, port: 80, publishNotReadyAddresses: true });
  expect(only(chart, 'Service', 'x-headless').spec.publishNotReadyAddresses).toBe(true);
  expect(only(chart, 'Service', 'x').spec).not.toHaveProperty('publishNotReadyAddresses');
});

test.each(ADDRESSED)('%s takes what a Service with an address can be told', (_, make) => {
  const chart = shopChart();
  make(chart, { sessionAffinity: Duration.minutes(1), internalTrafficPolicy: InternalTrafficPolicy.LOCAL });
  const { spec } = only(chart, 'Service', 'x');
  expect(spec.sessionAffinityConfig).toEqual({ clientIP: { timeoutSeconds: 60 } });
  expect(spec.internalTrafficPolicy).toBe('Local');
});
