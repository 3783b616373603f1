import { YAMLError } from 'yaml';

/** What is wrong, for messages of the reader that quote the text: it may be anything, a password too. */
const OWN_WORDS: { readonly [code: string]: string } = {
  BAD_ALIAS: 'an alias or anchor without a good name',
  BAD_DIRECTIVE: 'a directive that is not known',
  BAD_DQ_ESCAPE: 'an escape sequence that there is not',
  BAD_SCALAR_START: 'a text begins with a character that must be quoted',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: 'something that must not stand here',
};

/** What is wrong with a text, without a word of it. */
export function describeYamlError({ code, message }: YAMLError): string {
  if (Object.hasOwn(OWN_WORDS, code)) return OWN_WORDS[code];
  const [firstLine] = message.split('\n');
  return firstLine.replace(/ at line \d+, column \d+:?$/, '');
}
