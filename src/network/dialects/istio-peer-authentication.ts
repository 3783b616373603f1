import { TcpPorts } from './istio-ports';

/** Where a client has no identity, TLS cannot be asked for: who connects is judged by the address alone. */
export function peerAuthentication(podLabels: { readonly [key: string]: string }, withoutIdentity: TcpPorts): object {
  const selector = { matchLabels: { ...podLabels } };
  if (withoutIdentity === 'every') return { selector, mtls: { mode: 'PERMISSIVE' } };
  if (withoutIdentity.length === 0) return { selector, mtls: { mode: 'STRICT' } };
  return {
    selector,
    mtls: { mode: 'STRICT' },
    portLevelMtls: Object.fromEntries(withoutIdentity.map((port) => [String(port), { mode: 'PERMISSIVE' }])),
  };
}
