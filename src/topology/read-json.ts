import { BoundedProblems } from './bounded-problems';
import { JsonCheck } from './json-check';
import { JsonPlaces, measureJson } from './json-text';
import { lineFinder } from './line-finder';
import { Manifest } from './manifest';
import { Problem } from './model';

/** What was read of the JSON at the beginning of a text. */
export interface JsonResult {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
  /** How many documents it was. */
  readonly count: number;
  /** Where YAML begins that must be read, too; undefined if nothing is left. */
  readonly rest?: number;
}

/** Whether kubectl tries to read a text as JSON. */
export function mayBeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/**
 * Reads one JSON document after another, as kubectl does. What is no JSON is left for the YAML reader, but behind a second
 * document of JSON there must be JSON.
 */
export function readJson(text: string, source: string): JsonResult {
  const lineAt = lineFinder(text);
  const manifests: Manifest[] = [];
  const problems = new BoundedProblems(source);
  let end = 0;
  for (let count = 0; ; count++) {
    const start = skip(text, end, /[ \t\r\n]*/y);
    if (start === text.length) return { manifests, problems: problems.all(), count };
    const document = parse(text, start);
    const origin = { source, document: count + 1, line: lineAt(start) };
    if (document === undefined) {
      // kubectl goes over the rest of a line that is blank, and does not look at less than four characters.
      const inLine = skip(text, end, /[^\S\n]*/y);
      const isYaml = count === 0 || (count === 1 && !ALSO_JSON.test(text.slice(start, start + 9)));
      if (isYaml && text.length - inLine >= 4) {
        return { manifests, problems: problems.all(), count, rest: skip(text, inLine, /\n?/y) };
      }
      problems.add(origin.line, count === 0 ? 'braces that do not end' : BEHIND_JSON, origin.document);
      return { manifests, problems: problems.all(), count: count + 1 };
    }
    end = document.end;
    const { value } = document;
    const places = new JsonPlaces(text, start);
    const wrong = document.isTooDeep ? { what: 'nested too deeply', at: start } : wrongOf(document, places);
    if (wrong === undefined) {
      manifests.push({ object: value, origin, lineOf: (path) => lineAt(places.offsetOf(path)) });
    } else {
      problems.add(lineAt(wrong.at), wrong.what, origin.document);
    }
  }
}

const BEHIND_JSON = 'something behind a document of JSON that is no map, where kubectl reads JSON';
/** JSON that is no map is no document of any use, but what kubectl reads behind it must be JSON, too. */
const ALSO_JSON = /^(?:-?\d|"|\[|true|false|null)/;
/** Deeper than any manifest, and not so deep that a walk through it fills the stack. */
const DEEP = 200;

interface JsonDocument {
  readonly end: number;
  /** How many members its maps have as they are written. */
  readonly memberCount: number;
  readonly isTooDeep: boolean;
  readonly value?: unknown;
}

function parse(text: string, start: number): JsonDocument | undefined {
  const extent = text[start] === '{' ? measureJson(text, start) : undefined;
  if (extent === undefined) return undefined;
  const isTooDeep = extent.depth > DEEP;
  try {
    return { ...extent, isTooDeep, value: isTooDeep ? undefined : JSON.parse(text.slice(start, extent.end)) };
  } catch {
    // What is no JSON may be YAML.
    return undefined;
  }
}

/** `JSON.parse` takes the last of several members of one name. */
function wrongOf({ value, memberCount }: JsonDocument, places: JsonPlaces): { what: string; at: number } | undefined {
  const check = JsonCheck.of(value, places.text);
  if (check.wrong !== undefined) return { what: check.wrong, at: places.offsetOf(check.path) };
  if (check.memberCount === memberCount) return undefined;
  return { what: 'Map keys must be unique', at: places.repeatedKey() ?? places.start };
}

function skip(text: string, start: number, pattern: RegExp): number {
  pattern.lastIndex = start;
  pattern.exec(text);
  return pattern.lastIndex;
}
