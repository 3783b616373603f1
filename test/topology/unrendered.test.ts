import { looksLikeTemplate, unrenderedDocuments } from '../../src/topology/unrendered';

describe('a template that was not rendered is told by', () => {
  test.each([
    'name: {{ .Values.name }}\n',
    'name: web-{{ .Values.name }}\n',
    'name: "{{ .Release.Name }}-web"\n',
    "name: '{{ $.Values.name }}'\n",
    'name: {{ printf "%s" (.Values.name) }}\n',
    'name: "{{ default .Chart.Name .Values.nameOverride }}"\n',
    '{{- if .Values.enabled }}\nkind: Service\n{{- end }}\n',
    '{{- range $i, $e := $list }}\nkind: Service\n{{- end }}\n',
    'labels:\n  {{- toYaml .Values.labels | nindent 2 }}\n',
    'labels:\n  {{- include "x.labels" . | nindent 4 }}\n',
    '{{/* text */}}\nkind: Service\n',
    'metadata:\n  - {{ template "x" }}\n',
  ])('what Helm has: %j', (text) => {
    expect(unrenderedDocuments(text)).toEqual([expect.objectContaining({ document: 1, language: 'helm' })]);
  });

  test.each([
    'name: {{ name }}\n',
    'name: {{ item.name | lower }}\n',
    '{% for x in y %}\nkind: Service\n{% endfor %}\n',
  ])('what Jinja has: %j', (text) => {
    expect(unrenderedDocuments(text)).toEqual([expect.objectContaining({ document: 1, language: 'jinja' })]);
  });

  test('its documents and first lines', () => {
    const text = '# head\n---\na: 1\n---\nb: 1\nc: "{{ .Values.c }}"\n---\nd: |\n  x\ne: {{ .Values.e }}\n';
    expect(unrenderedDocuments(text)).toEqual([
      { document: 3, line: 6, language: 'helm' },
      { document: 4, line: 10, language: 'helm' },
    ]);
  });
});

describe('no template is', () => {
  test.each([
    ['a variable of the shell', 'name: ${NAME}\n'],
    ['the text of an alert', "summary: '{{ $labels.instance }} is down for {{ $value }}'\n"],
    ['an alert with a condition', 'summary: "{{ if eq $value 1 }}one{{ end }}"\n'],
    ['a parameter of a workflow', 'args: ["{{inputs.parameters.message}}"]\n'],
    ['an element of a generator', "name: '{{.path.basename}}-web'\n"],
    ['a script', 'run: |\n  echo {{ .Values.x }}\n  {{ if x }}\nb: 1\n'],
    ['a script of an item', '- name: x\n  run: >-\n    {{ .Values.x }}\n'],
    ['a comment', '# name: {{ .Values.name }}\na: 1 # {{ .Values.b }}\n'],
    ['a map in braces', 'a: { b: { c: d } }\n'],
  ])('%s', (_, text) => {
    expect(looksLikeTemplate(text)).toEqual(false);
  });
});
