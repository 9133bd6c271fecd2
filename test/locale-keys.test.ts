import { describe, expect, test } from 'vitest';
import { usedKeys } from '../scripts/locale-keys.ts';

const asked = (source: string): string[] =>
  usedKeys(source)
    .filter((use) => use.asked)
    .map((use) => use.text);

describe('which texts a source file asks for', () => {
  test('plain, double-quoted and across lines', () => {
    expect(asked(`t('a.one'); i18n.t("a.two", { count: t('a.inner') }); t(\n  'a.three',\n)`)).toEqual([
      'a.one', 'a.two', 'a.inner', 'a.three',
    ]); // prettier-ignore
  });

  test('both sides of a choice', () => {
    expect(asked(`<p>{t(late ? 'a.late' : 'a.onTime', { span: 'b.c' })}</p>`)).toEqual([
      'a.late',
      'a.onTime',
    ]);
  });

  test('a Trans element', () => expect(asked(`<Trans i18nKey="a.rich" />`)).toEqual(['a.rich']));

  test('not comments, not other functions, not other strings', () => {
    expect(
      asked(`// t('a.no')\n/* t('a.no') */ format('a.no'); const name = 'incident.declare'; at('a.no')`),
    ).toEqual([]);
  });

  test('a template asks for whatever it can make', () => {
    const [use] = usedKeys('t(`incident.type.${incident.type}`)');
    expect(use?.pattern?.test('incident.type.flood')).toBe(true);
    expect(use?.pattern?.test('incident.state.flood')).toBe(false);
  });

  test('what stands inside a template, and templates inside that', () => {
    const source = "`<dl>${names.map(([key]) => `<dt>${t(`a.${key}.b`)}</dt>`)}<dd>${t('a.note')}</dd></dl>`";
    expect(asked(source)).toEqual(['a.${…}.b', 'a.note']);
  });

  test('regular expressions and closing tags do not hide what follows', () => {
    expect(asked(`const quote = /['"\`]/; t('a.one'); <Row {...props} /> / 2; <p>{t('a.two')}</p>`)).toEqual([
      'a.one',
      'a.two',
    ]);
  });

  test('the line is told', () => expect(usedKeys(`\n\nt('a.b')`)[0]?.line).toBe(3));
});
