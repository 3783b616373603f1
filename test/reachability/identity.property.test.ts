import * as fc from 'fast-check';
import { ADDRESSES, MeshCluster, meshCluster, PORTS } from './arbitrary-identity';
import { covers, touches } from './listed';
import { decideIdentity, IdentityQuestion, seenPorts } from './naive-identity';
import { DENIED, inAll, inBoth, NaiveOutcome } from './naive-outcome';
import { Oracle, PacketEnd } from './oracle';
import { Analysis } from '../../src/reachability/analysis';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { explain } from '../../src/reachability/explain';
import { explainPorts } from '../../src/reachability/explain-ports';
import { Flow } from '../../src/reachability/flow';
import { Workload } from '../../src/topology/model';
import { holds, runsOf } from '../property';

const CLUSTERS = runsOf(120);

/** What each way to ask the engine says, as the naive evaluator says it. */
type Said = Pick<NaiveOutcome, 'verdict'> & { readonly only: readonly string[] };

interface Asked {
  readonly from: PacketEnd;
  readonly question: IdentityQuestion;
}

function questionsOf({ topology }: MeshCluster): Asked[] {
  return topology.workloads.flatMap((server) =>
    PORTS.flatMap((port) => [
      ...topology.workloads
        .filter(({ id }) => id !== server.id)
        .map((client) => ({ from: { pod: client.id }, question: { client, server, port } })),
      ...ADDRESSES.map((ip) => ({ from: { ip }, question: { client: { ip }, server, port } })),
    ]),
  );
}

/** Both walls: the network policies see what the mesh sends, and the mesh sees who sends it. */
function expected(cluster: MeshCluster, oracle: Oracle, { from, question }: Asked): NaiveOutcome {
  const byNetwork = seenPorts(question).map((port): NaiveOutcome => {
    if (port === undefined) return DENIED;
    const verdict = oracle.decide({ from, to: { pod: question.server.id }, protocol: 'TCP', port });
    return { verdict, must: [], may: [] };
  });
  return inBoth([inAll(byNetwork), decideIdentity(cluster.identity, question)]);
}

function listed(flows: readonly Flow[], { from, question: { server, port } }: Asked): Said {
  const own = flows.filter(
    (flow) =>
      touches(from, flow.from) &&
      touches({ pod: server.id }, flow.to) &&
      covers(flow.ports, { from, to: { pod: server.id }, protocol: 'TCP', port }),
  );
  expect(own.length).toBeLessThan(2);
  return own.length === 0 ? { verdict: 'deny', only: [] } : { verdict: own[0].verdict, only: own[0].only ?? [] };
}

const textOf = (end: PacketEnd): string => ('pod' in end ? end.pod : 'ip' in end ? `ip:${end.ip}` : '');

function told(analysis: Analysis, { from, question: { server, port } }: Asked): { one: Said; all: Said } {
  const [source, destination] = [textOf(from), server.id].map((text) => parseAskedEnd(analysis.cluster, text));
  const one = explain(analysis, source, destination, { protocol: 'TCP', port });
  const groups = explainPorts(analysis, source, destination).ports;
  const own = groups.filter(({ ports }) =>
    ports.some((range) => range.protocol === 'TCP' && range.port <= port && port <= range.endPort),
  );
  expect(own).toHaveLength(1);
  return {
    one: { verdict: one.verdict, only: one.only ?? [] },
    all: { verdict: own[0].verdict, only: own[0].only ?? [] },
  };
}

function agrees({ verdict, must, may }: NaiveOutcome, said: Said): boolean {
  return (
    said.verdict === verdict &&
    (verdict !== 'allow' ||
      (must.every((text) => said.only.includes(text)) && said.only.every((text) => may.includes(text))))
  );
}

describe('the wall of identity and the naive evaluator agree', () => {
  test('on every client, server and port, in the listed flows and when they are explained', () => {
    const seen = { allow: 0, deny: 0, undefined: 0 };
    let [cases, careful, narrowed] = [0, 0, 0];
    holds(
      fc.property(meshCluster, (cluster) => {
        const analysis = Analysis.of(cluster.topology);
        const oracle = new Oracle(withAddresses(cluster), {});
        const flows = [...analysis.flows()];
        const wrong: unknown[] = [];
        for (const asked of questionsOf(cluster)) {
          const right = expected(cluster, oracle, asked);
          const { one, all } = told(analysis, asked);
          const answers = { listed: listed(flows, asked), one, all };
          cases++;
          seen[right.verdict]++;
          if (right.must.length > 0) narrowed++;
          const given = Object.values(answers);
          // What is not known of one thing twice is taken for two things.
          const isCareful = right.verdict !== 'undefined' && given.every(({ verdict }) => verdict === 'undefined');
          if (isCareful) {
            careful++;
          } else if (!given.every((said) => agrees(right, said))) {
            wrong.push({
              from: textOf(asked.from),
              to: asked.question.server.id,
              port: asked.question.port,
              right,
              answers,
            });
          }
        }
        expect(wrong).toEqual([]);
      }),
      { runs: CLUSTERS },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(cases / 100);
    expect(narrowed).toBeGreaterThan(0);
    expect(careful / cases).toBeLessThan(0.03);
  });
});

/** The oracle reads the addresses of pods from their status. */
function withAddresses({ manifests, topology }: MeshCluster): MeshCluster['manifests'] {
  const byName = new Map(topology.workloads.map((workload): [string, Workload] => [workload.name, workload]));
  return manifests.map((object) => {
    const [cidr] = object.kind === 'Pod' ? byName.get(object.metadata.name)!.addresses : [];
    return cidr === undefined ? object : { ...object, status: { podIPs: [{ ip: cidr.split('/')[0] }] } };
  });
}
