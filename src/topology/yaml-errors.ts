import { LineCounter, parseAllDocuments, YAMLError } from 'yaml';
import { YamlError, YamlSyntaxError } from './yaml-tokens';

/** What is wrong, for messages of the parser that quote the text: it may be anything, a password too. */
const OWN_WORDS: { readonly [code: string]: string } = {
  BAD_ALIAS: 'an alias or anchor without a good name',
  BAD_DIRECTIVE: 'a directive that is not known',
  BAD_DQ_ESCAPE: 'an escape sequence that there is not',
  BAD_SCALAR_START: 'a text begins with a character that must be quoted',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: 'something that must not stand here',
};

/** A longer text takes the other parser seconds. */
const LONG = 100_000;

/** What is wrong with a document, without a word of it, and on which of its lines (counted from 0). */
export interface YamlMistake {
  readonly message: string;
  readonly line: number;
}

/**
 * Describes why a document cannot be read, in the words of a slow parser that says more about syntax, if it finds a mistake
 * in it, too.
 */
export function describeMistake(text: string, error: YamlError): YamlMistake {
  const { message, line } = error;
  if (!(error instanceof YamlSyntaxError) || text.length > LONG) return { message, line };
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter,
    uniqueKeys: false,
    schema: 'failsafe',
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const [mistake] = Array.isArray(documents) ? documents.flatMap(({ errors }) => errors) : [];
  if (mistake === undefined) return { message, line };
  return { message: describe(mistake), line: lineCounter.linePos(mistake.pos[0]).line - 1 };
}

function describe({ code, message }: YAMLError): string {
  if (Object.hasOwn(OWN_WORDS, code)) return OWN_WORDS[code];
  const [firstLine] = message.split('\n');
  return firstLine.replace(/ at line \d+, column \d+:?$/, '');
}
