import { analysed, deployment, policy } from './analysed';
import { flowsOf, Texts, texts, withEnds } from './texts';
import { diffFlows as diffOf, FlowChange, Risk } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';

const tcp = (port: number, endPort = port): PortRange => ({ protocol: 'TCP', port, endPort });
const flow = (from: string, to: string, ports: PortRange[], more: Partial<Texts<Flow>> = {}): Texts<Flow> => ({
  from,
  to,
  ports,
  verdict: 'allow',
  because: [{ direction: 'ingress', policy: 'shop/NetworkPolicy/api', rule: 0 }],
  ...more,
});
const WEB = 'shop/Deployment/web';
const API = 'shop/Deployment/api';

const diffFlows = (before: readonly Texts<Flow>[], after: readonly Texts<Flow>[]): Texts<FlowChange>[] =>
  diffOf(before.map(withEnds<Flow>), after.map(withEnds<Flow>)).map(texts);

const briefly = (changes: readonly Texts<FlowChange>[]): string[] =>
  changes.map(({ kind, from, to, verdict, risk }) => `${kind} ${from} -> ${to} ${verdict} ${Risk[risk]}`);

describe('the difference between two lists of flows', () => {
  test('is nothing if they are the same in another order', () => {
    const flows = [flow(WEB, API, [tcp(80)]), flow(API, WEB, [tcp(81)])];
    expect(diffFlows(flows, [...flows].reverse())).toEqual([]);
  });

  test('tells what was added, with its reason', () => {
    const added = flow(WEB, API, [tcp(80)]);
    expect(diffFlows([], [added])).toEqual([
      {
        kind: 'added',
        from: WEB,
        to: API,
        verdict: 'allow',
        after: [tcp(80)],
        because: added.because,
        risk: Risk.INSIDE,
      },
    ]);
  });

  test('tells what was removed, with the reason that it had', () => {
    const removed = flow(WEB, API, [tcp(80)]);
    expect(diffFlows([removed], [])).toEqual([
      {
        kind: 'removed',
        from: WEB,
        to: API,
        verdict: 'allow',
        before: [tcp(80)],
        because: removed.because,
        risk: Risk.CLOSED,
      },
    ]);
  });

  test('tells which ports were changed, with the reason that they have now', () => {
    const after = flow(WEB, API, [tcp(80), tcp(90)], { because: [{ direction: 'egress' }] });
    expect(diffFlows([flow(WEB, API, [tcp(80)])], [after])).toEqual([
      {
        kind: 'changed',
        from: WEB,
        to: API,
        verdict: 'allow',
        before: [tcp(80)],
        after: [tcp(80), tcp(90)],
        because: [{ direction: 'egress' }],
        risk: Risk.INSIDE,
      },
    ]);
  });

  test('does not care for other rules and Services that lead to the same', () => {
    const after = flow(WEB, API, [tcp(80)], { because: [{ direction: 'egress' }], services: ['shop/Service/api:80'] });
    expect(diffFlows([flow(WEB, API, [tcp(80)])], [after])).toEqual([]);
  });

  test('tells a verdict that changed on the same ports as one change', () => {
    const before = [
      flow(WEB, API, [tcp(80)], { verdict: 'undefined', reason: { code: 'some-addresses', text: 'who knows' } }),
    ];
    const after = [flow(WEB, API, [tcp(80)])];
    const { because } = after[0];
    expect(diffFlows(before, after)).toEqual([
      {
        kind: 'changed',
        from: WEB,
        to: API,
        verdict: 'allow',
        verdictBefore: 'undefined',
        before: [tcp(80)],
        after: [tcp(80)],
        because,
        risk: Risk.INSIDE,
      },
    ]);
    expect(briefly(diffFlows(after, before))).toEqual([`changed ${WEB} -> ${API} undefined CLOSED`]);
  });

  test('keeps verdicts apart where the ports differ, too', () => {
    const before = [flow(WEB, API, [tcp(80)], { verdict: 'undefined' })];
    expect(briefly(diffFlows(before, [flow(WEB, API, [tcp(81)])]))).toEqual([
      `added ${WEB} -> ${API} allow INSIDE`,
      `removed ${WEB} -> ${API} undefined CLOSED`,
    ]);
  });

  describe('of addresses', () => {
    const from = (cidr: string, ports = [tcp(80)], except?: string[]): Texts<Flow> =>
      flow(`ip:${cidr}`, API, ports, except && { except });
    const withPorts = (changes: readonly Texts<FlowChange>[]): unknown[] =>
      changes.map(({ kind, from: end, except = [], before = [], after = [], risk }) => [
        `${kind} ${end}${except.map((cidr) => ` except ${cidr}`).join('')}`,
        [...before, ...after].map(({ port }) => port),
        Risk[risk],
      ]);

    test('is nothing where a network is written otherwise', () => {
      expect(diffFlows([from('10.0.0.0/8')], [from('10.0.0.0/9'), from('10.128.0.0/9')])).toEqual([]);
    });

    test('is what was taken out where a network was narrowed: nothing is opened', () => {
      expect(withPorts(diffFlows([from('0.0.0.0/0')], [from('0.0.0.0/0', [tcp(80)], ['10.0.0.0/8'])]))).toEqual([
        ['removed ip:10.0.0.0/8', [80], 'CLOSED'],
      ]);
    });

    test('is what came in where a network was widened', () => {
      expect(withPorts(diffFlows([from('10.0.0.0/9')], [from('10.0.0.0/8')]))).toEqual([
        ['added ip:10.128.0.0/9', [80], 'OUTSIDE'],
      ]);
    });

    test('is the ports where the addresses are the same', () => {
      const [change] = diffFlows([from('10.0.0.0/8')], [from('10.0.0.0/8', [tcp(80), tcp(443)])]);
      expect(change).toMatchObject({ kind: 'changed', before: [tcp(80)], after: [tcp(80), tcp(443)] });
    });

    test('gives the reasons of all flows that a part comes from', () => {
      const more = { because: [{ direction: 'ingress' as const, policy: 'shop/NetworkPolicy/other', rule: 3 }] };
      const after = [from('10.0.0.0/9'), { ...from('10.128.0.0/9'), ...more }];
      expect(diffFlows([], after)[0].because).toEqual([...after[0].because, ...more.because]);
    });

    test('takes halves of the internet for the internet, and a partner’s network not', () => {
      expect(briefly(diffFlows([], [from('0.0.0.0/1'), from('128.0.0.0/2', [tcp(81)])]))).toEqual([
        `added ip:0.0.0.0/1 -> ${API} allow INTERNET`,
        `added ip:128.0.0.0/2 -> ${API} allow INTERNET`,
      ]);
      expect(briefly(diffFlows([], [from('203.0.112.0/20')]))).toEqual([
        `added ip:203.0.112.0/20 -> ${API} allow OUTSIDE`,
      ]);
      expect(briefly(diffFlows([], [from('2000::/3')]))).toEqual([`added ip:2000::/3 -> ${API} allow INTERNET`]);
      expect(briefly(diffFlows([], [from('2001:db8::/32')]))).toEqual([
        `added ip:2001:db8::/32 -> ${API} allow OUTSIDE`,
      ]);
    });

    test('does not take private networks for the internet, not even beside it', () => {
      expect(
        briefly(diffFlows([], [from('0.0.0.0/0', [tcp(80)], ['10.0.0.0/8']), from('10.0.0.0/8', [tcp(81)])])),
      ).toEqual([`added ip:0.0.0.0/0 -> ${API} allow INTERNET`, `added ip:10.0.0.0/8 -> ${API} allow OUTSIDE`]);
    });
  });

  test('counts ports that only grew fewer as closed', () => {
    const narrowed = diffFlows([flow(WEB, API, [tcp(80, 90)])], [flow(WEB, API, [tcp(81, 82), tcp(90)])]);
    expect(briefly(narrowed)).toEqual([`changed ${WEB} -> ${API} allow CLOSED`]);
    const moved = diffFlows([flow(WEB, API, [tcp(80, 90)])], [flow(WEB, API, [tcp(85, 91)])]);
    expect(briefly(moved)).toEqual([`changed ${WEB} -> ${API} allow INSIDE`]);
  });

  test('begins with the biggest risks, then goes by names', () => {
    const added = [
      flow(API, WEB, [tcp(80)]),
      flow(API, API, [tcp(80)]),
      flow('pods:team=red/*', API, [tcp(80)]),
      flow('ip:10.0.0.0/8', WEB, [tcp(80)]),
      flow(API, 'ip:::/0', [tcp(443)]),
      flow('pods:*/*', API, [tcp(80)]),
      flow('ip:0.0.0.0/0', API, [tcp(80)]),
    ];
    expect(briefly(diffFlows([flow(WEB, API, [tcp(80)])], added))).toEqual([
      `added ip:0.0.0.0/0 -> ${API} allow INTERNET`,
      `added pods:*/* -> ${API} allow INTERNET`,
      `added ${API} -> ip:::/0 allow INTERNET`,
      `added ip:10.0.0.0/8 -> ${WEB} allow OUTSIDE`,
      `added pods:team=red/* -> ${API} allow OUTSIDE`,
      `added ${API} -> ${API} allow INSIDE`,
      `added ${API} -> ${WEB} allow INSIDE`,
      `removed ${WEB} -> ${API} allow CLOSED`,
    ]);
  });

  test('of two inputs is what a policy closed', () => {
    const pods = deployment('web') + deployment('api');
    const closed =
      pods +
      policy(
        'api',
        '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 80 }] }] }',
      );
    const changes = diffFlows(flowsOf(analysed(pods)), flowsOf(analysed(closed)));
    expect(briefly(changes)).toEqual([
      `removed ip:0.0.0.0/0 -> ${API} allow CLOSED`,
      `removed ip:::/0 -> ${API} allow CLOSED`,
      `removed pods:*/* -> ${API} allow CLOSED`,
      `removed ${API} -> ${API} allow CLOSED`,
      `changed ${WEB} -> ${API} allow CLOSED`,
    ]);
  });
});

