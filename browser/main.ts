import { buildFrame } from './frame';
import { Page } from './page';
import { mountPane } from './pane';
import { mountPanels } from './panels/panels';
import { Store } from './store';
import { mountFindings } from './tables/findings';
import { mountTable } from './tables/table';
import { PageData } from '../src/render/page/page-data';

const data = JSON.parse(document.getElementById('data')!.textContent!) as PageData;
const store = new Store();
const frame = buildFrame(data, store);
const page = new Page(data, store, frame.live);
mountPane(frame.picture, store, page);
mountTable(frame.table, store, page);
mountFindings(frame.findings, store, page);
mountPanels(frame.aside, store, page);
