import { readFileSync } from 'fs';
import { join } from 'path';
import { deployment, networkFindings, policy, rulesOf } from './network-findings';

const PAGE = readFileSync(join(__dirname, '../../../docs/network-rules.md'), 'utf8');
const [RULES_FILE, FINDING] = [...PAGE.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, text]) => text);

test('the page shows rules that are read', () => {
  expect(rulesOf(RULES_FILE).map(({ word, number }) => `${number} ${word}`)).toEqual([
    '1 allow',
    '2 deny',
    '3 allow',
    '4 deny',
  ]);
});

test('the page shows what they find', () => {
  const db = deployment('shop/db').replace('kind: Deployment', 'kind: StatefulSet');
  const opened = policy('shop/db', 'app: db', {
    ingress:
      '[{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: payments } } }], ports: [{ port: 5432 }] }, ' +
      '{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }]',
  });
  const web = deployment('shop/web') + policy('shop/web', 'app: web', { egress: '[{ to: [{ podSelector: {} }] }]' });
  const found = networkFindings(db + opened + web, RULES_FILE).filter(({ severity }) => severity === 'error');
  expect(found.map(({ message, fix }) => `${message}\nFix: ${fix}\n`)).toEqual([FINDING]);
});
