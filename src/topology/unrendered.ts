/** An action of a template: `{{ .Values.name }}` of Go, `{% if %}` of Jinja, on one line. */
const ACTION = /\{\{[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\}/;

/** Where an action stands in place of YAML: it begins a line, a value or an item, and no quotes are around it. */
const IN_PLACE_OF_YAML = /^(?:[^"'#]*(?:[:[,{-]\s+|[[{,]))?(?:\{\{|\{%)/;

/** A text over several lines begins: whatever is in it is text. */
const BLOCK_SCALAR = /(?:^|[:-])\s+(?:[&!]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?$/;

/** No action stands farther to the right, and searches end. */
const LONG_LINE = 500;

/** Whether a text has actions of a template anywhere, be it in quotes. */
export function hasActions(text: string): boolean {
  return ACTION.test(text);
}

/**
 * Whether a text is a template that is yet to be rendered (of Helm, or of another program with actions in braces), and no
 * manifest. Actions in quotes and in texts over several lines make none: an alert or a settings file may have them.
 */
export function looksLikeTemplate(text: string): boolean {
  if (!hasActions(text)) return false;
  let scalarIndent: number | undefined;
  for (const whole of text.split('\n')) {
    const line = whole.slice(0, LONG_LINE);
    if (line.trim() === '') continue;
    const indent = line.search(/\S/);
    if (scalarIndent !== undefined && indent > scalarIndent) continue;
    scalarIndent = BLOCK_SCALAR.test(line) ? indent : undefined;
    if (ACTION.test(line) && IN_PLACE_OF_YAML.test(line.trimStart())) return true;
  }
  return false;
}
