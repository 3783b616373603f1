import { diffHtml } from './diff-html';
import { diffIssues } from './diff-issues';
import { diffJson } from './diff-json';
import { diffMarkdown } from './diff-markdown';
import { diffMermaid } from './diff-mermaid';
import { DiffSurroundings } from './diff-surroundings';
import { diffSvg } from './diff-svg';
import { diffTable } from './diff-table';
import { explainJson, explainPortsJson } from './explain-json';
import { explainPortsText } from './explain-ports-text';
import { explainText } from './explain-text';
import { findingsJson } from './findings-json';
import { findingsJunit } from './findings-junit';
import { findingsMarkdown } from './findings-markdown';
import { FindingsReport, Notice } from './findings-report';
import { findingsTable } from './findings-table';
import { gitlab } from './gitlab';
import { findingIssues } from './issue';
import { reachCsv } from './reach-csv';
import { reachDot } from './reach-dot';
import { reachHtml } from './reach-html';
import { reachJson } from './reach-json';
import { reachMarkdown } from './reach-markdown';
import { reachMermaid } from './reach-mermaid';
import { ReachReport } from './reach-report';
import { reachSvg } from './reach-svg';
import { reachTable } from './reach-table';
import { sarif } from './sarif';
import { Answer } from '../reachability/answer';
import { FlowChange } from '../reachability/diff';
import { PortsExplanation } from '../reachability/explain-ports';
import { Policy } from '../topology/model';

/** Formats by name, the default first. All of them give text piece by piece. */
export type Formats<Render> = ReadonlyMap<string, Render>;

/** The formats of `reach`. */
export const REACH_FORMATS: Formats<(report: ReachReport) => Iterable<string>> = new Map([
  ['table', reachTable],
  ['json', reachJson],
  ['csv', reachCsv],
  ['md', reachMarkdown],
  ['dot', reachDot],
  ['mermaid', reachMermaid],
  ['svg', reachSvg],
  ['html', reachHtml],
]);

/** Renders changes; the last argument is told what a format leaves out. */
export type RenderDiff = (
  changes: readonly FlowChange[],
  surroundings: DiffSurroundings,
  notice?: Notice,
) => Iterable<string>;

/** The formats of `diff`. */
export const DIFF_FORMATS: Formats<RenderDiff> = new Map<string, RenderDiff>([
  ['table', diffTable],
  ['md', diffMarkdown],
  ['json', diffJson],
  ['mermaid', diffMermaid],
  ['svg', diffSvg],
  ['html', diffHtml],
  ['sarif', (changes, surroundings, notice) => sarif(diffIssues(changes, surroundings), notice)],
  ['gitlab', (changes, surroundings, notice) => gitlab(diffIssues(changes, surroundings), notice)],
]);

/** The formats of `explain`. */
export const EXPLAIN_FORMATS: Formats<(answer: Answer, policies: readonly Policy[]) => Iterable<string>> = new Map([
  ['text', explainText],
  ['json', explainJson],
]);

/** The same for answers about all ports. */
export const EXPLAIN_PORTS_FORMATS: Formats<
  (explanation: PortsExplanation, policies: readonly Policy[]) => Iterable<string>
> = new Map([
  ['text', explainPortsText],
  ['json', explainPortsJson],
]);

/** The formats of `check`; the second argument is told what a format leaves out. */
export const CHECK_FORMATS: Formats<(report: FindingsReport, notice?: Notice) => Iterable<string>> = new Map([
  ['table', findingsTable],
  ['md', findingsMarkdown],
  ['json', findingsJson],
  ['sarif', (report, notice) => sarif(findingIssues(report), notice)],
  ['gitlab', (report, notice) => gitlab(findingIssues(report), notice)],
  ['junit', findingsJunit],
]);
