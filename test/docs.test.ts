import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { parseAllDocuments, stringify } from 'yaml';
import * as library from '../src';
import { Manifest } from './manifests';
import { runExample } from './run-example';

/*
 * Documentation that does not compile, run or link is wrong. Every `ts` block compiles. On the pages of docs/ it also
 * runs, and what is shown behind it must be what comes out: a `yaml` block is part of the rendered objects, a `text`
 * block behind `ts refused` holds the messages, one for each statement, and one that begins with "[warning]" the warnings.
 *
 * After a change of what is rendered or said, `UPDATE_DOCS=1 npx jest test/docs.test.ts` brings the pages up to date.
 */

jest.setTimeout(120_000);

const ROOT = path.join(__dirname, '..');
const DOCS = readdirSync(path.join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...DOCS].filter((page) =>
  existsSync(path.join(ROOT, page)),
);

interface Block {
  readonly page: string;
  /** The line of the page that the first line of the code is on. */
  readonly line: number;
  readonly language: string;
  readonly flags: string[];
  readonly code: string;
}

/** The examples in the doc comments of the sources. */
function sourceExamples(): Block[] {
  const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const page = `src/${file}`;
      const lines = readFileSync(path.join(ROOT, page), 'utf8').split('\n');
      return lines.flatMap((text, i) => {
        if (!/^\s*\* @example$/.test(text)) return [];
        const length = lines.slice(i + 1).findIndex((line) => /^\s*\*(\/| @)/.test(line));
        const code = lines.slice(i + 1, i + 1 + length).map((line) => line.replace(/^\s*\* ?/, ''));
        return [{ page, line: i + 2, language: 'ts', flags: [], code: code.join('\n') }];
      });
    });
}

interface Page {
  readonly blocks: Block[];
  /** The page without its code, line for line. */
  readonly prose: string[];
}

