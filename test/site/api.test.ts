import { Assembly, isConstruct, methodsOf, propertiesOf } from '../../site/build/api/assembly';
import { apiPages } from '../../site/build/api/pages';
import { commentText, pythonName, typeLink, typeText } from '../../site/build/api/text';

const string = { primitive: 'string' };
const at = { filename: 'src/a.ts', line: 7 };
const assembly: Assembly = {
  name: 'my-library',
  types: {
    'my-library.Base': {
      fqn: 'my-library.Base',
      name: 'Base',
      kind: 'class',
      abstract: true,
      base: 'constructs.Construct',
      locationInModule: at,
      methods: [{ name: 'connectTo', parameters: [{ name: 'peer', type: { fqn: 'my-library.Peer' } }] }],
    },
    'my-library.Web': {
      fqn: 'my-library.Web',
      name: 'Web',
      kind: 'class',
      base: 'my-library.Base',
      locationInModule: at,
      docs: { summary: 'Serves.' },
      initializer: { parameters: [{ name: 'props', type: { fqn: 'my-library.WebProps' } }] },
    },
    'my-library.WebProps': {
      fqn: 'my-library.WebProps',
      name: 'WebProps',
      kind: 'interface',
      datatype: true,
      locationInModule: at,
      properties: [
        { name: 'a', type: string, optional: true, docs: { default: '- none', summary: 'One | two.' } },
        { name: 'image', type: string },
      ],
    },
    'my-library.Peer': {
      fqn: 'my-library.Peer',
      name: 'Peer',
      kind: 'class',
      locationInModule: at,
      methods: [{ name: 'allPods', static: true, returns: { type: { fqn: 'my-library.Peer' } } }],
    },
    'my-library.Mode': {
      fqn: 'my-library.Mode',
      name: 'Mode',
      kind: 'enum',
      locationInModule: at,
      members: [{ name: 'ON', docs: { summary: 'On.' } }],
    },
  },
};
const repository = {
  root: '',
  name: 'my-library',
  version: '1.0.0',
  slug: 'o/my-library',
  url: 'https://github.com/o/my-library',
};
const { pages, sidebar } = apiPages(assembly, new Map([['Web', '/web']]), repository, '/base/');

test('there is a page for each type, and the props of a construct are on its own', () => {
  expect([...pages.keys()]).toEqual(['/api/', '/api/base', '/api/mode', '/api/peer', '/api/web']);
  const web = pages.get('/api/web')!;
  expect(web).toContain('[Guide](/web) · [Source](https://github.com/o/my-library/blob/main/src/a.ts#L7)');
  expect(web).toMatch(/## Props\n\n[^#]*\| prop and type \| default \| meaning \|/);
  expect(web.indexOf('id="prop-image"')).toBeLessThan(web.indexOf('id="prop-a"'));
  expect(web).toContain('<br><code>string</code> | none | One \\| two. |');
});

test('what is inherited is shown, with links to the types', () => {
  const web = pages.get('/api/web')!;
  expect(web).toContain('### connectTo {#connectTo}');
  expect(web).toContain('- `peer` <code><a href="/base/api/peer">Peer</a></code>');
  expect(web).toContain('Python: <code>connect_to</code>');
});

test('the sidebar has constructs, classes and interfaces; the list of all types has the rest', () => {
  expect(sidebar.map(({ text, items }) => [text, items.map((item) => item.text)])).toEqual([
    ['API reference', ['All types']],
    ['Constructs', ['Base', 'Web']],
    ['Classes', ['Peer']],
    ['Interfaces', []],
  ]);
  expect(pages.get('/api/')).toContain('| [WebProps](/api/web#props) |');
  expect(pages.get('/api/')).toContain('| [Mode](/api/mode) |');
});

test('members and kinds of types', () => {
  expect(isConstruct(assembly, assembly.types['my-library.Web'])).toBe(true);
  expect(isConstruct(assembly, assembly.types['my-library.Peer'])).toBe(false);
  expect(methodsOf(assembly, assembly.types['my-library.Web']).map(({ name }) => name)).toEqual(['connectTo']);
  expect(propertiesOf(assembly, assembly.types['my-library.WebProps']).map(({ name }) => name)).toEqual(['image', 'a']);
});

test('types are written as TypeScript writes them', () => {
  const union = { union: { types: [string, { fqn: 'my-library.Peer' }] } };
  expect(typeText({ collection: { kind: 'array', elementtype: union } })).toBe('(string | Peer)[]');
  expect(typeText({ collection: { kind: 'map', elementtype: string } })).toBe('Record<string, string>');
  expect(typeText({ primitive: 'json' })).toBe('object');
  expect(typeLink({ collection: { kind: 'map', elementtype: string } }, new Map())).toBe(
    '<code>Record&lt;string, string&gt;</code>',
  );
});

test('names in Python are those that jsii gives', () => {
  expect(['connectTo', 'httpGet', 'ALL_PODS', 'fromIPBlock'].map(pythonName)).toEqual([
    'connect_to',
    'http_get',
    'ALL_PODS',
    'from_ip_block',
  ]);
});

test('comments cannot become elements or expressions of the page', () => {
  expect(commentText('a <b> {{ c }} and `<d>`')).toBe('a &lt;b> &#123;&#123; c }} and `<d>`');
});
