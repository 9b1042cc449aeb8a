// Linking a device: by a picture or the text of its QR code, or by its eight characters.
import * as api from './api';
import { open } from './dialog';
import { h, icon, notice, required } from './dom';
import { reason, words } from './words';

const CODE_LENGTH = 8;

export function linkDevice(phone: string) {
  new LinkDialog(phone).start();
}

class LinkDialog {
  private isBusy = false;
  private readonly status = h('p.problem', { role: 'alert', hidden: true });
  private readonly text = h('textarea', {
    rows: 2,
    spellcheck: false,
    'aria-label': words.pasteText,
    placeholder: words.pasteText,
  });
  private tabs: HTMLElement[] = [];
  private close: () => void = () => undefined;

  constructor(private readonly phone: string) {}

  start() {
    const byQr = this.qrPanel();
    const byCode = this.codePanel();
    const tabs = h('div.tabs', { role: 'tablist' });
    this.tabs = [this.tab('qr', words.qrCode, byQr), this.tab('code', words.phoneCode, byCode)];
    tabs.append(...this.tabs);
    tabs.onkeydown = (event) => this.turn(event);
    const { dialog, close } = open(words.linkDevice, tabs, byQr, byCode, this.status);
    this.close = close;
    dialog.addEventListener('paste', (event) => this.pasted(event));
    this.select(this.tabs[0]);
  }

  tab(id: string, label: string, panel: HTMLElement) {
    panel.id = `panel-${id}`;
    panel.setAttribute('role', 'tabpanel');
    const tab = h('button', { type: 'button', role: 'tab', 'aria-controls': panel.id }, label);
    tab.onclick = () => this.select(tab);
    return tab;
  }

  select(chosen: HTMLElement | undefined) {
    for (const tab of this.tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      required(`#${tab.getAttribute('aria-controls')}`).hidden = !isChosen;
    }
    this.status.hidden = true;
    chosen?.focus();
  }

  turn(event: KeyboardEvent) {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      this.select(this.tabs.find((tab) => tab.getAttribute('aria-selected') === 'false'));
    }
  }

  qrPanel() {
    const file = h('input', { type: 'file', accept: 'image/png,image/jpeg', hidden: true });
    file.onchange = () => {
      const picture = file.files?.[0];
      if (picture) {
        this.link(() => api.scanPicture(this.phone, picture));
        file.value = '';
      }
    };
    const zone = h(
      'div.drop',
      {},
      icon('picture'),
      h('p', {}, words.qrHint),
      h('button.primary', { type: 'button', onclick: () => file.click() }, words.choosePicture),
      file,
    );
    zone.ondragover = (event) => {
      event.preventDefault();
      zone.classList.add('over');
    };
    zone.ondragleave = () => zone.classList.remove('over');
    zone.ondrop = (event) => {
      event.preventDefault();
      zone.classList.remove('over');
      this.take(event.dataTransfer);
    };
    const form = h(
      'form.inline',
      {},
      this.text,
      h('button.primary', { type: 'submit' }, words.link),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      if (this.text.value.trim() !== '') {
        this.link(() => api.scanText(this.phone, this.text.value.trim()));
      }
    };
    return h('div', {}, zone, form);
  }

  codePanel() {
    const input = h('input.code', {
      required: true,
      autocomplete: 'off',
      autocapitalize: 'characters',
      spellcheck: false,
      maxLength: CODE_LENGTH + 1,
      placeholder: 'ABCD-1234',
      'aria-label': words.phoneCode,
    });
    const form = h(
      'form',
      {},
      h('p.hint', {}, words.codeHint),
      input,
      h('div.buttons', {}, h('button.primary', { type: 'submit' }, words.link)),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      this.link(() => api.enterCode(this.phone, input.value));
    };
    return h('div', {}, form);
  }

  /** Scans a pasted picture at once; pasted text goes to the cursor or into its field. */
  pasted(event: ClipboardEvent) {
    const typing = /^(INPUT|TEXTAREA)$/.test((event.target as Element).tagName);
    const hasPicture = [...(event.clipboardData?.files ?? [])].some((file) =>
      file.type.startsWith('image/'),
    );
    if (hasPicture || !typing) {
      event.preventDefault();
      this.take(event.clipboardData);
    }
  }

  take(transfer: DataTransfer | null): void {
    const picture = [...(transfer?.files ?? [])].find((file) => file.type.startsWith('image/'));
    const text = transfer?.getData('text/plain').trim() ?? '';
    if (picture) {
      this.link(() => api.scanPicture(this.phone, picture));
    } else if (text !== '') {
      this.text.value = text;
      this.link(() => api.scanText(this.phone, text));
    }
  }

  async link(action: () => unknown) {
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    this.say(words.linking, false);
    try {
      await action();
      notice(words.linked);
      this.close();
    } catch (error) {
      this.say(error instanceof api.Refused ? reason(error) : words.lost, true);
    } finally {
      this.isBusy = false;
    }
  }

  say(text: string, isProblem: boolean) {
    this.status.textContent = text;
    this.status.classList.toggle('calm', !isProblem);
    this.status.hidden = false;
  }
}
