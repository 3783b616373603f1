import { endFields, JSON_VERSION, jsonList, reasonFields } from './json';
import { ReachReport } from './reach-report';
import { Flow } from '../reachability/flow';
import { Workload } from '../topology/model';

/** Flows as JSON, one line for each, so that huge outputs stream and compare line by line. */
export function* reachJson({ workloads, flows }: ReachReport): Generator<string> {
  yield `{\n  "version": ${JSON_VERSION},\n  "workloads": [`;
  yield* jsonList(workloads, workloadJson);
  yield '],\n  "flows": [';
  yield* jsonList(flows, flowJson);
  yield ']\n}\n';
}

function workloadJson({ id, namespace, kind, name }: Workload): object {
  return { id, namespace, kind, name };
}

/** In the order of the documentation, whatever order the engine has. */
function flowJson({ from, to, ports, verdict, reason, only, because, services, ways }: Flow): object {
  return { ...endFields({ from, to }), ports, verdict, ...reasonFields(reason), only, because, services, ways };
}
