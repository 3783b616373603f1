import { Block, fenced, partsOf } from './markdown';

const find = (text: string, pattern: RegExp, what: string): string => {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`README.md: ${what} is not found`);
  return found;
};

const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ');

interface Feature {
  readonly title: string;
  readonly text: string;
  readonly link: string;
}

const FEATURES: Feature[] = [
  {
    title: 'Connections',
    text: 'client.connectTo(server) opens one path, on both sides, and tells the client where the server is. Network policies follow from it.',
    link: 'docs/connections.md',
  },
  {
    title: 'The proof',
    text: 'Synth compares what is declared with what the rendered policies open, for each pair of pods and each port.',
    link: 'docs/proof.md',
  },
  {
    title: 'Security',
    text: 'Pods run under Pod Security "restricted": no root, read-only files, no capabilities, requests and limits.',
    link: 'docs/security.md',
  },
  {
    title: 'Who reaches whom',
    text: 'An engine answers from rendered manifests, Helm output or a dump of a cluster, and shows the rules that decide.',
    link: 'docs/reachability.md',
  },
  {
    title: 'Pull requests',
    text: 'A comment shows which connections a change adds, and what the checks find in the manifests.',
    link: 'docs/pull-requests.md',
  },
  {
    title: 'Coming from',
    text: 'Helm charts, Kustomize or cdk8s-plus: what becomes what, and how to take over what runs already.',
    link: 'docs/coming-from-helm.md',
  },
];

const frontmatter = (name: string, text: string, tagline: string): string => `---
layout: home
editLink: false
lastUpdated: false
titleTemplate: Kubernetes services as typed constructs
hero:
  name: ${name}
  text: ${JSON.stringify(text)}
  tagline: ${JSON.stringify(tagline)}
  actions:
    - theme: brand
      text: Get started
      link: /get-started
    - theme: alt
      text: Documentation
      link: /documentation
    - theme: alt
      text: API
      link: /api/
---`;

/** The first page: what the README begins with, its stack, and what comes of it. Links are those of the README. */
export function homePage(readme: string, name: string): string {
  const lead = find(readme, /^(Typed [\s\S]*?)\n\n/m, 'the paragraph that begins with "Typed"');
  const text = find(lead, /^([^,.]*)/, 'what the package is');
  const tagline = find(plain(lead), /: (.*)$/, 'what it does');
  const picture = find(readme, /^(!\[[^\n]*\))$/m, 'the picture');
  const blocks = partsOf(readme).filter((part): part is Block => part.kind === 'block');
  const stack = blocks.find(({ language }) => language === 'ts');
  const policy = blocks.find(({ language, code }) => language === 'yaml' && code.includes('policyTypes'));
  if (stack === undefined || policy === undefined) throw new Error('README.md: the stack or its policy is not found');
  const sentence = find(
    readme.replace(/\n/g, ' '),
    /(It renders \d+ objects: [^.]*\.)/,
    'the sentence about what it renders',
  );
  const features = FEATURES.map(
    ({ title, text: what, link }) => `<li>\n\n### [${title}](${link})\n\n${what}\n\n</li>`,
  ).join('\n');
  return [
    frontmatter(name, text, tagline[0].toUpperCase() + tagline.slice(1)),
    picture,
    '<p class="picture-caption">Drawn from what the stack below renders.</p>',
    '## A stack in 20 lines',
    `${sentence} This is the stack, and the whole network policy of \`api\` that comes of it: its pods listen on 9898.`,
    `${fenced('ts', stack.code)}\n\n${fenced('yaml', policy.code)}`,
    '## What else',
    `<ul class="features">\n${features}\n</ul>`,
  ].join('\n\n');
}
