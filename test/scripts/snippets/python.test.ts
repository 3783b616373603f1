import { BatchSnippetTranslator } from 'jsii-rosetta';
import * as ts from 'typescript';
import { Python } from '../../../scripts/snippets/python';

/** What is written for code that ends a file with these imports, and what cannot be. */
const PRELUDE = [
  '/// !hide',
  "import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';",
  "import { ConfigMap, Deployment, EnvValue, Secret, Service } from 'cdk8s-plus-28';",
  'declare const chart: Chart; declare const secret: Secret; declare const names: string[];',
  '/// !show',
].join('\n');

const CASES: { readonly [name: string]: readonly [code: string, python: string] } = {
  'names that Python keeps for itself': ["const from = 'a';\nconst lambda = from;", 'from_ = "a"\nlambda_ = from_'],
  'such words in texts as they are': ["const text = 'from=a, in=b';", 'text = "from=a, in=b"'],
  'values that are none': ['const a = undefined;\nconst b = null;', 'a = None\nb = None'],
  'operators in words': ['const a = true && !false || 1 !== 2;', 'a = True and not False or 1 != 2'],
  'keys of data as they are': [
    "new ConfigMap(chart, 'files', { data: { myKey: 'a', 'run.sh': 'b' } });",
    'ConfigMap(chart, "files", data={"myKey": "a", "run.sh": "b"})',
  ],
  'data of any type as data': [
    "JsonPatch.add('/spec/template', { someKey: [{ otherKey: true }] });",
    'JsonPatch.add("/spec/template", {"someKey": [{"otherKey": True}]})',
  ],
  'a struct that is not for the last parameter as an object': [
    "EnvValue.fromSecretValue({ secret, key: 'a' });",
    'EnvValue.from_secret_value(SecretValue(secret=secret, key="a"))',
  ],
  'a struct that is for the last parameter as arguments': [
    "EnvValue.fromSecretValue({ secret, key: 'a' }, { optional: true });",
    'EnvValue.from_secret_value(SecretValue(secret=secret, key="a"), optional=True)',
  ],
  'expressions in texts': [
    "const myName = 'a';\nconst text = `{${myName}}: ${secret.resourceName}\\n`;",
    'my_name = "a"\ntext = f"{{{my_name}}}: {secret.resource_name}\\n"',
  ],
  'lists within lists': ['const all = [...names, "a"];', 'all = [*names, "a"]'],
};

const REFUSED: { readonly [name: string]: readonly [code: string, problem: string] } = {
  'fields of an API object': [
    "new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: {} });",
    'in Python, ApiObject takes no fields beside apiVersion, kind and metadata',
  ],
  'a pattern in a declaration': ['const [first] = names;', 'a pattern in a declaration'],
  'a text within an expression of a text': ["const a = `${names.join(', ')}`;", 'a text in an expression in a text'],
  'a function without a name': ['const a = names.map((name) => name);', 'This TypeScript feature (ArrowFunction)'],
};

describe('the translation into Python', () => {
  const codes = [...Object.values(CASES), ...Object.values(REFUSED)].map(([code]) => code);
  const translated = new Map<string, { readonly python: string; readonly problems: string[] }>();

  beforeAll(() => {
    const snippets = codes.map((code, i) => ({
      visibleSource: code,
      completeSource: `${PRELUDE}\n${code}`,
      location: { api: { api: 'file' as const, fileName: `case-${i}` } },
    }));
    for (const [{ visibleSource }, translator] of new BatchSnippetTranslator(snippets)) {
      const python = translator.renderUsing(new Python());
      const problems = translator.diagnostics.map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, ' '),
      );
      translated.set(visibleSource, { python, problems });
    }
  });

  test.each(Object.keys(CASES))('writes %s', (name) => {
    const [code, python] = CASES[name];
    const lines = translated.get(code)!.python.trim().split(/\n+/);
    expect(lines.filter((line) => !line.startsWith('from ')).join('\n')).toBe(python);
    expect(translated.get(code)!.problems).toEqual([]);
  });

  test.each(Object.keys(REFUSED))('says that it has no words for %s', (name) => {
    const [code, problem] = REFUSED[name];
    expect(translated.get(code)!.problems).toContainEqual(expect.stringContaining(problem));
  });
});
