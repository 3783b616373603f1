import { App } from 'cdk8s';
import { ServiceApp } from '/work/main/src';
import { addCharts } from '/work/main/bench/workloads';
const C = process.argv[2] === 'app' ? App : ServiceApp;
for (let i = 0; i < Number(process.argv[4] ?? 4); i++) {
  const app = new C({ outdir: '/tmp/prof-out' });
  addCharts(app, Number(process.argv[3]), Number(process.argv[3]));
  const s = process.hrtime.bigint(), u = process.cpuUsage(); app.synth(); const d = process.cpuUsage(u); console.log((Number(process.hrtime.bigint() - s) / 1e6).toFixed(1), 'user', (d.user / 1e3).toFixed(1), 'sys', (d.system/1e3).toFixed(1));
}