function parsePage(page: string): Page {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { indent: string; fence: string; info: string[]; line: number; code: string[] } | undefined;
  readFileSync(path.join(ROOT, page), 'utf8')
    .split('\n')
    .forEach((text, i) => {
      prose.push('');
      const fence = /^(\s*)(`{3,}|~{3,})\s*(.*?)\s*$/.exec(text);
      if (open === undefined && fence !== null) {
        open = { indent: fence[1], fence: fence[2], info: fence[3].split(/\s+/), line: i + 2, code: [] };
      } else if (open === undefined) {
        prose[i] = text;
      } else if (fence !== null && fence[2].startsWith(open.fence) && fence[3] === '') {
        const { info, line, code } = open;
        blocks.push({ page, line, language: info[0], flags: info.slice(1), code: code.join('\n') });
        open = undefined;
      } else {
        open.code.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
      }
    });
  if (open !== undefined) throw new Error(`${page}:${open.line - 1}: a code block that nothing closes`);
  return { blocks, prose };
}

let warnings: string[] = [];
const parsed = new Map(PAGES.map((page) => [page, parsePage(page)]));
const paragraphs = (text: string): string[] => text.split('\n\n').map((part) => part.trim());
const at = ({ page, line }: Block): string => `${page}:${line}`;
const isTypeScript = ({ language }: Block): boolean => ['ts', 'typescript'].includes(language.toLowerCase());
// What Python refuses is held by `npm run test:python`.
const isRefused = (block: Block): boolean => isTypeScript(block) && block.flags.includes('refused');
const hasImports = ({ code }: Block): boolean => /^import\s/m.test(code);
const blocksOf = (pages: string[]): Block[] => pages.flatMap((page) => parsed.get(page)!.blocks);

/** Everything that the package exports, types included. */
const PUBLIC_NAMES = [...readFileSync(path.join(ROOT, 'src/index.ts'), 'utf8').matchAll(/export \{([^}]*)\}/g)].flatMap(
  ([, names]) => names.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
);

/** What a block without imports may use; on one line, so that errors keep their line. */
const PRELUDE = [
  `import { ${PUBLIC_NAMES.join(', ')} } from 'cdk8s-service-patterns'`,
  "import { ApiObject, App, Chart, Duration, JsonPatch, Size, Testing, YamlOutputType } from 'cdk8s'",
  'import { ApiResource, Capability, ConcurrencyPolicy, ConfigMap, ContainerResources, ContainerRestartPolicy, Cpu, DaemonSet, Deployment, DeploymentStrategy, Env, EnvValue, k8s, Job, Node, ' +
    "Metric, MetricTarget, NodeLabelQuery, PercentOrAbsolute, PersistentVolumeAccessMode, PersistentVolumeClaim, Pod, PodManagementPolicy, Probe, Protocol, Replicas, RestartPolicy, Role, RoleBinding, ScalingStrategy, SeccompProfileType, Secret, ServiceAccount, StatefulSet, TaintEffect, Volume } from 'cdk8s-plus-28'",
  "import { Construct, IConstruct } from 'constructs'",
  'declare const app: App; declare const chart: Chart;',
].join('; ');

/** Refused statements stand alone, one behind the other, with blank lines between them. */
function statementsOf(block: Block): Block[] {
  let line = block.line;
  return block.code.split('\n\n').map((code) => {
    const statement = { ...block, code, line };
    line += code.split('\n').length + 1;
    return statement;
  });
}

/** Files of others, which each of the compilations reads. */
const SOURCES = new Map<string, ts.SourceFile | undefined>();

/** Compiles all blocks at once, each as a module of its own, and returns the errors with page and line. */
function compile(pages: Block[]): string[] {
  const blocks = pages.flatMap((block) => (isRefused(block) ? statementsOf(block) : [block]));
  const modules = new Map<string, { source: string; block: Block; preludeLines: number }>();
  blocks.forEach((block, i) => {
    const preludeLines = hasImports(block) ? 0 : 1;
    const source = preludeLines === 0 ? block.code : `${PRELUDE}\n${block.code}`;
    modules.set(path.join(ROOT, 'docs', `block-${i}.ts`), { source, block, preludeLines });
  });
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Node16,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node', 'jest'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    paths: {
      'cdk8s-service-patterns': [path.join(ROOT, 'src/index.ts')],
      'cdk8s-service-patterns/lib/jest': [path.join(ROOT, 'src/jest.ts')],
      'cdk8s-service-patterns/lib/jest-globals': [path.join(ROOT, 'src/jest-globals.ts')],
    },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => modules.has(file) || fileExists.call(host, file);
  host.readFile = (file) => modules.get(file)?.source ?? readFile.call(host, file);
  host.getSourceFile = (file, target, ...rest) => {
    const module = modules.get(file);
    if (module === undefined) {
      if (!SOURCES.has(file)) SOURCES.set(file, getSourceFile.call(host, file, target, ...rest));
      return SOURCES.get(file);
    }
    return ts.createSourceFile(file, module.source, target, true);
  };
  const program = ts.createProgram([...modules.keys()], options, host);
  const setup = program.getOptionsDiagnostics();
  const found = [...modules.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return [...setup, ...found].map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    const module = file && modules.get(file.fileName);
    if (file === undefined || module === undefined) return text;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${module.block.page}:${module.block.line + line - module.preludeLines}: ${text}`;
  });
}

/** Runs code as a block does, and returns what the app renders. */
function run(code: string): Manifest[] {
  return runExample(code).charts.flatMap((own) => cdk8s.Testing.synth(own) as Manifest[]);
}

function refusalOf(code: string): string {
  try {
    run(code);
  } catch (error) {
    return (error as Error).message;
  }
  return `nothing refuses: ${code}`;
}

/** The part of a real value that an excerpt shows: the same fields, with what they hold now. */
function sameExcerpt(shown: Manifest, real: Manifest): Manifest {
  if (Array.isArray(shown) && Array.isArray(real)) {
    return real.map((item, i) => (i < shown.length ? sameExcerpt(shown[i], item) : item) as Manifest);
  }
  if (shown === null || real === null || typeof shown !== 'object' || typeof real !== 'object') return real;
  return Object.fromEntries(Object.keys(shown as object).map((key) => [key, sameExcerpt(shown[key], real[key])]));
}

/** What the blocks of a page that show output must say, by their number. */
function outputOf({ blocks }: Page): Map<number, string> {
  const outputs = new Map<number, string>();
  let rendered: Manifest[] = [];
  blocks.forEach((block, i) => {
    const next = blocks.at(i + 1);
    if (isRefused(block)) {
      outputs.set(i + 1, paragraphs(block.code).map(refusalOf).join('\n\n'));
    } else if (isTypeScript(block)) {
      warnings = [];
      // A block with imports is a file of its own, and one with `declare` is part of something that is not there.
      rendered = hasImports(block) || /^declare /m.test(block.code) ? [] : run(block.code);
      if (next?.code.startsWith('[warning]') === true) outputs.set(i + 1, warnings.join('\n\n'));
    } else if (block.language === 'yaml') {
      const excerpts = parseAllDocuments(block.code).map((document) => {
        const shown = document.toJS() as Manifest;
        const ofKind = rendered.filter((m: Manifest) => m.kind === shown.kind);
        const named = ofKind.find((m: Manifest) => m.metadata.name === shown.metadata.name);
        // The name of a Job changes with what it runs.
        const real = named ?? (shown.kind === 'Job' && ofKind.length === 1 ? ofKind[0] : undefined);
        if (real === undefined) return `nothing above renders a ${shown.kind} named ${shown.metadata.name}`;
        return stringify(sameExcerpt(shown, real), { lineWidth: 0 }).trimEnd();
      });
      outputs.set(i, excerpts.join('\n---\n'));
    }
  });
  return outputs;
}

/** Writes what the code does now into the page; a person then reads the difference. */
function update(page: string, { blocks }: Page, outputs: Map<number, string>): void {
  const lines = readFileSync(path.join(ROOT, page), 'utf8').split('\n');
  for (const [i, output] of [...outputs].reverse()) {
    const { line, code } = blocks[i];
    // A block that is still empty has no line of its own.
    lines.splice(line - 1, code === '' ? 0 : code.split('\n').length, ...output.split('\n'));
  }
  writeFileSync(path.join(ROOT, page), lines.join('\n'));
}

/** The name that GitHub gives to a heading. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return parsed
    .get(page)!
    .prose.filter((text) => /^#{1,6} /.test(text))
    .map((text) => {
      const slug = text
        .replace(/^#+ /, '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
        .replace(/ /g, '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    });
}

/** A link to a file of this repository on GitHub: the README is read on npm, too, where nothing lies beside it. */
const IN_REPOSITORY = new RegExp(
  '^https://(?:raw\\.githubusercontent\\.com|github\\.com)/cdk8s-service-patterns/cdk8s-service-patterns/(?:(?:blob|tree)/)?main/(.+)$',
);

function brokenLinks(page: string): string[] {
  return parsed.get(page)!.prose.flatMap((text, i) => {
    const links = [...text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g), ...text.matchAll(/^\s*\[[^\]]+\]:\s*(\S+)/g)];
    return links.flatMap(([, link]) => {
      const ours = IN_REPOSITORY.exec(link)?.[1];
      if (ours === undefined && /^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
      const [file, anchor] = (ours ?? link).split('#');
      const near = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      const target = ours === undefined ? near : file;
      if (!existsSync(path.join(ROOT, target))) return [`${page}:${i + 1}: no file ${target}`];
      const isKnown = anchor === undefined || !parsed.has(target) || anchorsOf(target).includes(anchor);
      return isKnown ? [] : [`${page}:${i + 1}: no heading #${anchor} in ${target}`];
    });
  });
}

