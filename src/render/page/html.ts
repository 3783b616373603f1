import { createHash } from 'crypto';
import { PageData } from './page-data';
import { PAGE_SCRIPT } from './page-script';
import { startPicture } from './start-picture';
import { PAGE_STYLE } from './style';
import { drawPicture } from '../picture/draw/draw';
import { PICTURE_STYLE } from '../picture/draw/style';
import { elementText } from '../picture/element';
import { xmlText } from '../xml';

/** A page as one file: no other file, no address and no script that is not in it. */
export function* pageHtml(data: PageData): Generator<string> {
  const style = PICTURE_STYLE + PAGE_STYLE;
  const policy = `default-src 'none'; script-src ${hashOf(PAGE_SCRIPT)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="${xmlText(policy)}">\n`;
  yield `<meta name="viewport" content="width=device-width">\n<title>${xmlText(data.title)}</title>\n<style>${style}</style>\n</head>\n<body>\n`;
  const filter = data.filter === undefined ? '' : `<p>${xmlText(data.filter)}</p>`;
  yield `<header><h1>${xmlText(data.title)}</h1>${filter}</header>\n`;
  yield `<main id="page">${elementText(drawPicture(startPicture(data)))}</main>\n`;
  yield `<script type="application/json" id="data">${jsonText(data)}</script>\n<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** JSON that ends no element. */
function jsonText(data: PageData): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
