import * as fc from 'fast-check';
import { reachText } from './reports';
import { addressesEnd, workloadEnd } from '../../src/reachability/end';
import { Flow } from '../../src/reachability/flow';
import { PROTOCOLS } from '../../src/topology/model';
import { holds } from '../property';
import { texts } from '../reachability/texts';

const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '|', '\\', 'ä', '/', "'", '=') });
const port = fc.tuple(fc.constantFrom(...PROTOCOLS), fc.integer({ min: 1, max: 65535 }), fc.nat(100));
const range = port.map(([protocol, first, more]) => ({
  protocol,
  port: first,
  endPort: Math.min(65535, first + more),
}));
const except = fc.array(fc.constantFrom('10.0.0.0/8', 'fd00::/8'));
const end = fc.oneof(text.map(workloadEnd), fc.record({ cidr: text, except }).map(addressesEnd));
const reason = fc.record({ code: fc.constantFrom('host-network' as const, 'pod-address' as const), text });
const flow: fc.Arbitrary<Flow> = fc.record(
  {
    from: text.map(workloadEnd),
    to: end,
    ports: fc.array(range, { minLength: 1, maxLength: 3 }),
    verdict: fc.constantFrom('allow' as const, 'undefined' as const),
    reason,
    because: fc.array(
      fc.record(
        { direction: fc.constantFrom('ingress' as const, 'egress' as const), policy: text, rule: fc.nat(9) },
        { requiredKeys: ['direction'] },
      ),
    ),
    services: fc.array(text, { minLength: 1 }),
    only: fc.array(text, { minLength: 1 }),
  },
  { requiredKeys: ['from', 'to', 'ports', 'verdict', 'because'] },
);

test('what JSON says is what went in', () => {
  holds(
    fc.property(fc.array(flow), (flows) => {
      const json = reachText('json', flows, ['shop/Pod/a']);
      expect(JSON.parse(json)).toEqual({
        version: 2,
        workloads: [{ id: 'shop/Pod/a', namespace: 'shop', kind: 'Pod', name: 'a' }],
        flows: flows.map(texts).map(({ reason: why, ...rest }) => ({
          ...rest,
          ...(why === undefined ? {} : { reason: why.text, reasonCode: why.code }),
        })),
      });
    }),
  );
});

test('what CSV says is what went in', () => {
  holds(
    fc.property(fc.array(flow), (flows) => {
      const [head, ...rows] = parseCsv(reachText('csv', flows));
      expect(head).toEqual([
        'from',
        'to',
        'except',
        'ports',
        'verdict',
        'reason',
        'because',
        'services',
        'reasonCode',
        'ways',
        'only',
      ]);
      expect(rows).toEqual(
        flows
          .map(texts)
          .map(({ from, to, except: inner = [], ports, verdict, reason: why, because, services = [], only = [] }) => [
            from,
            to,
            inner.join('; '),
            ports.map((p) => `${p.port === p.endPort ? p.port : `${p.port}-${p.endPort}`}/${p.protocol}`).join('; '),
            verdict,
            why?.text ?? '',
            because
              .map(({ direction, policy, rule }) => {
                if (policy === undefined) return `${direction} not isolated`;
                return rule === undefined ? `${policy} ${direction}` : `${policy} ${direction}[${rule}]`;
              })
              .join('; '),
            services.join('; '),
            why?.code ?? '',
            '',
            only.join('; '),
          ]),
      );
    }),
  );
});

/** A reader of its own, straight from RFC 4180. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < csv.length; i++) {
    const character = csv[i];
    if (isQuoted && character === '"' && csv[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (character === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && (character === ',' || character === '\n')) {
      row.push(cell);
      cell = '';
      if (character === '\n') rows.push(row.splice(0));
    } else {
      cell += character;
    }
  }
  return rows;
}
