import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { completeMetadata } from './construct-metadata';
import { orderNamespacesOf } from './namespace-order';
import { rendersItself } from './own-rendering';
import { doBeforeSynth } from '../support/before-synth';
import { inOnePass } from '../support/render-pass';

/** A rendered object, and the construct that answers for it. */
export interface Manifest {
  readonly owner: IConstruct;
  readonly content: unknown;
}

/** Judges what one synth renders: says what is wrong with it, and so fails it. */
export type Inspector = (manifests: readonly Manifest[]) => string[];

/** Where an app is in its synth. */
interface Inspection {
  readonly inspectors: Inspector[];
  /** The methods of the app that are running. */
  readonly calls: Set<string>;
  /** Who asks the inspectors while a synth runs: cdk8s's validation, for as long as the answer is open, or the app itself. */
  running?: { answer?: string[]; readonly byApp: boolean };
}

const INSPECTIONS = new WeakMap<IConstruct, Inspection>();

/**
 * Has each synth of an app inspected anew, on what that synth renders, whichever class of app it is.
 *
 * cdk8s's `App` validates before it renders, and again for each chart: there the objects are rendered for the inspection,
 * once in a call of `synth`. `ServiceApp` inspects what it is about to write.
 */
export function inspectAtSynth(app: IConstruct, inspector: Inspector): void {
  const known = INSPECTIONS.get(app);
  if (known !== undefined) {
    known.inspectors.push(inspector);
    return;
  }
  const inspection: Inspection = { inspectors: [inspector], calls: new Set() };
  INSPECTIONS.set(app, inspection);
  app.node.addValidation({ validate: () => inspectAsValidation(app, inspection) });
  for (const method of ['synth', 'synthYaml']) answerOncePerCall(app, method);
}

/** Runs a synth that calls `inspect` itself; cdk8s's validation leaves it to that. */
export function whileInspecting<T>(app: IConstruct, synth: () => T): T {
  const inspection = INSPECTIONS.get(app);
  return inspection === undefined ? synth() : during(inspection, true, synth);
}

/** What the inspectors of an app say about rendered objects. */
export function inspect(app: IConstruct, manifests: readonly Manifest[]): string[] {
  return INSPECTIONS.get(app)?.inspectors.flatMap((inspector) => inspector(manifests)) ?? [];
}

function inspectAsValidation(app: IConstruct, inspection: Inspection): string[] {
  const { running } = inspection;
  if (running?.byApp === true) return [];
  if (running?.answer !== undefined) return running.answer;
  // A chart that renders in a way of its own may have cdk8s validate the app on the way.
  const answer = during(inspection, true, () => inspect(app, renderAll(app)));
  if (running !== undefined) running.answer = answer;
  return answer;
}

/** The objects of an app as its charts render them. */
export function renderAll(scope: IConstruct): Manifest[] {
  return inOnePass(() => scope.node.findAll().flatMap(manifestsOf));
}

function manifestsOf(construct: IConstruct): Manifest[] {
  if (ApiObject.isApiObject(construct)) {
    return rendersItself(Chart.of(construct)) ? [] : [{ owner: construct, content: construct.toJson() as unknown }];
  }
  if (!Chart.isChart(construct) || !rendersItself(construct)) return [];
  return Object.values(construct.toJson()).map((content: unknown) => ({ owner: construct, content }));
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Methods of classes that answer once per call already. */
const ANSWERING = new WeakSet<Method>();

/**
 * cdk8s asks its validations for each chart of one synth; the answer is the same for all of them, and for no other synth.
 *
 * The method is replaced on the class of the app: from Python and other languages it is called there, past what an object has.
 * Apps that nobody inspects are left to the method as it was.
 */
function answerOncePerCall(app: IConstruct, method: string): void {
  const prototype = Object.getPrototypeOf(app) as Record<string, unknown>;
  const known = prototype[method];
  // The root of a tree may be a chart without an app.
  if (typeof known !== 'function') return;
  const isOwn = Object.hasOwn(prototype, method);
  if (isOwn && ANSWERING.has(known as Method)) return;
  const value: Method = function (...args) {
    const original = isOwn ? known : (Object.getPrototypeOf(prototype) as Record<string, Method>)[method];
    return asOneSynth(this as IConstruct, method, () => original.apply(this, args) as unknown);
  };
  ANSWERING.add(value);
  Object.defineProperty(prototype, method, { value, configurable: true, writable: true });
}

/** Runs a method of an app as one synth of it; a class that calls the method of its base is in the middle of that one. */
function asOneSynth(app: IConstruct, method: string, run: () => unknown): unknown {
  const inspection = INSPECTIONS.get(app);
  if (inspection === undefined || inspection.calls.has(method)) return run();
  inspection.calls.add(method);
  try {
    doBeforeSynth(app);
    orderNamespacesOf(app);
    const result = during(inspection, false, run);
    if (method === 'synth' && recordsMetadata(app)) completeMetadata(app);
    return result;
  } finally {
    inspection.calls.delete(method);
  }
}

/** cdk8s keeps to itself what it was asked. */
function recordsMetadata(app: IConstruct): boolean {
  return (app as { readonly recordConstructMetadata?: unknown }).recordConstructMetadata === true;
}

function during<T>(inspection: Inspection, byApp: boolean, run: () => T): T {
  const outer = inspection.running;
  inspection.running = { byApp };
  try {
    return inOnePass(run);
  } finally {
    inspection.running = outer;
  }
}
