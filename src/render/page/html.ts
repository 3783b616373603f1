import { createHash } from 'crypto';
import { pack } from './pack';
import { PageData } from './page-data';
import { PAGE_LICENCES } from './page-licences';
import { PAGE_LOADER } from './page-loader';
import { PAGE_SCRIPT } from './page-script';
import { pageSummary } from './page-summary';
import { startPicture } from './start-picture';
import { PAGE_STYLE } from './style';
import { drawPicture } from '../picture/draw/draw';
import { PICTURE_STYLE } from '../picture/draw/style';
import { elementText } from '../picture/element';
import { xmlText } from '../xml';

const STYLE = PICTURE_STYLE + PAGE_STYLE;

/** What the browser lets the page do: run its script, and nothing that is not in it. */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_LOADER)} '${PAGE_SCRIPT.hash}'`,
  `style-src ${hashOf(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // That of the loader, which can be made once.
  'trusted-types page',
].join('; ');

const NO_SCRIPT = 'Without its script this page shows the picture alone: it answers no questions and lists nothing.';
const OLD_BROWSER = 'This browser is too old for the script of this page: what is shown is the picture alone.';

/** A page as one file: no other file, no address and no script that is not in it. */
export function* pageHtml(data: PageData): Generator<string> {
  yield `<!doctype html>\n<html lang="en">\n${head(data)}<body>\n`;
  const filter = data.filter === undefined ? '' : `<p>Only ${xmlText(data.filter)}</p>\n`;
  yield `<header>\n<h1>${xmlText(data.title)}</h1>\n<p>${xmlText(pageSummary(data))}</p>\n${filter}`;
  yield `<noscript><p>${NO_SCRIPT}</p></noscript>\n<p id="old" hidden="">${OLD_BROWSER}</p>\n</header>\n`;
  yield `<main id="page">${elementText(drawPicture(startPicture(data)))}</main>\n`;
  yield `<script type="application/json" id="data">${jsonText(data)}</script>\n`;
  yield `<!--\n${PAGE_LICENCES}\n-->\n`;
  yield `<script type="text/plain" id="script">${PAGE_SCRIPT.packed}</script>\n`;
  yield `<script>${PAGE_LOADER}</script>\n</body>\n</html>\n`;
}

/** The policy comes before all that it is about. */
function head({ title, version }: PageData): string {
  const lines = [
    '<meta charset="utf-8" />',
    `<meta http-equiv="Content-Security-Policy" content="${xmlText(POLICY)}" />`,
    '<meta name="referrer" content="no-referrer" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    '<meta name="color-scheme" content="light dark" />',
    `<meta name="generator" content="cdk8s-service-patterns ${xmlText(version)}" />`,
    `<title>${xmlText(title)}</title>`,
    `<style>${STYLE}</style>`,
  ];
  return `<head>\n${lines.join('\n')}\n</head>\n`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** JSON that ends no element. */
function jsonText(data: PageData): string {
  return JSON.stringify(pack(data)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
