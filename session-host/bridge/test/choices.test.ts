import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceText } from '../src/send/choices';

test('numbers the choices through, over all sections', () => {
  const sections = [
    { title: 'Wax', rows: [{ title: 'Blue', description: '6 yards' }, { title: 'Green' }] },
    { rows: [{ title: 'Plain' }] },
  ];
  assert.equal(
    choiceText({ title: 'Fabrics', body: 'Choose:', sections, footer: 'Until Friday' }),
    '*Fabrics*\n\nChoose:\n\n*Wax*\n1. Blue – 6 yards\n2. Green\n\n3. Plain\n\n_Until Friday_',
  );
});

test('leaves out what is not there', () => {
  const sections = [{ title: null, rows: [{ title: 'Yes' }] }];
  assert.equal(choiceText({ title: null, body: 'Sure?', sections }), 'Sure?\n\n1. Yes');
});
