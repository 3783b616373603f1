import { finding, FINDINGS, renderReport, reportOf, RULES } from './findings';

interface Issue {
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

function issuesOf(...args: Parameters<typeof reportOf>): readonly Issue[] {
  return JSON.parse(renderReport('gitlab', reportOf(...args)).text) as Issue[];
}

test('a finding is an issue of Code Quality, with a severity of its words', () => {
  const issues = issuesOf();
  expect(issues[0]).toEqual({
    description:
      'shop/Deployment/web: container web has PASSWORD as text. Fix: write valueFrom.secretKeyRef in env of container web',
    check_name: 'secret-in-text',
    fingerprint: FINDINGS[0].fingerprint,
    severity: 'critical',
    location: { path: 'dist/shop.yaml', lines: { begin: 14 } },
  });
  expect(issues.map((issue) => (issue as unknown as { severity: string }).severity)).toEqual([
    'critical',
    'major',
    'info',
  ]);
});

test('what is accepted is left out, and that is said', () => {
  expect(renderReport('gitlab').notices).toEqual(['1 accepted finding left out: Code Quality has no word for them']);
  expect(renderReport('gitlab', reportOf([FINDINGS[0]])).notices).toEqual([]);
});

test('no two issues have one fingerprint, because GitLab would show the first alone', () => {
  const [one] = FINDINGS;
  expect(issuesOf([one, one, one]).map(({ fingerprint }) => fingerprint)).toEqual([
    one.fingerprint,
    `${one.fingerprint}-2`,
    `${one.fingerprint}-3`,
  ]);
});

test('each issue has a path, as the report says it, and a line from 1 on', () => {
  const [issue] = issuesOf([finding(RULES.open, { line: undefined })], { pathOf: (source) => `deploy/${source}` });
  expect(issue.location).toEqual({ path: 'deploy/dist/shop.yaml', lines: { begin: 1 } });
});

test('a place in a folder where a construct stands is the file that each app has', () => {
  const [issue] = issuesOf([finding(RULES.open, { source: 'shop/web', line: undefined })], { isOfConstructs: true });
  expect(issue.location).toEqual({ path: 'cdk8s.yaml', lines: { begin: 1 } });
});

test('descriptions are one line', () => {
  const { text } = renderReport('gitlab', reportOf([finding(RULES.open, { message: 'a\nb\u001b[2J' })]));
  expect(text).toContain('"description":"a b [2J. Fix: write it otherwise"');
});

test('nothing is an empty list, by which GitLab takes the last issues for mended', () => {
  expect(renderReport('gitlab', reportOf([])).text).toBe('[]\n');
});
