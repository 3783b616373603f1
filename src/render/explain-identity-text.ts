import { formatPorts } from './ports';
import { oneLine } from './text-table';
import { ExplainedWire } from '../reachability/explain';
import { IdentityOnPorts, IdentityRuleOpinion } from '../reachability/explain-identity';

/** The heading of what service meshes say. */
export function identityTitle({ workload }: IdentityOnPorts): string {
  return `identity at ${oneLine(workload)}`;
}

/** What the network sees in place of the port. */
export function wireText({ port, isAlways }: ExplainedWire): string {
  const sees = isAlways ? `see ${port}/TCP in place of it` : `may see ${port}/TCP in place of it`;
  return `on the wire: the mesh carries it, and the network policies ${sees}\n`;
}

/** Who the client is for the mesh, and each of its policies with its rules. */
export function* identityText(identity: IdentityOnPorts): Generator<string> {
  const { meshes, client, mtls = [], policies, otherwise = [], unjudgedBy = [] } = identity;
  yield `  mesh: ${meshes.length === 1 ? meshes[0] : `not known (${meshes.join(', ')})`}\n`;
  yield `  client: ${oneLine(clientText(client))}\n`;
  if (mtls.length > 0) yield `  mTLS: ${mtls.join(' or ')}\n`;
  for (const { policy, action, ports, isPartial, rules } of policies) {
    const about = ports === undefined ? '' : ` on ${formatPorts(ports)}`;
    const whose = isPartial === true ? ', for some of the pods' : '';
    yield `  ${action} by ${oneLine(policy)}${about}${whose}\n`;
    if (rules.length === 0) yield `    no rules, so it ${action === 'allow' ? 'lets nobody in' : 'refuses nobody'}\n`;
    for (const rule of rules) yield* ruleText(rule);
  }
  if (otherwise.length > 0) yield '  on ports without a Server, by the default of the pods\n';
  for (const rule of otherwise) yield* ruleText(rule);
  for (const id of unjudgedBy) yield `  may be decided by ${oneLine(id)}\n`;
  if (policies.length + otherwise.length + unjudgedBy.length === 0) yield '  no policy says who may connect\n';
}

function* ruleText({ rule, path, only, clientMatches, isUnread, ports }: IdentityRuleOpinion): Generator<string> {
  const place = path ?? `rules[${rule}]`;
  const matches = { yes: 'client matches', no: 'client does not match', unknown: 'client may match' }[clientMatches];
  const about = only === undefined ? '' : `, for ${only}`;
  const says = isUnread === true ? 'lets nobody in: ztunnel, which decides here, reads no requests' : matches;
  yield `    ${oneLine(`${place} on ${formatPorts(ports)}${about}: ${says}`)}\n`;
}

function clientText({ hasIdentity, account }: IdentityOnPorts['client']): string {
  if (hasIdentity === 'no') return 'without an identity of this mesh';
  const who = account === undefined ? 'an account that is not known' : `account ${account}`;
  return hasIdentity === 'yes' ? who : `${who}, if it is in the mesh, which is not known`;
}
