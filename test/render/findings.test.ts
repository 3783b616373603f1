import { finding, FINDINGS, renderReport, reportOf, RULES } from './findings';

const ACCEPTED = FINDINGS[2];

describe('the table', () => {
  test('has a block for each finding, the worst first, and what is accepted apart, with who, why and until when', () => {
    expect(renderReport('table').text).toEqual(`error    secret-in-text  dist/shop.yaml:14
  shop/Deployment/web: container web has PASSWORD as text
  Fix: write valueFrom.secretKeyRef in env of container web
warning  open-side  dist/shop.yaml:7
  shop/Deployment/web: everybody may reach it
  Fix: write from: in ingress[0]
note     no-spread  dist/shop.yaml:7
  shop/Deployment/web: all pods may land on one node
  Fix: write it otherwise

1 error, 1 warning, 1 note

Accepted (1):
warning  open-side  dist/shop.yaml:40
  shop/StatefulSet/db: everybody may reach it
  accepted by baseline until 2026-12-31: the old client
`);
  });

  test('says that there is nothing, and then what is accepted', () => {
    expect(renderReport('table', reportOf([])).text).toBe('no findings\n');
    expect(renderReport('table', reportOf([ACCEPTED])).text).toMatch(
      /^no findings\n\nAccepted \(1\):\nwarning {2}open-side/,
    );
  });

  test('is a line for each thing, whatever names hold', () => {
    const evil = finding(RULES.open, {
      source: 'a\nb\u001b[2J.yaml',
      message: 'x\r\n##[error]y\u202e',
      fix: 'z\u0000',
    });
    expect(
      renderReport('table', reportOf([evil]))
        .text.split('\n')
        .slice(0, 3),
    ).toEqual(['warning  open-side  a b [2J.yaml:7', '  x # #[error]y ', '  Fix: z ']);
  });

  test('leaves out the line of what has none', () => {
    const text = renderReport('table', reportOf([finding(RULES.open, { source: 'shop/web', line: undefined })])).text;
    expect(text).toMatch(/^warning {2}open-side {2}shop\/web\n/);
  });
});

describe('Markdown', () => {
  test('shows errors, and folds the rest and what is accepted', () => {
    expect(renderReport('md').text).toEqual(`### Checks

**1 error, 1 warning, 1 note.** 1 accepted.

#### Errors (1)

| rule | place | what | fix |
|---|---|---|---|
| [secret-in-text](https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#secret-in-text) | \`dist/shop.yaml:14\` | shop/Deployment/web: container web has PASSWORD as text | write valueFrom.secretKeyRef in env of container web |

<details>
<summary>Warnings (1)</summary>

| rule | place | what | fix |
|---|---|---|---|
| [open-side](https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#open-side) | \`dist/shop.yaml:7\` | shop/Deployment/web: everybody may reach it | write from: in ingress\\[0\\] |

</details>

<details>
<summary>Notes (1)</summary>

| rule | place | what | fix |
|---|---|---|---|
| [no-spread](https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#no-spread) | \`dist/shop.yaml:7\` | shop/Deployment/web: all pods may land on one node | write it otherwise |

</details>

<details>
<summary>Accepted (1)</summary>

| rule | place | what | accepted |
|---|---|---|---|
| [open-side](https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#open-side) | \`dist/shop.yaml:40\` | shop/StatefulSet/db: everybody may reach it | by baseline until 2026-12-31: the old client |

</details>
`);
  });

  test('says so if nothing is found', () => {
    expect(renderReport('md', reportOf([])).text).toBe('### Checks\n\nNothing is found.\n');
    expect(renderReport('md', reportOf([ACCEPTED])).text).toMatch(/^### Checks\n\nNothing is found\. 1 accepted\.\n/);
  });

  test('fits into a comment of GitHub, keeps the worst, and says what it leaves out, there and to whoever asked', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => finding(RULES.open, { object: `shop/Deployment/app-${i}` }));
    const { text, notices } = renderReport('md', reportOf([FINDINGS[0], ...many]));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('#### Errors (1)');
    const left = /\n… and (\d+) more, which do not fit into a comment\.\n/.exec(text);
    expect(Number(left?.[1])).toBe(1_000 - text.match(/\n\| \[open-side\]/g)!.length);
    expect(notices).toEqual([`${left?.[1]} findings left out: they do not fit into a comment`]);
  });

  test('shows names as they are, and mentions nobody', () => {
    const evil = finding(RULES.open, { message: '<img src=x> @team [a](b) | c', source: 'a|`b.yaml' });
    const { text } = renderReport('md', reportOf([evil]));
    expect(text).toContain('&lt;img src=x> \\@team \\[a\\](b) \\| c');
    expect(text).toContain('`` a\\|`b.yaml:7 ``');
  });
});

describe('JSON', () => {
  test('has all fields, in the order of the documentation, and what is accepted among the others', () => {
    const { version, findings } = JSON.parse(renderReport('json').text) as { version: number; findings: object[] };
    expect(version).toBe(1);
    expect(findings).toHaveLength(4);
    expect(findings[1]).toEqual({
      rule: 'open-side',
      severity: 'warning',
      object: 'shop/Deployment/web',
      file: 'dist/shop.yaml',
      line: 7,
      message: 'shop/Deployment/web: everybody may reach it',
      fix: 'write from: in ingress[0]',
      from: 'ip:0.0.0.0/0',
      to: 'shop/Deployment/web',
      ports: ['8080/TCP'],
      docs: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/checks.md#open-side',
      fingerprint: FINDINGS[1].fingerprint,
    });
    expect(findings[2]).toMatchObject({ accepted: { by: 'baseline', reason: 'the old client', until: '2026-12-31' } });
    expect(Object.keys(findings[0]).slice(0, 8).join(' ')).toBe('rule severity object file line field message fix');
  });

  test('names the construct where the sources are no files', () => {
    const report = reportOf([finding(RULES.open, { source: 'shop/web', line: undefined })], { isOfConstructs: true });
    const [found] = (JSON.parse(renderReport('json', report).text) as { findings: object[] }).findings;
    expect(found).toMatchObject({ construct: 'shop/web' });
    expect(found).not.toHaveProperty('file');
    expect(found).not.toHaveProperty('line');
  });

  test('is a list, if there is nothing', () => {
    expect(renderReport('json', reportOf([])).text).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });
});

test.each(['json', 'gitlab'])(
  '%s escapes what would do something where it is shown, and a reader gets what it was',
  (format) => {
    const source = 'a\u001b[2J\u009b\u202e##[error]\u{e0001}.yaml';
    const { text } = renderReport(format, reportOf([finding(RULES.open, { source })]));
    expect(text).toContain('a\\u001b[2J\\u009b\\u202e\\u0023#[error]\\udb40\\udc01.yaml');
    expect(JSON.stringify(JSON.parse(text))).toContain(JSON.stringify(source).slice(1, -1));
  },
);
