import { Texts, texts, withEnds } from './texts';
import { diffFlows as diffOf, FlowChange } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';
import { Reason } from '../../src/reachability/reason';

const WEB = 'shop/Deployment/web';

function flow(to: string, port: number, policy: string, more: Partial<Texts<Flow>> = {}): Texts<Flow> {
  return {
    from: WEB,
    to: `ip:${to}`,
    ports: [{ protocol: 'TCP', port, endPort: port }],
    verdict: 'allow',
    because: [{ direction: 'egress', policy, rule: 0 }],
    ...more,
  };
}

const diffFlows = (before: readonly Texts<Flow>[], after: readonly Texts<Flow>[]): Texts<FlowChange>[] =>
  diffOf(before.map(withEnds<Flow>), after.map(withEnds<Flow>)).map(texts);

const policies = (flows: readonly Texts<Flow>[]): (string | undefined)[][] =>
  diffFlows([], flows).map(({ because }) => because.map(({ policy }) => policy));

test('a network has the reasons of its own openings, and of no other network or port', () => {
  expect(policies([flow('10.0.0.0/8', 443, 'a'), flow('192.168.0.0/16', 443, 'b')])).toEqual([['a'], ['b']]);
  expect(policies([flow('10.0.0.0/8', 443, 'a'), flow('10.0.0.0/8', 80, 'b')]).sort()).toEqual([['a'], ['b']]);
});

test('a network that several policies open has the reasons of them all', () => {
  expect(policies([flow('10.0.0.0/8', 443, 'a'), flow('10.0.0.0/8', 443, 'b')])).toEqual([['a', 'b']]);
});

test('what is left out of a network, and why it is undecided, is kept', () => {
  const except = ['10.1.0.0/16'];
  const reason: Reason = { code: 'host-network', text: 'the source is on the host network' };
  expect(diffFlows([], [flow('10.0.0.0/8', 443, 'a', { except, verdict: 'undefined', reason })])).toMatchObject([
    { kind: 'added', to: 'ip:10.0.0.0/8', except, verdict: 'undefined', reason },
  ]);
  expect(diffFlows([flow('10.0.0.0/8', 443, 'a', { except })], [])).toMatchObject([
    { kind: 'removed', to: 'ip:10.0.0.0/8', except },
  ]);
});
