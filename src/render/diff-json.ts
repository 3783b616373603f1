import { endFields, JSON_VERSION, jsonList, reasonFields } from './json';
import { byRisk, riskName } from './risk';
import { FlowChange } from '../reachability/diff';

/** Changes as JSON, one line for each, the biggest risks first. */
export function* diffJson(changes: readonly FlowChange[]): Generator<string> {
  yield `{\n  "version": ${JSON_VERSION},\n  "changes": [`;
  yield* jsonList(
    byRisk(changes).flatMap((group) => group.changes),
    changeJson,
  );
  yield ']\n}\n';
}

function changeJson(change: FlowChange): object {
  const { kind, verdict, verdictBefore, only, onlyBefore, names, before, after, reason, because, ways, waysBefore } =
    change;
  return {
    kind,
    risk: riskName(change),
    ...endFields(change),
    verdict,
    verdictBefore,
    only,
    onlyBefore,
    names,
    before,
    after,
    ...reasonFields(reason),
    because,
    ways,
    waysBefore,
  };
}