describe('documentation', () => {
  beforeEach(() => {
    warnings = [];
    jest.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
  });
  afterEach(() => jest.restoreAllMocks());

  test('has TypeScript that compiles', () => {
    const blocks = blocksOf(PAGES).filter(isTypeScript);
    expect(blocks.length).toBeGreaterThan(DOCS.length);
    expect(compile(blocks)).toEqual([]);
  });

  test('has examples in the doc comments that compile, one for each public class', () => {
    const examples = sourceExamples();
    expect(compile(examples)).toEqual([]);
    const sources = new Map(examples.map(({ page }) => [page, readFileSync(path.join(ROOT, page), 'utf8')]));
    const shown = [...sources.values()].join('\n');
    const classes = PUBLIC_NAMES.filter((name) => typeof (library as { [name: string]: unknown })[name] === 'function');
    expect(classes.length).toBeGreaterThan(0);
    expect(
      classes.filter(
        (name) => !new RegExp(`@example(?:(?!\\*/)[^])*\\*/\\s*@checked\\s+export class ${name}\\b`).test(shown),
      ),
    ).toEqual([]);
  });

  test('reports a mistake by page and line', () => {
    const block = { page: 'x.md', line: 7, language: 'ts', flags: [], code: '\nconst port: Port = 80;' };
    expect(compile([block])).toEqual([expect.stringMatching(/^x\.md:8: Type 'number' is not assignable/)]);
  });

  test('uses code blocks of known kinds alone', () => {
    // What is Python runs in a Python: `npm run test:python`.
    // Nothing runs Java and Go here: docs/java-and-go.md says what was tried.
    const known = ['ts', 'yaml', 'text', 'mermaid', 'sh', 'json', 'python', 'java', 'go'];
    const unknown = blocksOf(DOCS).filter(({ language }) => !known.includes(language));
    expect(unknown.map((block) => `${at(block)}: ${block.language}`)).toEqual([]);
  });

  test.each(DOCS)('%s shows what its code does', (name) => {
    const page = parsed.get(name)!;
    const outputs = outputOf(page);
    if (process.env.UPDATE_DOCS !== undefined) return update(name, page, outputs);
    const shown = [...outputs.keys()].map((i) => `${at(page.blocks[i])}\n${page.blocks[i].code}`);
    expect(shown).toEqual([...outputs].map(([i, output]) => `${at(page.blocks[i])}\n${output}`));
  });

  test.each(PAGES)('%s has links that lead somewhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test.each(PAGES)('%s names scripts that there are', (page) => {
    // Those of this repository, and those of a project that `service-patterns init` makes.
    const scripts = ['package.json', 'templates/init/package.json'].flatMap((file) =>
      Object.keys((JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as { scripts: object }).scripts),
    );
    const named = [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(
      ([, name]) => name,
    );
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('has every page in its index', () => {
    const index = readFileSync(path.join(ROOT, 'docs/README.md'), 'utf8');
    expect(DOCS.filter((page) => !page.endsWith('README.md') && !index.includes(`(${path.basename(page)}`))).toEqual(
      [],
    );
  });

  test('mentions every public class', () => {
    const text = DOCS.map((page) => readFileSync(path.join(ROOT, page), 'utf8')).join('\n');
    // Types have no value at run time.
    const classes = PUBLIC_NAMES.filter((name) => (library as { [name: string]: unknown })[name] !== undefined);
    expect(classes.length).toBeGreaterThan(0);
    expect(classes.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});