describe('policies that are not judged', () => {
  const cilium = (ingress: string): string =>
    `---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: shop }\nspec: { endpointSelector: { matchLabels: { app: api } }, ingress: ${ingress} }\n`;
  const flowsWith = (yaml: string): Texts<Flow>[] => flowsOf(analysed(deployment('web') + deployment('api') + yaml));
  const [none, world, cluster] = ['', cilium('[{ fromFuture: [world] }]'), cilium('[{ fromFuture: [cluster] }]')];

  test('are a change if one is added or taken away', () => {
    expect(briefly(diffFlows(flowsWith(none), flowsWith(world)))).toContain(
      'changed shop/Deployment/web -> shop/Deployment/api undefined CLOSED',
    );
    expect(briefly(diffFlows(flowsWith(world), flowsWith(none)))).toContain(
      'changed shop/Deployment/web -> shop/Deployment/api allow INSIDE',
    );
  });

  test('are a change of all that they may decide if one says something else, and it may open that', () => {
    const changes = diffFlows(flowsWith(world), flowsWith(cluster));
    expect(briefly(changes)).toEqual([
      'changed ip:0.0.0.0/0 -> shop/Deployment/api undefined INTERNET',
      'changed ip:::/0 -> shop/Deployment/api undefined INTERNET',
      'changed pods:*/* -> shop/Deployment/api undefined INTERNET',
      'changed shop/Deployment/api -> shop/Deployment/api undefined INSIDE',
      'changed shop/Deployment/web -> shop/Deployment/api undefined INSIDE',
    ]);
    expect(changes.map(({ verdictBefore }) => verdictBefore)).toEqual(new Array(5).fill('undefined'));
    expect(diffFlows(flowsWith(world), flowsWith(world))).toEqual([]);
  });

  test('are a change of addresses where others change, too', () => {
    const [was, is] = ['a', 'b'].map((unjudged): Texts<Flow>[] => [
      flow('ip:0.0.0.0/0', API, [tcp(80)], { verdict: 'undefined', unjudged }),
    ]);
    const other = flow('ip:10.0.0.0/8', API, [tcp(81)]);
    expect(briefly(diffFlows(was, [...is, other]))).toEqual([
      'added ip:0.0.0.0/0 -> shop/Deployment/api undefined INTERNET',
      'added ip:10.0.0.0/8 -> shop/Deployment/api allow OUTSIDE',
      'removed ip:0.0.0.0/0 -> shop/Deployment/api undefined CLOSED',
    ]);
  });
});
