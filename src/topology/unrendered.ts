/** A document that a template makes manifests of, as long as nothing has filled it in. */
export interface UnrenderedDocument {
  /** Counted from 1. */
  readonly document: number;
  /** The first line that shows it, counted from 1. */
  readonly line: number;
  readonly language: 'helm' | 'jinja';
}

/** What Helm hands to its templates: alerts and workflows have `{{ … }}` of their own, but not with these names. */
const HELM_OBJECT =
  /\{\{[^}]*[\s($]\.(?:Values|Release|Chart|Capabilities|Template|Files|Subcharts)\b|\{\{\.(?:Values|Release|Chart)\b/;
/** What alerts and workflows have only in quotes. */
const BARE_HELM = /^[^"']*\{\{-?\s*(?:\/\*|(?:include|template|tpl|define|block)\s+["(]|(?:if|else|end|range|with)\b)/;
const JINJA = /\{%-?\s*(?:if|elif|else|endif|for|endfor|set|include|import|from|macro|block|raw)\b/;
/** Where nothing in quotes is around it, it is no YAML, or a map that is a key. */
const BARE = /^\s*(?:-\s+)*(?:[\w./"'-]+:\s+)?\{\{/;
const BLOCK = /(?:^|[\s:-])[|>][-+0-9]{0,2}\s*(?:#.*)?$/;

/**
 * Which documents of a text are templates that were not rendered: of Helm (Go's) or Jinja. What stands in blocks and comments
 * is text, whatever it looks like, and `${NAME}` is no template.
 */
export function unrenderedDocuments(text: string): readonly UnrenderedDocument[] {
  if (!text.includes('{{') && !text.includes('{%')) return [];
  const found = new Map<number, UnrenderedDocument>();
  let document = 1;
  /** The indentation of the key of a block; what is deeper belongs to it. */
  let block: number | undefined;
  let hasContent = false;
  text.split('\n').forEach((line, i) => {
    if (line.startsWith('---')) {
      if (hasContent || i > 0) document++;
      block = undefined;
      return;
    }
    const indent = line.search(/\S/);
    if (indent === -1) return;
    if (block !== undefined && indent > block) return;
    block = undefined;
    if (line[indent] === '#') return;
    hasContent = true;
    if (BLOCK.test(line)) block = blockIndent(line);
    const language = languageOf(line);
    if (language !== undefined && !found.has(document)) found.set(document, { document, line: i + 1, language });
  });
  return [...found.values()];
}

/** Whether any document of a text is a template that was not rendered. */
export function looksLikeTemplate(text: string): boolean {
  return unrenderedDocuments(text).length > 0;
}

/** A block of an item's first key is deeper than that key, not than the dash. */
function blockIndent(line: string): number {
  return /^\s*(?:-\s+)*/.exec(line)![0].length - (/^\s*(?:-\s+)+[|>]/.test(line) ? 1 : 0);
}

function languageOf(line: string): UnrenderedDocument['language'] | undefined {
  const code = line.replace(/\s#.*$/, '');
  if (JINJA.test(code)) return 'jinja';
  if (HELM_OBJECT.test(code) || BARE_HELM.test(code)) return 'helm';
  if (!BARE.test(code)) return undefined;
  // Go's templates reach everything through a point or a function; Jinja's names stand alone.
  return /^[^{]*\{\{-?\s*[a-z_][\w.]*\s*(?:\|[^}]*)?-?\}\}/.test(code) &&
    !/\{\{-?\s*(?:default|quote|toYaml)\b/.test(code)
    ? 'jinja'
    : 'helm';
}
