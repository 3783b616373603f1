import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { blocksOf } from './cli/docs';
import { DocsPicture, networkPicture, workloadPicture } from './docs-pictures';
import { runExample } from './run-example';

/*
 * The picture of each construct's page is drawn from the first example of that page, by the product itself. After a change of
 * what is rendered or of how it is drawn, `UPDATE_DOCS=1 npx jest test/docs-pictures test/readme` brings the pictures, and
 * what is said of them to those who do not see them, up to date.
 */

const DOCS = path.join(__dirname, '../docs');
const isUpdating = process.env.UPDATE_DOCS !== undefined;

/** The page, and the workload that its picture is about; none: the whole network of the example, with what more it needs. */
const PAGES: readonly (readonly [page: string, workload?: string, more?: string])[] = [
  ['internal-service', 'shop/Deployment/api'],
  ['public-web-app', 'shop/Deployment/web'],
  ['headless-database', 'shop/StatefulSet/postgres'],
  ['stateful-service', 'shop/StatefulSet/mq'],
  ['several-services', 'shop/Deployment/gitea'],
  ['connections'],
  ['external-alias'],
  ['worker'],
  ['task'],
  ['scheduled-task'],
  ['node-agent'],
  ['isolated-namespace'],
  [
    'default-deny-policy',
    undefined,
    "new Deployment(chart, 'other', { metadata: { name: 'other' }, containers: [{ image: 'ghcr.io/acme/other:1.0.0', portNumber: 8080 }] });",
  ],
];

function drawn(page: string, workload?: string, more = ''): DocsPicture {
  const [example] = blocksOf(readFileSync(path.join(DOCS, `${page}.md`), 'utf8'));
  const app = runExample(`${example.code}\n${more}`);
  return workload === undefined ? networkPicture(app) : workloadPicture(app, workload);
}

/** The picture in the page: `![words](file)`. */
function shownIn(page: string, file: string): RegExpExecArray {
  const shown = new RegExp(`!\\[([^\\]]*)\\]\\(${file.replace('.', '\\.')}\\)`).exec(
    readFileSync(path.join(DOCS, `${page}.md`), 'utf8'),
  );
  if (shown === null) throw new Error(`docs/${page}.md shows no ${file}`);
  return shown;
}

beforeEach(() => void jest.spyOn(console, 'warn').mockReturnValue());
afterEach(() => jest.restoreAllMocks());

test.each(PAGES.map((row) => [row] as const))('%j shows the picture of its example', ([page, workload, more]) => {
  const file = `pictures/${page}.svg`;
  const { svg, words } = drawn(page, workload, more);
  const [shown, said] = shownIn(page, file);
  if (isUpdating) {
    writeFileSync(path.join(DOCS, file), svg);
    const markdown = path.join(DOCS, `${page}.md`);
    writeFileSync(
      markdown,
      readFileSync(markdown, 'utf8').replace(shown, () => `![${words}](${file})`),
    );
    return;
  }
  expect(said).toEqual(words);
  expect(readFileSync(path.join(DOCS, file), 'utf8')).toEqual(svg);
});

test('each picture is shown on a page', () => {
  const pages = readdirSync(DOCS).filter((name) => name.endsWith('.md'));
  const text = pages.map((name) => readFileSync(path.join(DOCS, name), 'utf8')).join('\n');
  const pictures = existsSync(path.join(DOCS, 'pictures')) ? readdirSync(path.join(DOCS, 'pictures')) : [];
  expect(pictures.length).toBeGreaterThanOrEqual(PAGES.length);
  expect(pictures.filter((name) => !text.includes(`(pictures/${name})`))).toEqual([]);
});
