import * as path from 'path';
import { formatLocation, LanguageTablet, TargetLanguage, TranslatedSnippet, TypeScriptSnippet } from 'jsii-rosetta';
import { ROOT } from './blocks';
import { snippetsOf } from './rosetta';
import { translateCodes } from './translate';

/*
 * `tablet.ts <package>`: translates the examples of the doc comments and of the README of a compiled package into Python, and
 * prints the file from which `jsii-pacmak --rosetta-tablet` takes them. They are translated as those of the pages.
 */

/** Of the translation. Nothing compares it: the file is made anew for each wheel. */
const VERSION = '1';

async function main(folder: string): Promise<void> {
  const snippets = await snippetsOf(folder);
  const file = path.join(ROOT, 'node_modules', '.cache', 'package-snippets.tabl.json');
  await tabletOf(snippets).save(file);
  console.log(file);
}

function tabletOf(snippets: readonly TypeScriptSnippet[]): LanguageTablet {
  const tablet = new LanguageTablet();
  const translated = translateCodes(snippets.map(({ visibleSource }) => visibleSource));
  const wrong = translated.flatMap(({ problems }, i) => problems.map((each) => `${placeOf(snippets[i])}: ${each}`));
  if (wrong.length > 0) throw new Error(`examples without Python:\n${wrong.join('\n')}`);
  translated.forEach(({ python }, i) => {
    const snippet = TranslatedSnippet.fromTypeScript(snippets[i], true);
    snippet.addTranslation(TargetLanguage.PYTHON, python, VERSION);
    tablet.addSnippets(snippet);
  });
  return tablet;
}

const placeOf = ({ location }: TypeScriptSnippet): string => formatLocation(location);

main(process.argv[2]).catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
