import '../../../../sandbox/page/phones-ui/tokens.css';
import '../parts.css';
import './pair.css';
import { render } from 'preact';
import { firstLanguage, keepLanguage } from '../language';
import type { Language } from '../messages';
import { follow, surroundings } from '../surroundings';
import { pairingApi } from './api';
import { Page } from './page';
import { type View, Watch } from './watch';

const token = location.pathname.split('/').at(-1) ?? '';
const api = pairingApi(token);
const root = document.querySelector('#app');
let language: Language = firstLanguage();
let view: View | null = null;

const watch = new Watch(api, surroundings, (next) => {
  view = next;
  draw();
});

function draw(): void {
  if (root !== null && view !== null) {
    render(
      <Page view={view} watch={watch} api={api} language={language} onLanguage={choose} />,
      root,
    );
  }
}

function choose(chosen: Language): void {
  language = chosen;
  keepLanguage(chosen);
  draw();
}

follow(watch);
watch.begin();
