import { looksLikeTemplate } from '../../src/topology/unrendered';

test.each([
  ['a value', 'metadata:\n  name: {{ .Release.Name }}'],
  ['a value that goes on', 'name: {{ include "x" . }}-db'],
  ['a line', 'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}'],
  ['a line that is indented', '  labels:\n    {{- include "c.labels" . | nindent 4 }}'],
  ['an item', 'args:\n  - {{ .x }}'],
  ['a value in braces', 'labels: {app: {{ .Chart.Name }}}'],
  ['an item in brackets', 'a: [{{ x }}, b]'],
  ['a comment of the template', '{{/* c */}}\na: 1'],
  ['an action of Jinja', '{% if x %}\na: 1\n{% endif %}'],
  ['a line behind a text over several lines', 'a: |\n  x\n{{- if .y }}\nb: 1'],
])('an action that stands in place of %s makes a template', (_, text) => {
  expect(looksLikeTemplate(text)).toBe(true);
});

test.each([
  ['in quotes', 'a: "{{ $x }}"'],
  ['in single quotes', "a: '{{ x }}'"],
  ['in a text over several lines', 'data:\n  a.tmpl: |-\n    {{ define "x" }}\n\n    {{ end }}\n'],
  ['in a folded item', '- >\n  {{ x }}'],
  ['in the midst of a text', 'summary: Pod {{ $labels.pod }} is down'],
  ['in a comment', '# {{ x }}'],
  ['in JSON', '{"a":{"b":{}},"c":"{{ d }}"}'],
])('an action %s makes none', (_, text) => {
  expect(looksLikeTemplate(text)).toBe(false);
});

test('maps within maps are no action', () => {
  expect(looksLikeTemplate('a: {b: {c: {}}}')).toBe(false);
});

test('a text that is made to be slow is not', () => {
  const start = performance.now();
  const slow = [
    '{{'.repeat(500_000),
    '{%'.repeat(500_000),
    `{{ x }}\n${'- '.repeat(300_000)}`,
    `${' '.repeat(500_000)}{{ x }}`,
  ];
  for (const text of slow) looksLikeTemplate(text);
  expect(performance.now() - start).toBeLessThan(1000);
});
