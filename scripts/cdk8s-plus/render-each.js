// Runs programs that synthesize, one after the other, each as `cdk8s synth` does: in its folder, with a folder for its output.
//   tsx scripts/cdk8s-plus/render-each.js <output> <name>=<program>…
const path = require('path');

const [output, ...programs] = process.argv.slice(2);
for (const named of programs) {
  const [name, ...program] = named.split('=');
  const file = program.join('=');
  process.chdir(path.dirname(file));
  process.env.CDK8S_OUTDIR = path.join(output, name);
  require(file);
}
