import { toDom } from './dom';
import { Engine } from './engine';
import { explainText } from '../src/render/explain-text';
import { PageData } from '../src/render/page/page-data';
import { drawPicture } from '../src/render/picture/draw/draw';
import { judgedPolicies } from '../src/topology/judged-policies';

const data = JSON.parse(document.getElementById('data')!.textContent!) as PageData;
const engine = new Engine(data.network);
const page = document.getElementById('page')!;
page.replaceChildren(toDom(drawPicture(data.network.picture)));
page.addEventListener('click', (event) => {
  const edge = (event.target as Element).closest('[data-edge]');
  if (edge === null) return;
  const { from, to, ranges } = data.network.picture.edges[Number(edge.getAttribute('data-edge'))];
  const asked = (id: string): string => data.network.picture.nodes.find((node) => node.id === id)!.asked!;
  const answer = engine.ask(asked(from), asked(to), { protocol: ranges[0].protocol, port: ranges[0].port });
  const text = document.createElement('pre');
  text.textContent = [...explainText(answer, judgedPolicies(data.network.topology))].join('');
  page.append(text);
});
