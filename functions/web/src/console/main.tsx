import '../../../../sandbox/page/phones-ui/tokens.css';
import '../parts.css';
import './console.css';
import { render } from 'preact';
import { firstLanguage } from '../language';
import { App } from './app';
import { keptKey } from './key';

const root = document.querySelector('#app');
if (root !== null) {
  render(<App firstLanguage={firstLanguage()} firstKey={keptKey()} />, root);
}
