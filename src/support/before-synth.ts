import type { IConstruct } from 'constructs';

/** What is to be done once somebody calls `synth`, by app. */
const TASKS = new WeakMap<IConstruct, (() => void)[]>();

/**
 * Has something done at each `synth` or `synthYaml` of an app, before it renders: what must know all of the app, and is for the
 * person who runs synth. A chart that a unit test renders is none of that.
 */
export function beforeSynth(app: IConstruct, task: () => void): void {
  TASKS.set(app, [...(TASKS.get(app) ?? []), task]);
}

/** Does it. */
export function doBeforeSynth(app: IConstruct): void {
  for (const task of TASKS.get(app) ?? []) task();
}
