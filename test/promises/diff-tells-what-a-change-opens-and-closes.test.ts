import * as fc from 'fast-check';
import { Analysis } from '../../src/reachability/analysis';
import { diffFlows, Risk } from '../../src/reachability/diff';
import { Flow } from '../../src/reachability/flow';
import { PortRange } from '../../src/reachability/port-set';
import { parseTopology } from '../../src/topology/parse';
import { Workplace } from '../cli/in-process';
import { SHOP, SHOP_OPEN_TO_ALL, SHOP_OPEN_TO_OFFICE } from '../cli/shop';
import { holds } from '../property';
import { sampleCluster } from '../reachability/arbitraries';
import { Oracle, Packet, RawObject } from '../reachability/oracle';
import { texts } from '../reachability/texts';

function flowsBy(manifests: readonly RawObject[]): Flow[] {
  const read = manifests.map((object: unknown, i) => ({ object, origin: { source: 'sample', document: i + 1 } }));
  return [...Analysis.of(parseTopology(read).topology).flows()];
}

function covers(ports: readonly PortRange[] | undefined, { protocol, port }: Packet): boolean {
  return (ports ?? []).some((range) => range.protocol === protocol && range.port <= port && port <= range.endPort);
}

test('each packet that a removed or an added policy opens or closes is in a change that says so', () => {
  const seen = { opened: 0, closed: 0 };
  holds(
    fc.property(sampleCluster, fc.nat(), fc.boolean(), ({ manifests, packets }, which, isAdded) => {
      const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
      const policy = policies[which % Math.max(policies.length, 1)];
      const without = manifests.filter((object) => object !== policy);
      const [before, after] = isAdded ? [without, manifests] : [manifests, without];
      const changes = diffFlows(flowsBy(before), flowsBy(after)).map(texts);
      const [old, young] = [new Oracle(before), new Oracle(after)];
      for (const packet of packets) {
        const { from, to } = packet;
        if (!('pod' in from) || !('pod' in to)) continue;
        const [was, is] = [old.decide(packet), young.decide(packet)];
        const between = changes.filter((change) => change.from === from.pod && change.to === to.pod);
        if (was === 'deny' && is === 'allow') {
          seen.opened++;
          expect(between.some((change) => change.risk !== Risk.CLOSED && covers(change.after, packet))).toBe(true);
        } else if (was === 'allow' && is === 'deny') {
          seen.closed++;
          expect(between.some((change) => covers(change.before, packet))).toBe(true);
        } else if (JSON.stringify(before) === JSON.stringify(after)) {
          expect(between).toEqual([]);
        }
      }
    }),
    { runs: 60 },
  );
  expect(Math.min(seen.opened, seen.closed)).toBeGreaterThan(10);
});

describe('the command', () => {
  const place = new Workplace({ 'shop.yaml': SHOP, 'office.yaml': SHOP_OPEN_TO_OFFICE, 'all.yaml': SHOP_OPEN_TO_ALL });
  afterAll(() => place.remove());

  test('calls closed what opens nothing, and nothing else', async () => {
    const risks = async (before: string, after: string): Promise<string[]> => {
      const { stdout } = await place.run(['diff', before, after, '--format', 'json']);
      return (JSON.parse(stdout) as { changes: { risk: string }[] }).changes.map(({ risk }) => risk);
    };
    expect(await risks('./office.yaml', './shop.yaml')).toEqual(['closed']);
    expect(await risks('./shop.yaml', './office.yaml')).toEqual(['outside']);
    expect(new Set(await risks('./all.yaml', './shop.yaml'))).toEqual(new Set(['closed']));
    expect(await risks('./shop.yaml', './all.yaml')).not.toContain('closed');
    expect(await risks('./shop.yaml', './shop.yaml')).toEqual([]);
  });

  test('objects to what is opened only where it is told to, and never to what is closed', async () => {
    const codeOf = async (...args: string[]): Promise<number> => (await place.run(['diff', ...args])).code;
    expect(await codeOf('./shop.yaml', './all.yaml')).toBe(0);
    expect(await codeOf('./shop.yaml', './all.yaml', '--fail-on', 'added')).toBe(1);
    expect(await codeOf('./shop.yaml', './office.yaml', '--fail-on', 'added')).toBe(1);
    expect(await codeOf('./shop.yaml', './office.yaml', '--fail-on', 'internet')).toBe(0);
    expect(await codeOf('./all.yaml', './shop.yaml', '--fail-on', 'added')).toBe(0);
  });
});
