import { ExternalAliasProps } from './external-alias-props';
import { inWords, refuse, show, Where } from '../../support/refuse';
import { resolvePorts } from '../values/port-mapping';
import { ServicePort } from '../values/service-port';

/** Refuses props of an ExternalAlias that do not go together. */
export function checkAliasKind(where: Where, { hostname, names, addresses, cidrs, reach }: ExternalAliasProps): void {
  const isNamed = hostname !== undefined || names !== undefined;
  if (isNamed === (addresses !== undefined) || addresses?.length === 0) {
    const isBoth = hostname !== undefined && addresses !== undefined;
    refuse(where, {
      what: 'ExternalAlias',
      // Of an object only the keys are shown.
      got: isBoth ? inWords(`{"hostname":${show(hostname)},"addresses":${show(addresses)}}`) : { hostname, addresses },
      allowed: 'either `hostname` or at least one of `addresses`',
      fix: isNamed ? 'make two aliases, one for each' : 'set one of the two',
    });
  }
  if (names?.length === 0) {
    refuse(where, {
      what: 'names',
      got: names,
      allowed: 'at least one name',
      fix: hostname === undefined ? 'set `hostname` or name them' : 'leave it out',
    });
  }
  const isList = Array.isArray(cidrs);
  if (cidrs !== undefined && (!isNamed || (isList && cidrs.length === 0))) {
    refuse(where, {
      what: 'cidrs',
      got: isList ? cidrs : inWords('Cidrs'),
      allowed: 'at least one network beside `hostname`; `addresses` say it already',
      fix: 'leave it out',
    });
  }
  if (reach !== undefined && (!isNamed || cidrs !== undefined)) {
    refuse(where, {
      what: 'reach',
      got: inWords(`one beside ${isNamed ? '`cidrs`' : '`addresses`'}`),
      allowed: `nothing: ${isNamed ? '`cidrs`' : '`addresses`'} say where it is already`,
      fix: isNamed ? 'leave one of the two out' : 'leave it out',
    });
  }
}

/** The ports of an ExternalAlias; a name that nobody connects to needs none. */
export function resolveAliasPorts(where: Where, props: ExternalAliasProps): ServicePort[] {
  const { addresses, port, targetPort, ports } = props;
  const isNamed = addresses === undefined;
  if (isNamed && port === undefined && targetPort === undefined && ports === undefined) return [];
  const resolved = resolvePorts(where, { port, targetPort, ports });
  const withNodePort = resolved.find((own) => own.nodePort !== undefined);
  if (withNodePort !== undefined) {
    refuse(where, { what: 'nodePort', got: withNodePort.nodePort, allowed: 'none on an alias', fix: 'leave it out' });
  }
  const mapped = resolved.find((own) => own.port !== own.targetPort);
  if (isNamed && mapped !== undefined) {
    refuse(where, {
      what: 'targetPort',
      got: mapped.targetPort,
      allowed: `the same as \`port\`, which is ${mapped.port}: a CNAME maps no ports`,
      fix: `use \`port: ${mapped.targetPort}\``,
    });
  }
  return resolved;
}
