import { analysed, ask, brief, deployment, policy } from './analysed';
import { flowsOf } from './texts';
import { REASONS } from '../../src/reachability/reason';

const AGENT = 'shop/Deployment/agent';
const WEB = 'shop/Deployment/web';
const PODS = deployment('web') + deployment('agent', '{ hostNetwork: true }');
const REST = '1-79/TCP 81-65535/TCP 1-65535/UDP 1-65535/SCTP';

/** The flows from one workload to another one. */
function between(yaml: string, from: string, to: string): string[] {
  return [...flowsOf(analysed(PODS + yaml))]
    .filter((flow) => flow.from === from && flow.to === to)
    .map((flow) => [brief(flow), ...(flow.reason === undefined ? [] : [flow.reason.code])].join(' '));
}

function isolating(name: string, rules: string): string {
  return policy(name, `{ podSelector: { matchLabels: { app: ${name} } }, ${rules} }`);
}

describe('a pod on the host network', () => {
  test.each([
    [AGENT, WEB],
    [WEB, AGENT],
    [AGENT, AGENT],
  ])('is connected where no policy decides: %s -> %s', (from, to) => {
    expect(between('', from, to)).toEqual([`${from} -> ${to} all allow`]);
  });

  test('leaves the answer open where a policy isolates the other pods, whatever labels it names', () => {
    const rule = 'ingress: [{ from: [{ podSelector: { matchLabels: { app: agent } } }], ports: [{ port: 80 }] }]';
    expect(between(isolating('web', rule), AGENT, WEB)).toEqual([`${AGENT} -> ${WEB} all undefined host-network`]);
    expect(between(isolating('web', 'ingress: []'), AGENT, WEB)).toEqual([
      `${AGENT} -> ${WEB} all undefined host-network`,
    ]);
    expect(between(isolating('web', 'policyTypes: [Egress]'), WEB, AGENT)).toEqual([
      `${WEB} -> ${AGENT} all undefined host-network`,
    ]);
  });

  test('is among everybody, and for sure among no network of addresses', () => {
    expect(between(isolating('web', 'ingress: [{ ports: [{ port: 80 }] }]'), AGENT, WEB)).toEqual([
      `${AGENT} -> ${WEB} 80-80/TCP allow`,
      `${AGENT} -> ${WEB} ${REST} undefined host-network`,
    ]);
    const everywhere = 'ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: "::/0" } }] }]';
    expect(between(isolating('web', everywhere), AGENT, WEB)).toEqual([
      `${AGENT} -> ${WEB} all undefined host-network`,
    ]);
  });

  test('has no say in the other direction of the other pods', () => {
    expect(between(isolating('web', 'policyTypes: [Egress]'), AGENT, WEB)).toEqual([`${AGENT} -> ${WEB} all allow`]);
  });

  test('has allowed what its own policies allow, and leaves the rest to the plugin', () => {
    const rule = 'ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 80 }] }]';
    expect(between(isolating('agent', rule), WEB, AGENT)).toEqual([
      `${WEB} -> ${AGENT} 80-80/TCP allow`,
      `${WEB} -> ${AGENT} ${REST} undefined host-network`,
    ]);
  });

  test('names the policies that decide', () => {
    const flows = [...flowsOf(analysed(PODS + isolating('web', 'ingress: []')))];
    expect(flows.find(({ from, to }) => from === AGENT && to === WEB)?.because).toEqual([
      { direction: 'egress' },
      { direction: 'ingress', policy: 'shop/NetworkPolicy/web' },
    ]);
  });

  test('has the same answers in an explanation', () => {
    const open = analysed(PODS);
    expect(ask(open, 'agent', 'web', '80').verdict).toEqual('allow');
    expect(ask(open, 'internet', 'agent', '80').verdict).toEqual('allow');
    const closed = analysed(PODS + isolating('web', 'ingress: [{ ports: [{ port: 80 }] }]'));
    expect(ask(closed, 'agent', 'web', '80').verdict).toEqual('allow');
    expect(ask(closed, 'agent', 'web', '81')).toMatchObject({ verdict: 'undefined', reason: REASONS.hostNetwork });
    const own = analysed(PODS + isolating('agent', 'ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]'));
    expect(ask(own, 'ip:10.1.2.3', 'agent', '80').verdict).toEqual('allow');
    expect(ask(own, 'ip:192.0.2.1', 'agent', '80')).toMatchObject({
      verdict: 'undefined',
      reason: REASONS.hostNetwork,
    });
  });
});
