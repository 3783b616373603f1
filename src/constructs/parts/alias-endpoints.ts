import { Construct } from 'constructs';
import { IpFamilyPolicy } from './service-options';
import { k8s } from '../../plus/cdk8s-plus';
import { withoutLoss } from '../../plus/rendered-json';
import { checkEndpointAddress } from '../../support/cidr';
import { Where } from '../../support/refuse';
import { insteadOf } from '../../support/reserved-networks';
import { ServicePort } from '../values/service-port';

/** The most endpoints that an EndpointSlice takes. */
const SLICE_SIZE = 1000;

/** An address outside of the cluster. */
export interface OutsideEndpoint {
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
}

/** Reads addresses; two spellings of one are one endpoint. */
export function outsideEndpoints(where: Where, addresses: readonly string[]): OutsideEndpoint[] {
  const endpoints = addresses.map((address) => checkEndpointAddress(where, address, insteadOf));
  return [...new Map(endpoints.map((endpoint) => [endpoint.address, endpoint])).values()];
}

/** The network that holds nothing but an endpoint. */
export function networkOf({ address, family }: OutsideEndpoint): string {
  return `${address}/${family === 'IPv4' ? 32 : 128}`;
}

/** A Service without selector cannot know which families its endpoints have. */
export function serviceFamilies(
  endpoints: readonly OutsideEndpoint[],
): Pick<k8s.ServiceSpec, 'ipFamilies' | 'ipFamilyPolicy'> {
  const families = familiesOf(endpoints);
  if (!families.includes('IPv6')) return {};
  return {
    ipFamilies: families,
    ipFamilyPolicy: families.length > 1 ? IpFamilyPolicy.REQUIRE_DUAL_STACK : IpFamilyPolicy.SINGLE_STACK,
  };
}

/** Whose endpoints these are. */
export interface SliceOwner {
  readonly serviceName: string;
  readonly labels: { readonly [key: string]: string };
  readonly ports: readonly ServicePort[];
}

/** Makes EndpointSlices: each has addresses of one family, and not too many. */
export function addEndpointSlices(scope: Construct, owner: SliceOwner, endpoints: readonly OutsideEndpoint[]): void {
  for (const family of familiesOf(endpoints)) {
    const own = endpoints.filter((endpoint) => endpoint.family === family).map(({ address }) => address);
    for (let i = 0; i < own.length; i += SLICE_SIZE) {
      addSlice(scope, owner, family, i / SLICE_SIZE, own.slice(i, i + SLICE_SIZE));
    }
  }
}

function familiesOf(endpoints: readonly OutsideEndpoint[]): OutsideEndpoint['family'][] {
  return [...new Set(endpoints.map(({ family }) => family))].sort();
}

function addSlice(
  scope: Construct,
  { serviceName, labels, ports }: SliceOwner,
  family: OutsideEndpoint['family'],
  index: number,
  addresses: readonly string[],
): void {
  // The first keeps its name however many there are.
  const number = index === 0 ? '' : `-${index + 1}`;
  withoutLoss(
    new k8s.KubeEndpointSlice(scope, `Endpoints${family}${number}`, {
      metadata: {
        name: `${serviceName}-${family.toLowerCase()}${number}`,
        labels: {
          ...labels,
          'kubernetes.io/service-name': serviceName,
          'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns',
        },
      },
      addressType: family,
      endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
      ports: ports.map(({ name, targetPort, protocol, appProtocol }) => ({
        name,
        port: targetPort,
        protocol,
        appProtocol,
      })),
    }),
  );
}
