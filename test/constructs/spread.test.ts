import { Spread, Worker } from '../../src';
import { Manifest, podSpec, shopChart } from '../manifests';

const schedulingOf = (spread?: Spread): Manifest => {
  const chart = shopChart();
  new Worker(chart, 'app', { image: 'ghcr.io/acme/app:1.0.0', spread });
  const { affinity, topologySpreadConstraints } = podSpec(chart);
  return { affinity, topologySpreadConstraints };
};
const labelSelector = { matchLabels: { 'app.kubernetes.io/name': 'app' } };
const apartFromEachOther = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } },
    ],
  },
};

test('PREFERRED is the default', () => {
  expect(schedulingOf()).toEqual(schedulingOf(Spread.PREFERRED));
});

test('PREFERRED spreads over hosts and zones where that is possible', () => {
  expect(schedulingOf(Spread.PREFERRED)).toEqual({
    affinity: apartFromEachOther,
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ],
  });
});

test('REQUIRED lets pods wait for a host, but not for a zone', () => {
  expect(schedulingOf(Spread.REQUIRED)).toEqual({
    affinity: apartFromEachOther,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
        matchLabelKeys: ['pod-template-hash'],
        labelSelector,
      },
      { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ],
  });
});

test('NONE leaves it to the scheduler', () => {
  expect(schedulingOf(Spread.NONE)).toEqual({ affinity: undefined, topologySpreadConstraints: undefined });
});
