import { useState } from 'react';
import type { Input } from '../../electron/contract.ts';
import type { Substance } from '../../electron/hazmat/hazmat.ts';
import { Papers } from '../attachment/papers.tsx';
import { useCommand, useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { Pager, usePages } from './pager.tsx';
import { GhsSigns, Placard } from './placards.tsx';
import { SubstanceForm, toxicLabel } from './substance-form.tsx';
import { physicalNames, toxicNames } from './substance-names.ts';
import './hazmat.css';

/** What the site keeps: classes, statements, figures and data sheets of each substance. */
export default function SubstancesScreen({ id }: { readonly id?: string }) {
  const { t, nameOf } = useText();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [doing, setDoing] = useState<'shipped' | 'own' | 'edit' | null>(null);
  useIntent('hazmat.addSubstance', () => setDoing('own'));
  const pages = usePages(typed);
  const page = useQueryOf(
    'hazmat.substances',
    { text: typed, limit: 100, ...(pages.after === undefined ? {} : { after: pages.after }) },
    { nouns: ['substance'] },
  ).data;
  const may = useMay('hazmat.addSubstance');
  const rows = page?.rows ?? [];
  const open = rows.find((row) => row.id === chosen) ?? rows[0];
  const keys = useRowKeys(
    rows.map((row) => row.id),
    open?.id ?? null,
    (next) => {
      if (next !== open?.id) setDoing(null);
      setChosen(next);
    },
    (event) => {
      if (event.key.toLowerCase() !== 'e' || !may) return;
      event.preventDefault();
      setDoing('edit');
    },
  );
  const done = (saved: string | null): void => {
    setDoing(null);
    if (saved !== null) setChosen(saved);
  };
  return (
    <div className="two-columns hazmat">
      <Panel title={t('nav.substances')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad">
          <Field label={t('hazmat.findSubstance')} value={typed} onChange={setTyped} />
          {may && (doing === null || doing === 'edit') && (
            <div className="row">
              <Button onPress={() => setDoing('shipped')}>{t('hazmat.addSubstance')}</Button>
              <Button onPress={() => setDoing('own')}>{t('hazmat.ownSubstance')}</Button>
              <Button onPress={() => go('substanceImport')}>{t('nav.substanceImport')}</Button>
            </div>
          )}
          {doing === 'shipped' && <FromCatalogue done={done} />}
        </div>
        {page && rows.length === 0 ? (
          <Empty>{typed === '' ? t('hazmat.noSubstances') : t('common.nothingFound', { text: typed })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stores" role="grid" aria-label={t('nav.substances')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <td className="placards">
                      <Placard hazardClass={row.hazardClass} />
                    </td>
                    <td>
                      <b>{nameOf(row.names)}</b>
                      <div className="muted">{classText(t, row)}</div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager page={page} pages={pages} />
      </Panel>
      {doing === 'own' ? (
        <SubstanceForm key="own" substance={null} done={done} />
      ) : doing === 'edit' && open ? (
        <SubstanceForm key={open.id} substance={open} done={done} />
      ) : open ? (
        <Detail key={open.id} substance={open} onEdit={() => setDoing('edit')} />
      ) : (
        <Panel title={t('common.details')}>
          <Empty>{t('hazmat.noSubstances')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function classText(
  t: (key: string, facts?: Record<string, string>) => string,
  { unNumber, hazardClass, subsidiary, packingGroup, ergGuide }: Substance,
): string {
  return [
    unNumber !== null && t('hazmat.un', { number: unNumber }),
    `${t('hazmat.hazardClass')} ${[hazardClass, ...subsidiary].join(', ')}`,
    packingGroup !== null && t('hazmat.packingGroup', { group: packingGroup }),
    ergGuide !== null && t('hazmat.guide', { guide: ergGuide }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A substance of the shipped table is taken over with everything that is known of it. */
function FromCatalogue({ done }: { readonly done: (id: string | null) => void }) {
  const { t, nameOf } = useText();
  const known = useQueryOf('hazmat.substances', { limit: 200 }, { nouns: ['substance'] }).data?.rows ?? [];
  const shipped = useQueryOf('hazmat.catalogue', {}).data?.rows ?? [];
  const add = useCommand('hazmat.addSubstance');
  const [key, setKey] = useState('');
  const rest = shipped.filter((row) => !known.some((one) => one.key === row.key));
  async function send(): Promise<void> {
    const chosen = rest.find((row) => row.key === key);
    if (!chosen) return;
    const added = await add.run(chosen as Input<'hazmat.addSubstance'>);
    if (added.ok) done(added.value.id);
  }
  return (
    <ShortForm
      title={t('hazmat.addSubstance')}
      problem={add.problem}
      pending={add.pending || key === ''}
      send={send}
      done={() => done(null)}
    >
      <Choice
        label={t('hazmat.substance')}
        value={key}
        of={[
          { value: '', label: '' },
          ...rest.map((row) => ({
            value: row.key,
            label: `${row.unNumber === null ? '' : `UN ${row.unNumber} · `}${nameOf(row.names)}`,
          })),
        ]}
        onChange={setKey}
      />
    </ShortForm>
  );
}

function Detail({ substance, onEdit }: { readonly substance: Substance; readonly onEdit: () => void }) {
  const { t, format, nameOf } = useText();
  const { physical, toxic } = substance;
  const may = useMay('hazmat.changeSubstance');
  return (
    <Panel title={nameOf(substance.names)} aside={substance.key}>
      <div className="scroll store-detail" tabIndex={0} role="region" aria-label={nameOf(substance.names)}>
        <div className="movement-what">
          <Placard hazardClass={substance.hazardClass} size={44} />
          <div>
            {classText(t, substance)}
            <div className="muted">
              {[substance.cas && `CAS ${substance.cas}`, substance.hStatements.join(' ')]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </div>
          <GhsSigns ghs={substance.ghs} />
        </div>
        {may && (
          <Button className="add" onPress={onEdit}>
            {t('hazmat.changeSubstance')}{' '}
            <kbd className="kbd" aria-hidden>
              E
            </kbd>
          </Button>
        )}
        <h3>{t('hazmat.physical.title')}</h3>
        <dl className="facts">
          {physicalNames
            .filter((name) => physical[name] !== null)
            .map((name) => (
              <div key={name} className="fact-row">
                <dt>{t(`hazmat.physical.${name}`)}</dt>
                <dd>{format.number(physical[name] ?? 0, 2)}</dd>
              </div>
            ))}
        </dl>
        <p className="dim">{physical.source === '' ? t('hazmat.notVerified') : physical.source}</p>
        {toxicNames.some((name) => toxic[name] !== null) && (
          <>
            <h3>{t('hazmat.toxicTitle', { unit: toxic.unit })}</h3>
            <dl className="facts">
              {toxicNames
                .filter((name) => toxic[name] !== null)
                .map((name) => (
                  <div key={name} className="fact-row">
                    <dt>{toxicLabel(name)}</dt>
                    <dd>{format.number(toxic[name] ?? 0, 2)}</dd>
                  </div>
                ))}
            </dl>
            <p className="dim">{toxic.source === '' ? t('hazmat.notVerified') : toxic.source}</p>
          </>
        )}
        <h3>{t('hazmat.sheets')}</h3>
        <Sheets substanceId={substance.id} />
        <Papers noun="substance" rowId={substance.id} />
      </div>
    </Panel>
  );
}

/** Editions of the data sheets that hang on a substance; one without is dated here. */
function Sheets({ substanceId }: { readonly substanceId: string }) {
  const { t, format } = useText();
  const today = useToday();
  const may = useMay('hazmat.dateSheet');
  const sheets =
    useQueryOf('hazmat.sheets', { id: substanceId }, { nouns: ['safetySheet', 'attachmentLink'] }).data
      ?.rows ?? [];
  const papers =
    useQueryOf(
      'attachment.of',
      { noun: 'substance', rowId: substanceId, limit: 50 },
      { nouns: ['attachmentLink'] },
    ).data?.rows ?? [];
  const [open, setOpen] = useState<string | null>(null);
  const date = useCommand('hazmat.dateSheet');
  const [typed, setTyped] = useState({ revision: '', revisedOn: '', reviewOn: '' });
  const change = (name: keyof typeof typed) => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  return (
    <ul className="lots">
      {papers
        .filter(({ role }) => role === 'document')
        .map((paper) => {
          const sheet = sheets.find((one) => one.id === paper.id);
          const late = sheet !== undefined && sheet.reviewOn < today;
          return (
            <li key={paper.id} className="sheet">
              <div>
                <b>{paper.name}</b>
                <div className={late ? 't2' : 'muted'}>
                  {late && '▲ '}
                  {sheet
                    ? t('hazmat.sheetDates', {
                        revision: sheet.revision,
                        revised: format.date(sheet.revisedOn),
                        review: format.date(sheet.reviewOn),
                      })
                    : t('hazmat.sheetUndated')}
                </div>
                {open === paper.id && (
                  <ShortForm
                    title={t('hazmat.dateSheet')}
                    problem={date.problem}
                    pending={date.pending}
                    send={async () => {
                      const input = { linkId: paper.id, version: sheet?.version ?? null, ...typed };
                      if ((await date.run(input)).ok) setOpen(null);
                    }}
                    done={() => setOpen(null)}
                  >
                    <Field
                      label={t('hazmat.revision')}
                      value={typed.revision}
                      onChange={change('revision')}
                      autoFocus
                    />
                    <Field
                      label={t('hazmat.revisedOn')}
                      type="date"
                      value={typed.revisedOn}
                      onChange={change('revisedOn')}
                    />
                    <Field
                      label={t('hazmat.reviewOn')}
                      type="date"
                      value={typed.reviewOn}
                      onChange={change('reviewOn')}
                    />
                  </ShortForm>
                )}
              </div>
              {may && open !== paper.id && (
                <Button onPress={() => setOpen(paper.id)}>{t('hazmat.dateSheet')}</Button>
              )}
            </li>
          );
        })}
      {papers.length === 0 && <li className="muted">{t('hazmat.noSheet')}</li>}
    </ul>
  );
}
