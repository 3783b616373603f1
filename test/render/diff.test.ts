import { CHANGES, tcp } from './flows';
import { diffText } from './reports';
import { FlowChange, Risk } from '../../src/reachability/diff';
import { endOf } from '../reachability/texts';

function render(format: string, changes: readonly FlowChange[] = CHANGES): string {
  return diffText(format, changes);
}

test('the table begins with what the internet reaches, and ends with what is closed', () => {
  expect(render('table')).toEqual(
    `CHANGE   RISK      FROM                 TO                                    PORTS                      VERDICT
added    internet  ip:0.0.0.0/0         shop/StatefulSet/db                   5432/TCP                   allow
added    internet  shop/Deployment/web  ip:0.0.0.0/0                          443/TCP                    allow
added    internet  pods:*/*             shop/StatefulSet/db                   5432/TCP                   allow
added    outside   shop/Deployment/web  ip:10.20.0.0/16 except 10.20.30.0/24  443/TCP                    allow
changed  inside    tools/Job/seed       shop/StatefulSet/db                   5432/TCP -> 5432-5433/TCP  undefined
removed  closed    shop/Deployment/web  shop/StatefulSet/db                   5432/TCP                   allow

4 added, 1 changed, 1 removed
`,
  );
});

test('Markdown shows the biggest risks and folds the rest', () => {
  expect(render('md')).toMatchSnapshot();
});

test('Markdown says what is there if nothing is urgent', () => {
  expect(render('md', [CHANGES[1]])).toContain('\n0 added, 1 changed, 0 removed.\n');
  expect(render('md', [CHANGES[0]])).toContain('\nNothing is opened. 0 added, 0 changed, 1 removed.\n');
});

test('Markdown fits into a comment of GitHub, and says what it leaves out', () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ ...CHANGES[2], from: endOf(`shop/Deployment/app-${i}`) }));
  const text = render('md', [...many, CHANGES[5]]);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\n… and \d+ more, which do not fit into a comment\.\n/);
  expect(text.indexOf('Reachable from the internet (1)')).toBeGreaterThan(0);
});

test('JSON has a line for each change, in the order of risk', () => {
  const { version, changes } = JSON.parse(render('json')) as { version: number; changes: { risk: string }[] };
  expect(version).toEqual(2);
  expect(changes.map(({ risk }) => risk)).toEqual(['internet', 'internet', 'internet', 'outside', 'inside', 'closed']);
  expect(changes[3]).toEqual({
    kind: 'added',
    risk: 'outside',
    from: 'shop/Deployment/web',
    to: 'ip:10.20.0.0/16',
    except: ['10.20.30.0/24'],
    verdict: 'allow',
    after: [tcp(443)],
    because: [{ direction: 'egress', policy: 'shop/NetworkPolicy/web', rule: 2 }],
  });
});

test('Mermaid tells added, changed and removed apart', () => {
  expect(render('mermaid', [CHANGES[5], CHANGES[1], CHANGES[0]])).toEqual(
    `flowchart LR
  subgraph ns0["shop"]
    n1["db<br/>StatefulSet"]
    n3["web<br/>Deployment"]
  end
  subgraph ns1["tools"]
    n2["seed<br/>Job"]
  end
  n0(["ip:0.0.0.0/0"])
  n0 ==>|"added: 5432/TCP"| n1
  n2 -->|"changed: 5432/TCP -#62; 5432-5433/TCP"| n1
  n3 -.->|"removed: 5432/TCP"| n1
  linkStyle 0 stroke:#cf222e
  linkStyle 1 stroke:#9a6700
  linkStyle 2 stroke:#1a7f37
`,
  );
});

test.each([
  ['table', 'no changes\n'],
  ['md', '### Network connections\n\nNo connection is added, changed or removed.\n'],
  ['json', '{\n  "version": 2,\n  "changes": []\n}\n'],
  ['mermaid', 'flowchart LR\n'],
])('%s of no changes is still legal', (format, text) => {
  expect(render(format, [])).toEqual(text);
});

test('names in a comment can neither end the table nor the fold', () => {
  const change: FlowChange = { ...CHANGES[1], from: endOf('x/Pod/</details>|`@all`'), risk: Risk.INSIDE };
  expect(render('md', [change])).toContain('| `` x/Pod/</details>\\|`@all` `` |');
});
