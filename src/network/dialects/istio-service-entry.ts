import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { withCompletedMetadata } from '../../plus/completed-metadata';
import { checkObjectName } from '../../support/names';
import { compareText } from '../../support/order';
import { placeWhenNeeded } from '../policy-beside';

/** What a ServiceEntry is made of. */
export interface ServiceEntry {
  readonly hosts: readonly string[];
  readonly addresses?: readonly string[];
  readonly resolution: 'DNS' | 'NONE';
  readonly ports: readonly EntryPort[];
}

/** A port of a ServiceEntry, with what it speaks. */
export interface EntryPort {
  readonly number: number;
  readonly protocol: IstioProtocol;
}

/** What a ServiceEntry is called. */
export interface EntryMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
}

/** What Istio reads of a connection: the name in its TLS, its requests, or nothing. */
export type IstioProtocol = 'TLS' | 'HTTP' | 'HTTP2' | 'GRPC' | 'TCP';

/** The protocols of `appProtocol`; whatever is no HTTP and no TLS is TCP. */
const PROTOCOLS: { readonly [appProtocol: string]: IstioProtocol } = {
  http: 'HTTP',
  ws: 'HTTP',
  'kubernetes.io/ws': 'HTTP',
  'grpc-web': 'HTTP',
  http2: 'HTTP2',
  'kubernetes.io/h2c': 'HTTP2',
  grpc: 'GRPC',
  https: 'TLS',
  tls: 'TLS',
  wss: 'TLS',
  'kubernetes.io/wss': 'TLS',
};

const USUAL: { readonly [port: number]: IstioProtocol } = { 80: 'HTTP', 443: 'TLS' };

/** What a port outside of the cluster speaks. */
export function protocolOf(port: number, appProtocol: string | undefined): IstioProtocol {
  if (appProtocol === undefined) return USUAL[port] ?? 'TCP';
  return Object.hasOwn(PROTOCOLS, appProtocol) ? PROTOCOLS[appProtocol] : 'TCP';
}

/**
 * Makes a ServiceEntry, which only the clients of its own namespace see.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export function addServiceEntry(
  scope: Construct,
  id: string,
  metadata: EntryMetadata,
  render: () => ServiceEntry,
): void {
  checkObjectName(scope, metadata.name, 'name of the ServiceEntry');
  const object = new ApiObject(scope, id, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata,
    spec: Lazy.any({ produce: () => specOf(render()) }),
  });
  placeWhenNeeded(scope, withCompletedMetadata(object));
}

function specOf({ hosts, addresses = [], resolution, ports }: ServiceEntry): object {
  const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort(compareText);
  return {
    hosts: sorted(hosts),
    ...(addresses.length === 0 ? {} : { addresses: sorted(addresses) }),
    exportTo: ['.'],
    location: 'MESH_EXTERNAL',
    resolution,
    ports: [...ports]
      .sort((a, b) => a.number - b.number)
      .map(({ number, protocol }) => ({ number, name: `${protocol.toLowerCase()}-${number}`, protocol })),
  };
}
