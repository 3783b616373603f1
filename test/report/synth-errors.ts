import { App, Chart } from 'cdk8s';

/** What synth says is wrong, without cdk8s's heading. */
export function synthErrors(chart: Chart): string[] {
  try {
    App.of(chart).synthYaml();
    return [];
  } catch (error) {
    const [, ...errors] = (error as Error).message.split('\n').map((line) => line.trim());
    return errors;
  }
}
